"""The list of editions. They cannot be changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet, Subquery
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from guide.models import Edition


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    list_display = ("number", "note", "major", "live_at", "state", "published_by")
    fields = ("number", "note", "major", "live_at", "state", "published_at", "published_by", "reason", "digest")
    readonly_fields = fields
    list_filter = ("major", "live_at")
    list_select_related = ("cancellation",)
    search_fields = ("number", "note", "published_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        """Annotate each edition with the number of the current one, which needs no link to restore it."""
        current = Edition.objects.live().values("number")[:1]
        return super().get_queryset(request).annotate(current=Subquery(current))

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        links = "links_with_restore" if request.user.has_perm("guide.restore_edition") else "links"
        return (*self.list_display, links)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # Editions are made by publishing.

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    @admin.display(description="state")
    def state(self, edition: Edition) -> str:
        if hasattr(edition, "cancellation"):
            return f"cancelled by {edition.cancellation.by}"
        return "scheduled" if edition.live_at > timezone.now() else "published"

    @admin.display(description="actions")
    def links(self, edition: Edition) -> SafeString:
        changes = reverse("admin:changes", query={"to": edition.number})
        preview = reverse("edition-preview", args=[edition.number])
        return self._links({f"Changes in {edition}": changes, f"Preview of {edition}": preview})

    @admin.display(description="actions")
    def links_with_restore(self, edition: Any) -> SafeString:  # annotated by get_queryset
        if edition.number == edition.current:
            return self.links(edition)
        restore = reverse("admin:guide_edition_restore", args=[edition.number])
        return self.links(edition) + self._links({f"Restore {edition}": restore})

    @staticmethod
    def _links(pages: dict[str, str]) -> SafeString:
        """Show the first word of each label. Screen readers read all of it."""
        link = '<a href="{}">{}<span class="visually-hidden"> {}</span></a> '
        return format_html_join(
            "", link, ((url, *label.lower().capitalize().split(" ", 1)) for label, url in pages.items())
        )
