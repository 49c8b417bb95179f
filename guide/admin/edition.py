"""The history in the admin: editions are read here, and nothing about them is changed."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html

from guide.models import Edition


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    list_display = ("number", "note", "major", "live_at", "state", "published_by", "changes_link", "restore_link")
    fields = ("number", "note", "major", "live_at", "state", "published_at", "published_by", "reason", "digest")
    readonly_fields = fields
    list_filter = ("major", "live_at")
    list_select_related = ("cancellation",)
    search_fields = ("number", "note", "published_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Editions are made by publishing."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    @admin.display(description="state")
    def state(self, edition: Edition) -> str:
        if hasattr(edition, "cancellation"):
            return f"cancelled by {edition.cancellation.by}"
        return "waits" if edition.live_at > timezone.now() else "was published"

    @admin.display(description="what changed")
    def changes_link(self, edition: Edition) -> str:
        url = reverse("admin:changes", query={"to": edition.number})
        return format_html('<a href="{}">Changes in edition {}</a>', url, edition.number)

    @admin.display(description="go back")
    def restore_link(self, edition: Edition) -> str:
        url = reverse("admin:guide_edition_restore", args=[edition.number])
        return format_html('<a href="{}">Restore edition {}</a>', url, edition.number)
