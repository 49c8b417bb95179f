"""The matrix of limits and variations, with a form for each pair that has no text yet."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import URLPattern, path

from guide.admin.items.base import ItemAdmin, TabularChildInline
from guide.admin.site import post_data, render_admin_page
from guide.models import Limit, LimitedVariation, Variation

TITLE = "Limits and variations"


class PairForm(forms.ModelForm):
    class Meta:
        model = LimitedVariation
        fields = ("removed", "unchanged", "text")
        widgets = {"text": forms.Textarea(attrs={"rows": 2, "cols": 80})}


class LimitedVariationInline(TabularChildInline):
    model = LimitedVariation


@admin.register(Limit)
class LimitAdmin(ItemAdmin):
    list_display = ("name", "hint", "aim", "placement", "position")
    list_filter = ("aim", "placement", "keep_load")
    search_fields = ("slug", "name", "hint", "text", "safety_notice")
    list_select_related = ("aim", "placement")
    inlines = (LimitedVariationInline,)
    change_list_template = "admin/guide/limits.html"

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.matrix_view)
        return [path("matrix/", view, name="guide_limit_matrix"), *super().get_urls()]

    def matrix_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_change_permission(request):
            raise PermissionDenied
        pairs = list(missing_pairs(post_data(request)))
        if request.method == "POST" and all(form.is_valid() for form in pairs):
            filled = [form for form in pairs if form.has_changed()]
            for form in filled:
                self.save_pair(request, form.save(commit=False))
            messages.success(request, f"{len(filled)} saved. Readers see the change once you publish it.")
            warn_of_pairs_filled_meanwhile(request, {form.prefix for form in pairs})
            return redirect("admin:guide_limit_matrix")
        context = {"title": TITLE, "opts": self.opts, "pairs": pairs, "variations": Variation.objects.all()}
        context |= {"rows": list(matrix_rows()), "invalid": any(form.errors for form in pairs)}
        return render_admin_page(request, "admin/guide/limit_matrix.html", context)

    def save_pair(self, request: HttpRequest, pair: LimitedVariation) -> None:
        pair.position = pair.limit.variations.count() + 1
        pair.save()
        self.log_change(request, pair.limit, f"Added the text on {pair.variation}.")


def missing_pairs(data: Any) -> Iterator[PairForm]:
    """Yield an empty or submitted form for each pair of a limit and a variation that has no text yet."""
    existing = set(LimitedVariation.objects.values_list("limit", "variation"))
    for limit in Limit.objects.all():
        for variation in Variation.objects.all():
            if (limit.pk, variation.pk) not in existing:
                pair = LimitedVariation(limit=limit, variation=variation)
                prefix = f"{limit.slug}:{variation.slug}"
                yield PairForm(data, instance=pair, prefix=prefix, empty_permitted=True, use_required_attribute=False)


def warn_of_pairs_filled_meanwhile(request: HttpRequest, prefixes: set[str | None]) -> None:
    """Show each submitted text that was not saved, since another editor has filled in its pair meanwhile."""
    for name, text in request.POST.items():
        pair = name.removesuffix("-text")
        if pair != name and ":" in pair and pair not in prefixes and text:
            messages.warning(request, f"Somebody else has filled in {pair} meanwhile. Your text was: “{text}”")


def matrix_rows() -> Iterator[tuple[Limit, list[LimitedVariation | None]]]:
    """Yield each limit with its pairs in the order of the variations; None where a pair is missing."""
    variations = Variation.objects.all()
    for limit in Limit.objects.prefetch_related("variations"):
        pairs = {pair.variation_id: pair for pair in limit.variations.all()}
        yield limit, [pairs.get(variation.pk) for variation in variations]
