"""The buttons "Save as draft" and "Save and publish" on the forms of items."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html

from guide.admin.site import request_status
from guide.editions.changes import working_copy_status
from guide.editions.item_urls import preview_url
from guide.models import Item
from guide.models.snapshot import item_key


class SaveButtonsAdmin(admin.ModelAdmin):
    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        # The template shows "Save as draft" in the place of Django's "Save". A popup has "Save" alone, and hands its
        # item to the form that opened it.
        buttons: dict[str, Any] = {"drafts": True, "show_save": context["is_popup"]}
        buttons["may_publish"] = request.user.has_perm("guide.publish_edition")
        buttons["show_save_and_add_another"] = context.get("add")
        row = context.get("original")
        state = request_status(request).states_of_kind(self.model.kind).get(row.slug, "live") if row else None
        return super().render_change_form(request, context | buttons | {"state": state}, *args, **kwargs)

    def response_add(self, request: HttpRequest, obj: Item, post_url_continue: str | None = None) -> HttpResponse:
        response = super().response_add(request, obj, post_url_continue)
        return self._after_save(request, obj) or response

    def response_change(self, request: HttpRequest, obj: Item) -> HttpResponse:
        response = super().response_change(request, obj)
        return self._after_save(request, obj) or response

    def _after_save(self, request: HttpRequest, row: Item) -> HttpResponse | None:
        """Redirect to the publish form if asked for. The draft itself is saved already."""
        if IS_POPUP_VAR in request.POST:
            return None
        if "_publish" not in request.POST or not request.user.has_perm("guide.publish_edition"):
            link = format_html('<a href="{}" target="_blank">Open the preview.</a>', preview_url(row))
            messages.info(request, format_html("Saved as a draft: readers see it once it is published. {}", link))
            return None
        if item_key(row) not in {change.key for change in working_copy_status().pending}:
            messages.info(request, "There is nothing to publish: the item is the same as in the latest edition.")
            return HttpResponseRedirect(reverse(f"admin:guide_{self.opts.model_name}_changelist"))
        return HttpResponseRedirect(reverse("admin:guide_edition_publish", query={"only": str(item_key(row))}))
