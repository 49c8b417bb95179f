"""The list of editions. They cannot be changed."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db.models import Case, Q, QuerySet, Subquery, Value, When
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from guide.models import Edition


@admin.register(Edition)
class EditionAdmin(admin.ModelAdmin):
    list_display = ("number", "note", "major", "live_at", "state", "published_by", "links")
    fields = ("number", "note", "major", "live_at", "state", "published_at", "published_by", "reason", "digest")
    list_filter = ("major", "live_at")
    list_select_related = ("cancellation",)
    search_fields = ("number", "note", "published_by")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Edition]:
        """Annotate each edition with `restorable`: the list offers to restore all but the current one."""
        may_restore = Value(request.user.has_perm("guide.restore_edition"))
        is_current = Q(number=Subquery(Edition.objects.live().values("number")[:1]))
        restorable = Case(When(is_current, then=Value(False)), default=may_restore)
        return super().get_queryset(request).annotate(restorable=restorable)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # Editions are made by publishing.

    def has_change_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Edition | None = None) -> bool:
        return False

    @admin.display(description="state")
    def state(self, edition: Edition) -> str:
        if hasattr(edition, "cancellation"):
            new = edition.cancellation.replaced_by_id
            return f"replaced by edition {new}" if new else f"cancelled by {edition.cancellation.by}"
        return "scheduled" if edition.is_scheduled else "published"

    @admin.display(description="actions")
    def links(self, edition: Any) -> SafeString:  # annotated by get_queryset
        pages = {"Changes": reverse("admin:changes", query={"to": edition.number})}
        pages["Preview"] = reverse("edition-preview", args=[edition.number])
        if edition.restorable:
            pages["Restore"] = reverse("admin:guide_edition_restore", args=[edition.number])
        link = '<a href="{}">{}<span class="visually-hidden"> ({})</span></a>'
        return format_html_join(" ", link, ((url, name, edition) for name, url in pages.items()))
