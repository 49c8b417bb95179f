"""Prescriptions on the desk: a row in the words of a coach, and beside it how readers will see it."""

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
from guide.models import Prescription
from guide.models.snapshot import ItemData, read_working_copy
from guide.read_model.guide import EditionInfo, Guide
from guide.routine import RulebookGap, Trainee, build
from guide.routine.coverage import number_issues
from guide.routine.reachability import AnswerPath, answer_paths_to
from guide.text.links import guide_url

FULL_KINDS = (
    "cover",
    "equipment",
    "experience",
    "placements",
    "aims",
    "loads",
    "progressions",
    "limits",
    "preferences",
)
REQUIRED_FIELDS = {"variations": ("slug", "title", "equipment"), "sources": ("slug", "citation", "standing")}
"""Kinds of which a prescription needs no more than these fields: their texts would take long to render."""


@admin.register(Prescription)
class PrescriptionAdmin(ItemAdmin):
    change_form_template = "admin/guide/prescription.html"
    list_display = ("slug", "who", "in_short")
    list_display_links = ("slug",)
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
    ordering = ("position", "slug")
    readonly_fields = ("reading",)
    fieldsets = (
        ("Who it is for", {"fields": (("placement", "experience", "aim"),), "classes": ("lined",)}),
        (
            "What they do",
            {
                "fields": (
                    ("sets", "reps", "rir"),
                    ("last_set_reps", "last_set_rir"),
                    "load",
                    ("rest", "tempo"),
                    ("days", "weekly_sets_cap"),
                ),
                "classes": ("lined",),
            },
        ),
        ("How readers will see it", {"fields": ("reading",), "classes": ("reading",)}),
        ("How it goes on", {"fields": ("progression", "note", "entry_test")}),
        ("What it rests on", {"fields": ("evidence",)}),
        ("Name and place", {"fields": (("slug", "position"),), "classes": ("lined",)}),
    )

    @admin.display(description="for")
    def who(self, row: Prescription) -> str:
        return f"{row.placement}, {row.experience}, {row.aim}"

    @admin.display(description="in short")
    def in_short(self, row: Prescription) -> str:
        return f"{row.sets} × {row.reps}, {row.rir} left, {row.load}, {row.days} days"

    @admin.display(description="")
    def reading(self, row: Prescription) -> SafeString:
        """As it was saved; from then on it is asked for anew whenever something is typed."""
        address = reverse("admin:guide_prescription_reading", query={"of": row.pk} if row.pk else None)
        stored = Prescription.objects.filter(pk=row.pk).first()  # the form may have put into the row what is no row
        preview = prescription_preview(stored.serialize()) if stored else None
        return render_to_string("admin/guide/_prescription_preview.html", {"url": address, "reading": preview})

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(require_safe(self.reading_view))
        return [path("reading/", view, name="guide_prescription_reading"), *super().get_urls()]

    def reading_view(self, request: HttpRequest) -> HttpResponse:
        """How readers would see the row in the address, or what is wrong with it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pk = request.GET.get("of", "")
        row = Prescription.objects.filter(pk=pk).first() if pk.isdecimal() else None
        form = self.get_form(request, row, change=row is not None)(request.GET, instance=row)
        for name in ("slug", "position"):
            del form.fields[name]
        context: dict[str, Any] = {"faults": form_faults(form), "empty": empty_fields(form)}
        if form.is_valid():
            context["reading"] = prescription_preview(form.instance.serialize())
        return render(request, "admin/guide/_prescription_preview_now.html", context)


def form_faults(form: BaseForm) -> list[tuple[str, str]]:
    """The label and the message of each fault, but for what nobody has filled in yet."""
    labels = {name: str(field.label) for name, field in form.fields.items()}
    found = [(name, error) for name, errors in form.errors.as_data().items() for error in errors]
    return [
        (labels.get(name, ""), message)
        for name, error in found
        if error.code not in ("required", "blank", "null")
        for message in error.messages
    ]


def empty_fields(form: BaseForm) -> list[str]:
    found = form.errors.as_data()
    empty = [name for name in form.fields if any(e.code in ("required", "blank", "null") for e in found.get(name, ()))]
    return [str(form.fields[name].label).lower() for name in empty]


class PathLink(NamedTuple):
    """Answers that lead to a row, and the preview of the routine builder with them."""

    path: AnswerPath
    url: str


class PrescriptionPreview(NamedTuple):
    """A prescription as readers will see it."""

    prescription: Any
    numbers: dict[str, RoutineNumber]
    tempo: str
    rules: list[tuple[str, str]]
    """Names of the rules of progress: for weights, and for the rest where they differ."""
    contradictions: list[str]
    answer_paths: list[PathLink]


def prescription_preview(item: ItemData) -> PrescriptionPreview | None:
    """None where the rest of the rulebook has no answer that this row could be shown in."""
    guide = minimal_guide(item)
    row = guide.prescriptions[0]
    kit = frozenset(kit.slug for kit in guide.equipment)
    try:
        routine = build(Trainee(row.aim.slug, row.experience.slug, kit, row.placement.slug), guide.rulebook)
    except RulebookGap:
        return None
    names = {rule.slug: rule.name for rule in guide.progressions}
    rules = [
        ", ".join(names.get(code, code) for code in row.progression.for_equipment(weighted=own))
        for own in (True, False)
    ]
    kits = dict.fromkeys(one.equipment for one in guide.variations)
    wrong = [fault.message for kit in kits for fault in number_issues(row, (kit,), guide.rulebook)]
    page = guide_url("preview", "routine")
    return PrescriptionPreview(
        row,
        {number.name: number for number in routine_numbers(routine, guide)},
        tempo_text(row.tempo),
        [("For weights", rules[0]), ("For the rest", rules[1])] if rules[0] != rules[1] else [("", rules[0])],
        list(dict.fromkeys(wrong)),
        [PathLink(way, f"{page}?{trainee_query(way.trainee)}") for way in answer_paths_to(row, guide.rulebook)],
    )


def minimal_guide(item: ItemData) -> Guide:
    """The working copy with this prescription as its only one, and of other kinds what it needs."""
    rows = read_working_copy({*FULL_KINDS, *REQUIRED_FIELDS})
    named = {
        kind: [{name: row[name] for name in names} for row in rows[kind]] for kind, names in REQUIRED_FIELDS.items()
    }
    return Guide(rows | named | {"sections": [], "prescriptions": [item]}, EditionInfo(0, ""), site="preview")
