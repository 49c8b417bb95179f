"""Deleting one item or several: say what would break before, and how to bring it back afterwards."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as django_delete_selected
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from guide.admin.editing.backlinks import backlinks_to
from guide.admin.site import request_status
from guide.editions.changes import REMOVED
from guide.models import Item, TrashEntry
from guide.models.snapshot import item_key

DELETED_ATTR = "guide_deleted"
"""The attribute of a request that keeps the copies of what it deleted."""


class DeletionAdmin(admin.ModelAdmin):
    actions = ("delete_selected",)
    delete_confirmation_template = "admin/guide/delete_item.html"
    delete_selected_confirmation_template = "admin/guide/delete_items.html"

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        breaks = []
        if row is not None and self.has_delete_permission(request, row):
            breaks = backlinks_to(request_status(request).rows, item_key(row))
        return super().delete_view(request, object_id, {"backlinks": breaks} | (extra_context or {}))

    @admin.action(permissions=["delete"], description="Delete selected %(verbose_name_plural)s")
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Item]) -> HttpResponse | None:
        """Django's own. It gives no page where it has deleted."""
        page = django_delete_selected(self, request, queryset)
        if page is None and hasattr(request, DELETED_ATTR):
            self._show_restore_link(request)
        elif page is not None:
            breaks = backlinks_to(request_status(request).rows, *map(item_key, queryset))
            page.context_data = {**(page.context_data or {}), "backlinks": breaks}
        return page

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """As Django does before it deletes, with the short name, so that what is gone can still be told apart."""
        kept = TrashEntry.objects.save_copies(list(map(item_key, queryset)), by=request.user.get_username())
        setattr(request, DELETED_ATTR, kept)
        entries = super().log_deletions(request, queryset)
        slugs = {str(row.pk): row.slug for row in queryset}
        for entry in [entries] if not isinstance(entries, list) else entries:
            entry.change_message = slugs[str(entry.object_id)]
            entry.save(update_fields=["change_message"])
        return entries

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        response = super().response_delete(request, obj_display, obj_id)
        self._show_restore_link(request)
        return response

    def _show_restore_link(self, request: HttpRequest) -> None:
        text = 'What readers see of it stays until this is published. <a href="{}">Bring it back.</a>'
        link = reverse("admin:deleted", query={"only": [one.pk for one in getattr(request, DELETED_ATTR)]})
        messages.info(request, format_html(text, link))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """What was deleted is no row any more, so it is told above the list."""
        kept = TrashEntry.objects.restorable_missing(self.model.kind)
        gone = [
            one for one in request_status(request).pending if one.key.kind == self.model.kind and one.state == REMOVED
        ]
        removed = [one for one in gone if one.key not in kept]
        return super().changelist_view(request, {"removed": removed, "restorable": kept} | (extra_context or {}))
