"""Forms of items: save as a draft, or save and publish; before something is deleted, say what would break."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from guide.admin.pointing import pointing_at
from guide.changes import status
from guide.desk import status_of
from guide.models import Item
from guide.models.snapshot import Key


def key_of(row: Item) -> Key:
    return Key(row.kind, row.slug)


class SavingAdmin(admin.ModelAdmin):
    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        """The button of Django's own that saves gets another name here."""
        drafts = {"drafts": True, "show_save": False, "may_publish": request.user.has_perm("guide.publish_edition")}
        row = context.get("original")
        state = status_of(request).states(self.model.kind).get(row.slug, "live") if row else None
        return super().render_change_form(request, context | drafts | {"state": state}, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Item, post_url_continue: str | None = None) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        return self._to_publish(request, obj) or response

    def response_change(self, request: HttpRequest, obj: Item) -> HttpResponse:
        response = super().response_change(request, obj)
        return self._to_publish(request, obj) or response

    def _to_publish(self, request: HttpRequest, row: Item) -> HttpResponse | None:
        """On to the change note, where that was asked for. The draft is saved by now, whatever comes of it."""
        if "_publish" not in request.POST or not request.user.has_perm("guide.publish_edition"):
            return None
        if key_of(row) not in {change.key for change in status().pending}:
            messages.info(request, "There is nothing to publish: this is as it was published.")
            return HttpResponseRedirect(reverse(f"admin:guide_{self.opts.model_name}_changelist"))
        return HttpResponseRedirect(reverse("admin:guide_edition_publish", query={"only": str(key_of(row))}))

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        row = self.get_object(request, object_id)
        breaks = pointing_at(key_of(row)) if row and self.has_delete_permission(request, row) else []
        return super().delete_view(request, object_id, {"breaks": breaks} | (extra_context or {}))

    def log_deletions(self, request: HttpRequest, queryset: Any) -> Any:
        """As Django does, with the short name kept, so that what is gone can still be told apart."""
        entries = super().log_deletions(request, queryset)
        slugs = {str(row.pk): row.slug for row in queryset}
        for entry in [entries] if not isinstance(entries, list) else entries:
            entry.change_message = slugs[str(entry.object_id)]
            entry.save(update_fields=["change_message"])
        return entries

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: Any) -> HttpResponse:
        response = super().response_delete(request, obj_display, obj_id)
        link = reverse(f"admin:guide_{self.opts.model_name}_changelist", query={"state": "removed"})
        text = 'Readers still see it until this is published. <a href="{}">Bring it back.</a>'
        messages.info(request, format_html(text, link))
        return response
