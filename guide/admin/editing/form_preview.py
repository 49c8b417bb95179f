"""Preview of a form as typed: it is saved in a transaction that is rolled back, and its page is shown."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from typing import Any

from django.contrib import admin
from django.contrib.messages.storage import default_storage
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import URLPattern, path, resolve, reverse
from django.utils.text import capfirst
from django.views.decorators.http import require_safe

from guide.admin.site import admin_page, render_admin_page
from guide.editions.item_urls import edit_urls, preview_url
from guide.editions.previews import PREVIEW_ATTR, PREVIEW_GUIDE_ATTR, PreviewContext, staff_links
from guide.editions.publishing import working_copy_guide
from guide.models import Item
from guide.models.snapshot import KINDS, ItemKey, item_key

AS_TYPED = "As typed, not saved. Your form is still open in its own tab. Links lead to what was last saved."
PAGE_ATTR = "typed_page"  # the attribute of a trial request that takes the request for the page


class FormPreviewAdmin(admin.ModelAdmin):
    def get_urls(self) -> list[URLPattern]:
        view, name = self.admin_site.admin_view(self.page_preview_view), f"guide_{self.opts.model_name}"
        return [
            path("add/preview/", view, name=f"{name}_add_preview"),
            path("<int:pk>/preview/", view, name=f"{name}_change_preview"),
            *super().get_urls(),
        ]

    def render_change_form(self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any) -> Any:
        row: Item | None = context.get("original")
        if self._may_preview_form(request, row) and not context["is_popup"]:
            name, keys = ("change", [row.pk]) if row else ("add", [])
            url = reverse(f"admin:guide_{self.opts.model_name}_{name}_preview", args=keys)
            # A browser keeps the fragment of a form's address, so that the page opens at the item.
            anchor = preview_url(row).partition("#")[2] if row else ""
            context["form_preview_url"] = f"{url}#{anchor}" if anchor else url
        return super().render_change_form(request, context, *args, **kwargs)

    def page_preview_view(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Show the item's page with the submitted values."""
        if not self._may_preview_form(request, self.model.objects.filter(pk=pk).first() if pk else None):
            raise PermissionDenied
        if request.method != "POST":  # such as after a login
            name, keys = ("change", [pk]) if pk else ("add", [])
            return HttpResponseRedirect(reverse(f"admin:guide_{self.opts.model_name}_{name}", args=keys))
        trial = copy(request)
        setattr(trial, PAGE_ATTR, None)
        # So that no later page shows messages about saving.
        trial._messages = default_storage(trial)  # type: ignore[attr-defined]
        with transaction.atomic():
            response = self.changeform_view(trial, str(pk) if pk else None)
            transaction.set_rollback(True)
        page: HttpRequest | None = getattr(trial, PAGE_ATTR, None)
        if page is None:
            return self._refusal(request, getattr(response, "context_data", None) or {})
        match = page.resolver_match = resolve(page.path)
        shown: HttpResponse = match.func(page, *match.args, **match.kwargs)
        shown["X-Robots-Tag"] = "noindex, nofollow"
        return shown

    def response_add(self, request: HttpRequest, obj: Item, post_url_continue: str | None = None) -> HttpResponse:
        return self._typed(request, obj) or super().response_add(request, obj, post_url_continue)

    def response_change(self, request: HttpRequest, obj: Item) -> HttpResponse:
        return self._typed(request, obj) or super().response_change(request, obj)

    def _may_preview_form(self, request: HttpRequest, row: Item | None) -> bool:
        may_save = self.has_change_permission(request, row) if row else self.has_add_permission(request)
        return may_save and request.user.has_perm("guide.preview_guide")

    def _typed(self, request: HttpRequest, row: Item) -> HttpResponse | None:
        """Prepare the request for the page of a trial's item, while the working copy is as typed."""
        if not hasattr(request, PAGE_ATTR):
            return None
        page = copy(request)
        page.method, page.GET, page.path = "GET", QueryDict(), preview_url(row).partition("#")[0]
        page.META = request.META | {"QUERY_STRING": "", "REQUEST_METHOD": "GET"}
        page.current_app = "preview"  # where `url` in templates leads
        setattr(page, PREVIEW_GUIDE_ATTR, working_copy_guide())
        setattr(page, PREVIEW_ATTR, PreviewContext(AS_TYPED, staff=staff_links(), typed=str(item_key(row))))
        setattr(request, PAGE_ATTR, page)
        return HttpResponse()

    def _refusal(self, request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
        """List the errors of the form. It stays open in its own tab, so it is not shown a second time."""
        errors = list(form_errors(context["adminform"].form)) if "adminform" in context else []
        for inline in context.get("inline_admin_formsets", ()):
            errors += [(str(inline.opts.verbose_name_plural), text) for text in inline.formset.non_form_errors()]
            for number, form in enumerate(inline.formset.forms, 1):
                errors += form_errors(form, f"{inline.opts.verbose_name} {number}: ")
        shown = {"title": "No preview yet", "errors": errors, "opts": self.opts}
        return render_admin_page(request, "admin/guide/preview_refused.html", shown)


def form_errors(form: BaseForm, place: str = "") -> Iterator[tuple[str, str]]:
    """Yield the label and text of each error."""
    for name, messages in form.errors.items():
        label = str(form.fields[name].label) if name in form.fields else ""
        for text in messages:
            yield capfirst(place + label.lower() if place else label), str(text)


@admin_page("edit/<str:kind>/<slug:slug>/", name="edit_item", permission="guide.preview_guide")
@require_safe
def edit_item_view(request: HttpRequest, kind: str, slug: str) -> HttpResponse:
    """Lead from a preview to the form of an item, or to the list of its kind if it is deleted."""
    if kind not in KINDS:
        raise Http404
    key = ItemKey(kind, slug)
    return HttpResponseRedirect(edit_urls([key])[key])
