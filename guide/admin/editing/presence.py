"""The pages around an item's form: who else has it open, and its backlinks."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe

from guide.admin.editing.backlinks import backlinks_to
from guide.admin.site import current_editor, render_admin_page, request_status
from guide.editions.item_urls import preview_url
from guide.http import failed_writes
from guide.http.page_cache import is_fragment
from guide.models import Item, Presence
from guide.models.snapshot import item_key


class PresenceAndBacklinksAdmin(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        wrap, name = self.admin_site.admin_view, f"guide_{self.opts.model_name}"
        return [
            path("<int:pk>/presence/", wrap(require_POST(self.presence_view)), name=f"{name}_presence"),
            path("<int:pk>/backlinks/", wrap(require_safe(self.backlinks_view)), name=f"{name}_backlinks"),
            *super().get_urls(),
        ]

    def presence_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Record that the user has the form open. Answer with the other users who do, or that the item was deleted."""
        row = self.model.objects.filter(pk=pk).first()
        if not self.has_change_permission(request, row):
            raise PermissionDenied
        context = {"others": record_presence(row, request)} if row else {"deleted": True}
        return render(request, "admin/guide/_presence.html", context)

    def backlinks_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        row = get_object_or_404(self.model, pk=pk)
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        backlinks = backlinks_to(request_status(request).rows, item_key(row))
        context = {"backlinks": backlinks, "title": "Backlinks", "original": row}
        if is_fragment(request.META):
            return render(request, "admin/guide/_backlinks.html", context)
        form_url = reverse(f"admin:guide_{self.opts.model_name}_change", args=[pk])
        return render_admin_page(request, "admin/guide/backlinks.html", context | {"form_url": form_url})

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row: Item | None = context.get("original")
        name = f"admin:guide_{self.opts.model_name}"
        context |= {"is_item": True, "preview_url": row and preview_url(row)}
        context |= {"presence_url": f"{name}_presence", "backlinks_url": f"{name}_backlinks"}
        if row and self.has_change_permission(request, row):
            context["others"] = record_presence(row, request)
        return super().render_change_form(request, context, *args, **kwargs)


def record_presence(row: Item, request: HttpRequest) -> list[str]:
    """Record that the user has the form of a row open, and return the names of the other users who do."""
    with suppress(*failed_writes.WRITE_ERRORS):  # the form can be shown although nothing can be stored
        Presence.objects.record(row, current_editor(request))
    return Presence.objects.other_users(row, current_editor(request))
