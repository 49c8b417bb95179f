"""Addresses that items had before: kept when a short name changes, and listed on a page where they can be changed."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.models import CHANGE, LogEntry
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.html import format_html

from guide.admin.site import admin_page, current_editor, post_data, render_admin_page
from guide.editions.publishing import live_items
from guide.models import Cover, Question, Section, Variation, Version
from guide.models.page_item import ADDRESS, PageItem
from guide.models.snapshot import item_key
from guide.notation import CodeList

MODELS: tuple[type[PageItem], ...] = (Section, Variation, Question)
GONE = "gone"
CHANGED = "Changed former addresses."


class AddressAdmin(admin.ModelAdmin):
    """An item with a page of its own."""

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        old = type(obj).objects.get(pk=obj.pk) if change and "slug" in form.changed_data else None
        if old:
            addresses = [address for address in obj.former_addresses or () if address != obj.address]
            if item_key(old) in live_items():
                addresses.append(old.address)
                messages.info(request, "Once it is published, its old address redirects readers to the new one.")
            obj.former_addresses = CodeList(addresses)
        super().save_model(request, obj, form, change)

    def delete_model(self, request: HttpRequest, obj: PageItem) -> None:
        self._offer_redirects(request, [obj])
        super().delete_model(request, obj)

    def delete_queryset(self, request: HttpRequest, queryset: Any) -> None:
        self._offer_redirects(request, list(queryset))
        super().delete_queryset(request, queryset)

    def _offer_redirects(self, request: HttpRequest, deleted: list[PageItem]) -> None:
        live = live_items()
        public = [row for row in deleted if item_key(row) in live]
        lost = [address for row in public for address in (*(row.former_addresses or ()), row.address)]
        if lost:
            text = 'Old links may still lead to it. <a href="{}">Choose where its address redirects to.</a>'
            messages.info(request, format_html(text, reverse("admin:redirects", query={"lost": lost})))


def current_redirects() -> dict[str, str]:
    """Return where each former address leads: to the address of an item, or GONE."""
    rows = [row for model in MODELS for row in model.objects.all()]
    found = {address: row.address for row in rows for address in row.former_addresses or ()}
    return found | {address: GONE for cover in Cover.objects.all() for address in cover.gone_addresses or ()}


def redirects_as_text(redirects: dict[str, str]) -> str:
    return "\n".join(f"{old} → {target}" for old, target in redirects.items())


class RedirectsForm(forms.Form):
    redirects = forms.CharField(
        required=False,
        widget=forms.Textarea(attrs={"rows": 20, "cols": 80}),
        help_text="One on each line: the old address, then where it leads, such as "
        "“question:old-name → question:new-name”. With “gone”, readers are told that the page was removed.",
    )
    opened = forms.CharField(required=False, widget=forms.HiddenInput)

    def clean_redirects(self) -> dict[str, str]:
        pages = {row.address for model in MODELS for row in model.objects.all()}
        now, found, errors = current_redirects(), {}, []
        for number, line in enumerate(self.cleaned_data["redirects"].splitlines(), 1):
            old, target = parse_line(line)
            target = now.get(target, target)  # a former address itself
            if not old and not target:
                continue
            if not ADDRESS.fullmatch(old):
                errors.append(
                    f"Line {number}: write an address such as question:old-name, an arrow, and where it leads."
                )
            elif old in pages:
                errors.append(f"Line {number}: {old} is a page that exists. Delete it first, or change its short name.")
            elif target not in pages | {GONE}:
                errors.append(f"Line {number}: there is no page “{target}”. Name one that there is, or write “gone”.")
            found[old] = target
        if errors:
            raise forms.ValidationError(errors)
        return found

    def merged(self) -> dict[str, str]:
        """Return the redirects as they are now, with what this editor changed: others may have saved meanwhile."""
        opened = dict(map(parse_line, self.cleaned_data["opened"].splitlines()))
        sent = self.cleaned_data["redirects"]
        kept = {old: target for old, target in current_redirects().items() if old in sent or old not in opened}
        return kept | {old: target for old, target in sent.items() if opened.get(old) != target}


def parse_line(line: str) -> tuple[str, str]:
    """Return the old address and its target, each blank if it is missing."""
    words = re.split(r"\s*(?:→|->|\s)\s*", line.strip(), maxsplit=1)
    return words[0], words[1] if len(words) > 1 else ""


@admin_page("redirects/", name="redirects", permission="guide.change_cover")
def redirects_view(request: HttpRequest) -> HttpResponse:
    """Show all former addresses in a form. The query parameter `lost` adds those of items that were just deleted."""
    now = current_redirects()
    lost = {old: GONE for old in request.GET.getlist("lost") if ADDRESS.fullmatch(old) and old not in now}
    initial = {"redirects": redirects_as_text(now | lost)}
    form = RedirectsForm(post_data(request), initial=initial | {"opened": redirects_as_text(now)})
    if request.method == "POST" and form.is_valid():
        try:
            changed = save_redirects(request, form.merged())
        except ValidationError as error:
            form.add_error("redirects", error.messages)
        else:
            messages.success(request, f"Saved. Changed: {', '.join(changed)}." if changed else "Nothing was changed.")
            return redirect("admin:redirects")
    context = {"form": form, "title": "Former addresses", "not_saved": "Nothing was saved."}
    return render_admin_page(request, "admin/guide/redirects.html", context)


@transaction.atomic
def save_redirects(request: HttpRequest, redirects: dict[str, str]) -> list[str]:
    """Write the redirects to the items that they lead to. Return the names of the items that changed.

    Raises ValidationError if more lead to an item than it can hold.
    """
    rows: list[tuple[PageItem | Cover, str, str]] = [(row, "gone_addresses", GONE) for row in Cover.objects.all()]
    rows += [(row, "former_addresses", row.address) for model in MODELS for row in model.objects.all()]
    changed = []
    for row, field, target in rows:
        addresses = CodeList(old for old, leads_to in redirects.items() if leads_to == target)
        if set(addresses) != set(getattr(row, field) or ()):
            before = {item_key(row): row.serialize()}
            setattr(row, field, addresses)
            row.clean_fields(exclude=[other.name for other in row._meta.fields if other.name != field])
            row.save(update_fields=[field])  # no other field: somebody may be editing the text
            LogEntry.objects.log_actions(current_editor(request).pk, [row], CHANGE, CHANGED)
            after = {item_key(row): row.serialize()}
            Version.objects.record(after, by=request.user.get_username(), what=CHANGED, before=before)
            changed.append(str(row))
    return changed
