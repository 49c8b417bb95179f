"""The history in the admin: read editions, publish a new one, restore an old one."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, Self

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html

from guide.admin.forms import NoteForm, PublishForm, RestoreForm
from guide.checks import coverage_of
from guide.models import Edition
from guide.models.snapshot import KINDS, take
from guide.publishing import Doubts, Gaps, Refused, pending, problems, publish, restore
from guide.routine import Finding


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    list_display = ("number", "note", "major", "live_at", "published_by", "restore_link")
    fields = ("number", "note", "major", "live_at", "published_at", "published_by", "reason", "digest")
    readonly_fields = fields
    search_fields = ("note",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Editions are made by publishing."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    @admin.display(description="go back")
    def restore_link(self, edition: Edition) -> str:
        return format_html('<a href="{}/restore/">Restore edition {}</a>', edition.number, edition.number)

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        return [
            path("routines/", wrap(self.routines_view), name="guide_edition_routines"),
            path("publish/", wrap(self.publish_view), name="guide_edition_publish"),
            path("<int:number>/restore/", wrap(self.restore_view), name="guide_edition_restore"),
            *super().get_urls(),
        ]

    def publish_view(self, request: HttpRequest) -> HttpResponse:
        if not request.user.has_perm("guide.publish_edition"):
            raise PermissionDenied
        changes = pending()
        form = PublishForm(request.POST or None, changes=changes)
        if request.method == "POST" and form.is_valid():
            edition = made(form, lambda: publish(by=request.user.get_username(), **form.wishes()))
            if edition:
                return self._published(request, edition)
        context = {"form": form, "changes": changes, "title": "Publish", "waiting": waiting()}
        return self._page(request, "admin/guide/publish.html", context)

    def routines_view(self, request: HttpRequest) -> HttpResponse:
        """Whether the routine builder has an answer for everybody, with links to the rows to mend."""
        if not request.user.has_perm("guide.preview_guide"):
            raise PermissionDenied
        snapshot = take()
        faults = problems(snapshot)
        coverage = None if faults else coverage_of(snapshot)
        findings = [Linked.to(finding) for finding in coverage.findings] if coverage else []
        context = {"title": "Check the routines", "faults": faults, "coverage": coverage, "findings": findings}
        return self._page(request, "admin/guide/routines.html", context)

    def restore_view(self, request: HttpRequest, number: int) -> HttpResponse:
        if not request.user.has_perm("guide.restore_edition"):
            raise PermissionDenied
        old = get_object_or_404(Edition, number=number)
        form = RestoreForm(request.POST or None, initial={"note": f"Back to edition {number}."})
        if request.method == "POST" and form.is_valid():
            edition = made(form, lambda: restore(number, by=request.user.get_username(), **form.wishes()))
            if edition:
                return self._published(request, edition)
        context = {"form": form, "old": old, "title": f"Restore edition {number}"}
        return self._page(request, "admin/guide/restore.html", context)

    def _published(self, request: HttpRequest, edition: Edition) -> HttpResponse:
        link = format_html('<a href="{}">See it.</a>', edition.get_absolute_url())
        messages.success(request, format_html("Edition {} is published. {}", edition.number, link))
        return redirect("admin:guide_edition_changelist")

    def _page(self, request: HttpRequest, template: str, context: dict[str, object]) -> TemplateResponse:
        return TemplateResponse(request, template, self.admin_site.each_context(request) | context)


class Linked(NamedTuple):
    """A finding with the name and the address of its row."""

    finding: Finding
    kind: str
    url: str

    @classmethod
    def to(cls, finding: Finding) -> Self:
        model = KINDS[finding.kind]
        row = model.objects.filter(slug=finding.slug).values_list("pk", flat=True).first()
        name = model._meta.model_name
        url = reverse(f"admin:guide_{name}_change", args=[row]) if row else reverse(f"admin:guide_{name}_changelist")
        return cls(finding, str(model._meta.verbose_name), url)


def made(form: NoteForm, make: Callable[[], Edition]) -> Edition | None:
    """The new edition, or None with the reasons against it in the form."""
    try:
        return make()
    except Refused as refused:
        form.refuse(refused.reasons, gaps=isinstance(refused, Gaps), doubts=isinstance(refused, Doubts))
    except ValidationError as error:
        form.add_error(None, error.messages)
    return None


def waiting() -> Edition | None:
    """An edition whose time is still to come."""
    newest, current = Edition.objects.newest(), Edition.objects.current()
    return newest if newest and newest != current else None
