"""The history of an item: each save is a version, which can be compared and restored as a draft."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.formats import date_format

from guide.admin.site import admin_page, current_editor, render_admin_page, request_status
from guide.editions.changes import editions_changing
from guide.editions.diff import field_diffs
from guide.editions.item_urls import edit_urls
from guide.editions.publishing import PublishError, write_to_working_copy
from guide.models import Comment, Item, Version
from guide.models.snapshot import KINDS, ItemKey, item_key

PAGE_SIZE = 25


class VersionAdmin(admin.ModelAdmin):
    """Keeps a version at each save. Django calls `log_addition` and `log_change` once all of an item is saved."""

    def save_model(self, request: HttpRequest, obj: Item, form: Any, change: bool) -> None:
        if change:
            stored = self.model.objects.get(pk=obj.pk)
            before = {item_key(stored): stored.serialize()}
            Version.objects.record(before, by="", what="", before=before)
            Version.objects.rename(item_key(stored), item_key(obj))
            Comment.objects.rename(item_key(stored), item_key(obj))
        super().save_model(request, obj, form, change)

    def log_addition(self, request: HttpRequest, obj: Item, message: Any) -> LogEntry:
        entry = super().log_addition(request, obj, message)
        record_version(request, obj, entry.get_change_message())
        return entry

    def log_change(self, request: HttpRequest, obj: Item, message: Any) -> LogEntry:
        entry = super().log_change(request, obj, message)
        record_version(request, obj, entry.get_change_message())
        return entry

    def history_view(self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None) -> Any:
        """Add the versions of the item, and the editions that changed it, to Django's history page."""
        row = self.get_object(request, unquote(object_id))
        extra: dict[str, Any] = {}
        if row:
            former = [ItemKey.of_address(address) for address in getattr(row, "former_addresses", None) or ()]
            extra = {"editions": editions_changing(item_key(row), *former), "key": item_key(row)}
            versions = Version.objects.of_item(item_key(row)).defer("item")
            extra["versions"] = Paginator(versions, PAGE_SIZE).get_page(request.GET.get("versions"))
        return super().history_view(request, object_id, extra | (extra_context or {}))


def record_version(request: HttpRequest, row: Item, what: str) -> None:
    saved = type(row).objects.get(pk=row.pk)  # anew, since `row` may hold only some of what is stored
    Version.objects.record({item_key(saved): saved.serialize()}, by=request.user.get_username(), what=what)


@admin_page("versions/<int:pk>/", name="version", permission="guide.preview_guide")
def version_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare a version with the one before and with the item as it is now. POST restores it as a draft."""
    version = get_object_or_404(Version, pk=pk)
    errors: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            restore_version(request, version)
        except PublishError as refused:
            errors = refused.reasons
        else:
            return redirect(edit_urls([version.key])[version.key])
    previous, now = version.previous(), request_status(request).rows.get(version.key)
    context = {
        "title": f"Version of {version.title}",
        "version": version,
        "exists": now is not None,
        "item_url": edit_urls([version.key])[version.key],
        "previous": previous,
        "diffs_to_previous": field_diffs(version.key, previous.item, version.item) if previous else [],
        "diffs_to_now": field_diffs(version.key, now, version.item_to_restore(now)),
        "errors": errors,
    }
    return render_admin_page(request, "admin/guide/version.html", context)


@transaction.atomic
def restore_version(request: HttpRequest, version: Version) -> None:
    """Write a version to the working copy. Raises PublishError if it refers to an item that does not exist."""
    rows, key = request_status(request).rows, version.key
    model, now = KINDS[key.kind], rows.get(key)
    if not request.user.has_perm(f"guide.{'change' if now else 'add'}_{model._meta.model_name}"):
        raise PermissionDenied
    saved_at = date_format(timezone.localtime(version.at), "j M Y, H:i")
    by, what = current_editor(request), f"Restored as it was saved on {saved_at}."
    write_to_working_copy(rows, {key: version.item_to_restore(now)}, by=by.get_username(), what=what)
    LogEntry.objects.log_actions(by.pk, model.objects.filter(slug=key.slug), CHANGE if now else ADDITION, what)
    messages.success(request, f"“{version.title}” is again as it was saved on {saved_at}.")
