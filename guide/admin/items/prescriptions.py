"""The form of prescriptions, with a live preview of what readers will see."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import URLPattern, path, reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from guide.admin.items.base import ItemAdmin
from guide.builder.numbers import RoutineNumber, routine_numbers, tempo_text
from guide.builder.query_string import trainee_query
from guide.checks.ranges import COACHING_KINDS
from guide.models import Prescription
from guide.models.snapshot import ItemData, read_working_copy
from guide.read_model.guide import EditionInfo, Guide
from guide.routine import RulebookGap, Trainee, build
from guide.routine.coverage import number_issues
from guide.routine.reachability import AnswerPath, answer_paths_to
from guide.text.links import guide_url

# The few fields that a preview needs of these kinds: their texts are slow to render.
REQUIRED_FIELDS = {"variations": ("slug", "title", "equipment"), "sources": ("slug", "citation", "standing")}

EMPTY_CODES = {"required", "blank", "null"}


@admin.register(Prescription)
class PrescriptionAdmin(ItemAdmin):
    change_form_template = "admin/guide/prescription.html"
    list_display = ("slug", "intended_for", "summary")
    list_editable = ()
    list_select_related = ("placement", "experience", "aim", "load")
    list_filter = ("placement", "experience", "aim", "load")
    search_fields = (
        "slug",
        "placement__name",
        "experience__name",
        "aim__name",
        "load__name",
        "progression",
        "evidence",
    )
    readonly_fields = ("preview",)
    fieldsets = (
        ("Who it is for", {"fields": (("placement", "experience", "aim"),), "classes": ("compact",)}),
        (
            "What to do",
            {
                "fields": (
                    ("sets", "reps", "rir"),
                    ("last_set_reps", "last_set_rir"),
                    "load",
                    ("rest", "tempo"),
                    ("days", "weekly_sets_cap"),
                ),
                "classes": ("compact",),
            },
        ),
        ("What readers will see", {"fields": ("preview",), "classes": ("preview-fieldset",)}),
        ("Progression", {"fields": ("progression", "note", "entry_test")}),
        ("Evidence", {"fields": ("evidence",)}),
        ("Address and order", {"fields": (("slug", "position"),), "classes": ("compact",)}),
    )

    @admin.display(description="for")
    def intended_for(self, row: Prescription) -> str:
        return f"{row.placement}, {row.experience}, {row.aim}"

    @admin.display(description="summary")
    def summary(self, row: Prescription) -> str:
        return f"{row.sets} × {row.reps}, {row.rir} left, {row.load}, {row.days} days"

    @admin.display(description="")
    def preview(self, row: Prescription) -> SafeString:
        """Show the saved prescription. htmx reloads the preview on every input."""
        url = reverse("admin:guide_prescription_preview", query={"of": row.pk} if row.pk else None)
        # Read it again: a rejected form may have put invalid values into `row`.
        stored = Prescription.objects.filter(pk=row.pk).first()
        preview = prescription_preview(stored.serialize()) if stored else None
        return render_to_string("admin/guide/_prescription_preview.html", {"url": url, "preview": preview})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.preview_view))
        return [path("preview/", view, name="guide_prescription_preview"), *super().get_urls()]

    def preview_view(self, request: HttpRequest) -> HttpResponse:
        """Preview the prescription that the query parameters describe, or list its errors and empty fields."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pk = request.GET.get("of", "")
        row = Prescription.objects.filter(pk=pk).first() if pk.isdecimal() else None
        form = self.get_form(request, row, change=row is not None)(request.GET, instance=row)
        for name in ("slug", "position"):
            del form.fields[name]
        context: dict[str, Any] = {"errors": form_errors(form), "empty": empty_fields(form)}
        if form.is_valid():
            context["preview"] = prescription_preview(form.instance.serialize())
        return render(request, "admin/guide/_prescription_preview_now.html", context)


def form_errors(form: BaseForm) -> list[tuple[str, str]]:
    """Return the label and message of each error, except for fields that are still empty."""
    labels = {name: str(field.label) for name, field in form.fields.items()}
    return [
        (labels.get(name, ""), message)
        for name, errors in form.errors.as_data().items()
        for error in errors
        if error.code not in EMPTY_CODES
        for message in error.messages
    ]


def empty_fields(form: BaseForm) -> list[str]:
    errors = form.errors.as_data()
    empty = [name for name in form.fields if any(error.code in EMPTY_CODES for error in errors.get(name, ()))]
    return [str(form.fields[name].label).lower() for name in empty]


class PathLink(NamedTuple):
    """Answers that lead to a prescription, and the address of the routine builder's preview with these answers."""

    path: AnswerPath
    url: str


class PrescriptionPreview(NamedTuple):
    prescription: Any
    numbers: dict[str, RoutineNumber]
    tempo: str
    rules: list[tuple[str, str]]  # equipment (empty if all have the same rules) and names of its progressions
    contradictions: list[str]
    answer_paths: list[PathLink]


def prescription_preview(item: ItemData) -> PrescriptionPreview | None:
    """Build the preview. None if no routine can be built, such as for a placement without a variation."""
    guide = minimal_guide(item)
    row = guide.prescriptions[0]
    all_equipment = frozenset(equipment.slug for equipment in guide.equipment)
    try:
        routine = build(Trainee(row.aim.slug, row.experience.slug, all_equipment, row.placement.slug), guide.rulebook)
    except RulebookGap:
        return None
    names = {rule.slug: rule.name for rule in guide.progressions}
    rules = [
        ", ".join(names.get(code, code) for code in row.progression.for_equipment(weighted=weighted))
        for weighted in (True, False)
    ]
    used = dict.fromkeys(variation.equipment for variation in guide.variations)
    issues = [issue.message for equipment in used for issue in number_issues(row, (equipment,), guide.rulebook)]
    page = guide_url("preview", "routine")
    return PrescriptionPreview(
        row,
        {number.name: number for number in routine_numbers(routine, guide)},
        tempo_text(row.tempo),
        [("With weights", rules[0]), ("Without weights", rules[1])] if rules[0] != rules[1] else [("", rules[0])],
        list(dict.fromkeys(issues)),
        [PathLink(path, f"{page}?{trainee_query(path.trainee)}") for path in answer_paths_to(row, guide.rulebook)],
    )


def minimal_guide(item: ItemData) -> Guide:
    """Build a guide from the working copy with this prescription as its only one, and only what it needs."""
    rows = read_working_copy({"cover", *COACHING_KINDS, *REQUIRED_FIELDS})
    partial = {
        kind: [{name: row[name] for name in names} for row in rows[kind]] for kind, names in REQUIRED_FIELDS.items()
    }
    return Guide(rows | partial | {"sections": [], "prescriptions": [item]}, EditionInfo(0, ""), site="preview")
