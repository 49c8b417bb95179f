"""Preview links: create, copy and revoke them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, ClassVar

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst

from guide.admin.publishing.forms import EditionField
from guide.admin.site import render_admin_page, request_status
from guide.editions.previews import has_preview, shared_snapshot
from guide.models import PreviewLink

DURATIONS = {1: "1 hour", 24: "1 day", 72: "3 days", 168: "7 days", 336: "14 days", 720: "30 days"}


class PreviewLinkForm(forms.ModelForm):
    edition = EditionField(help_text="The number of an edition. Leave empty for the current working copy.")
    hours = forms.TypedChoiceField(label="Valid for", choices=DURATIONS.items(), coerce=int, initial=72)

    class Meta:
        model = PreviewLink
        fields = ("for_whom", "page", "item", "edition")
        widgets: ClassVar = {"page": forms.TextInput(attrs={"size": 60})}

    def clean_page(self) -> str:
        page: str = self.cleaned_data["page"].removeprefix("/").partition("#")[0]
        if not has_preview(page):
            raise forms.ValidationError("There is no such page. Enter the end of its address, such as guide/safety/.")
        return page

    def clean(self) -> dict[str, Any]:
        super().clean()
        edition, item = self.cleaned_data.get("edition"), self.cleaned_data.get("item")
        if item and edition:
            self.add_error("item", "An edition can only be shown whole. Leave one of the two empty.")
        elif item and shared_snapshot(PreviewLink(item=item)) is None:
            self.add_error("item", "This change needs another unpublished one, so it cannot be shown by itself.")
        if "hours" in self.cleaned_data:
            self.instance.ends = timezone.now() + timedelta(hours=self.cleaned_data["hours"])
        return self.cleaned_data


def copy_button(url: str) -> SafeString:
    """Return a button for copy.js, which says beside it whether that worked."""
    button = '<button class="scripted" type="button" data-copy="{}">Copy</button>'
    return format_html("<span>" + button + ' <span role="status" data-copy-status hidden></span></span>', url)


@admin.register(PreviewLink)
class PreviewLinkAdmin(admin.ModelAdmin):
    form = PreviewLinkForm
    fields = ("for_whom", "page", "item", "edition", "hours")
    list_display = ("for_whom", "target", "address", "state", "ends", "made_by", "revoke_link")
    list_filter = ("ends",)
    search_fields = ("for_whom", "made_by")

    class Media:
        js = (Script("guide/copy.js", defer=True),)

    def formfield_for_dbfield(self, db_field: models.Field, request: HttpRequest, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if db_field.name != "item" or field is None:
            return field
        pending = request_status(request).pending
        choices = [(str(change.key), f"{capfirst(change.key.noun)}: {change.title}") for change in pending]
        text = "Shows that change on top of what is live, and no other change."
        return forms.ChoiceField(
            label="Limit to one change", choices=[("", "All changes"), *choices], required=False, help_text=text
        )

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        buttons = {"show_save_and_add_another": False, "show_save_and_continue": False}
        return super().add_view(request, form_url, buttons | (extra_context or {}))

    def has_change_permission(self, request: HttpRequest, obj: PreviewLink | None = None) -> bool:
        return False  # The recipient has the link already. It can only be revoked.

    def has_delete_permission(self, request: HttpRequest, obj: PreviewLink | None = None) -> bool:
        return False

    def get_fields(self, request: HttpRequest, obj: PreviewLink | None = None) -> tuple[str, ...]:
        details = ("for_whom", "target", "page", "address", "state", "ends", "made_by", "made_at")
        return (*details, "revoked_by", "revoked_at") if obj else self.fields

    @admin.display(description="link")
    def address(self, link: PreviewLink) -> SafeString | str:
        if not link.is_open:
            return "–"
        url = link.get_absolute_url()
        return format_html('<a href="{}">Open</a> {}', url, copy_button(url))

    @admin.display(description="state")
    def state(self, link: PreviewLink) -> str:
        return "revoked" if link.revoked_at else "active" if link.is_open else "expired"

    @admin.display(description="actions")
    def revoke_link(self, link: PreviewLink) -> SafeString | str:
        if not link.is_open:
            return "–"
        return format_html('<a href="{}">Revoke</a>', reverse("admin:guide_previewlink_revoke", args=[link.pk]))

    def save_model(self, request: HttpRequest, obj: PreviewLink, form: Any, change: bool) -> None:
        obj.made_by = request.user.get_username()
        super().save_model(request, obj, form, change)

    def response_add(
        self, request: HttpRequest, obj: PreviewLink, post_url_continue: str | None = None
    ) -> HttpResponse:
        url = request.build_absolute_uri(obj.get_absolute_url())
        text = 'Copy this link and send it: <a href="{}">{}</a> {}'
        messages.success(request, format_html(text, url, url, copy_button(url)))
        return redirect("admin:guide_previewlink_changelist")

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.revoke_view)
        return [path("<int:pk>/revoke/", view, name="guide_previewlink_revoke"), *super().get_urls()]

    def revoke_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        link = get_object_or_404(PreviewLink, pk=pk)
        if request.method == "POST":
            link.revoke(by=request.user.get_username())
            self.log_change(request, link, "Revoked.")
            messages.success(request, f"The link for {link.for_whom} no longer works.")
            return redirect("admin:guide_previewlink_changelist")
        return render_admin_page(request, "admin/guide/revoke.html", {"title": "Revoke this link?", "link": link})
