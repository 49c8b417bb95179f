"""Deletion of items: show the references that would break, and keep a copy in the trash."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.actions import delete_selected as django_delete_selected
from django.contrib.admin.models import DELETION, LogEntry
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html

from guide.admin.editing.backlinks import backlinks_to
from guide.admin.site import current_editor, request_status
from guide.editions.changes import REMOVED
from guide.models import Item, TrashEntry
from guide.models.page_item import PageItem
from guide.models.snapshot import ItemKey, item_key

DELETED_ATTR = "guide_deleted"  # the request attribute for the trash entries of what it deleted


class DeletionAdmin(admin.ModelAdmin):
    actions = ("delete_selected",)
    delete_confirmation_template = "admin/guide/delete_item.html"
    delete_selected_confirmation_template = "admin/guide/delete_items.html"

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        backlinks = backlinks_to(request_status(request).rows, item_key(row)) if row else []
        return super().delete_view(request, object_id, {"backlinks": backlinks} | (extra_context or {}))

    @admin.action(permissions=["delete"], description="Delete selected %(verbose_name_plural)s")
    def delete_selected(self, request: HttpRequest, queryset: QuerySet[Item]) -> HttpResponse | None:
        """Wrap Django's action: show broken references on its confirmation page, and a link to the trash afterwards."""
        page = django_delete_selected(self, request, queryset)  # None once the items are deleted
        if page is None and hasattr(request, DELETED_ATTR):
            self._show_restore_link(request)
        elif page is not None:
            backlinks = backlinks_to(request_status(request).rows, *map(item_key, queryset))
            page.context_data = {**(page.context_data or {}), "backlinks": backlinks}
        return page

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """Copy the items to the trash and log each with its slug. Django calls this just before it deletes."""
        deleted = TrashEntry.objects.save_copies(list(map(item_key, queryset)), by=request.user.get_username())
        setattr(request, DELETED_ATTR, deleted)
        user = current_editor(request)
        return [
            LogEntry.objects.log_actions(user.pk, [row], DELETION, row.slug, single_object=True) for row in queryset
        ]

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        response = super().response_delete(request, obj_display, obj_id)
        self._show_restore_link(request)
        return response

    def _show_restore_link(self, request: HttpRequest) -> None:
        text = 'Readers see no change until the deletion is published. <a href="{}">Restore it from the trash.</a>'
        link = reverse("admin:trash", query={"only": [entry.pk for entry in getattr(request, DELETED_ATTR)]})
        messages.info(request, format_html(text, link))

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Add the deleted items, which the template shows above the list. Renamed ones are in the list itself."""
        restorable = TrashEntry.objects.restorable_missing(self.model.kind)
        removed = [
            change
            for change in request_status(request).pending
            if change.key.kind == self.model.kind and change.state == REMOVED and change.key not in restorable
        ]
        renamed = former_keys(self.model) if removed else set()
        removed = [change for change in removed if change.key not in renamed]
        return super().changelist_view(request, {"removed": removed, "restorable": restorable} | (extra_context or {}))


def former_keys(model: type[Item]) -> set[ItemKey]:
    """Return the keys that items of this kind had under their former short names."""
    if not issubclass(model, PageItem):
        return set()
    addresses = {address for row in model.objects.all() for address in row.former_addresses or ()}
    return {ItemKey(f"{kind}s", slug) for kind, _, slug in (address.partition(":") for address in addresses)}
