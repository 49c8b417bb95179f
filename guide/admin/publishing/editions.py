"""The history in the admin: editions are read here, and nothing about them is changed."""

from __future__ import annotations

from django.contrib import admin
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from guide.models import Edition


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    list_display = ("number", "note", "weight", "live_at", "state", "published_by")
    fields = ("number", "note", "weight", "live_at", "state", "published_at", "published_by", "reason", "digest")
    readonly_fields = fields
    list_filter = ("major", "live_at")
    list_select_related = ("cancellation",)
    search_fields = ("number", "note", "published_by")

    def get_list_display(self, request: HttpRequest) -> tuple[str, ...]:
        last = "look_or_restore" if request.user.has_perm("guide.restore_edition") else "look"
        return (*self.list_display, last)

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
        return "waits" if edition.live_at > timezone.now() else "published"

    @admin.display(description="weight", ordering="major")
    def weight(self, edition: Edition) -> str:
        return "major" if edition.major else "minor"

    @admin.display(description="do")
    def look(self, edition: Edition) -> SafeString:
        changes = reverse("admin:changes", query={"to": edition.number})
        preview = reverse("edition-preview", args=[edition.number])
        return self._links({f"Changes in {edition}": changes, f"Preview of {edition}": preview})

    @admin.display(description="do")
    def look_or_restore(self, edition: Edition) -> SafeString:
        restore = reverse("admin:guide_edition_restore", args=[edition.number])
        return self.look(edition) + self._links({f"Restore {edition}": restore})

    @staticmethod
    def _links(pages: dict[str, str]) -> SafeString:
        """Short to see, whole to hear."""
        link = '<a href="{}">{}<span class="visually-hidden"> {}</span></a> '
        return format_html_join(
            "", link, ((url, *words.lower().capitalize().split(" ", 1)) for words, url in pages.items())
        )
