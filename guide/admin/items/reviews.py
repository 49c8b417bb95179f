"""Reviews: mark a text as reviewed, and list which reviews are due."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from guide.admin.items.base import ItemAdmin
from guide.admin.site import admin_page, post_data, render_admin_page
from guide.models import Section, Variation
from guide.models.review import MAX_YEARS, REVIEW_FIELDS, Reviewed, add_years, validate_due

REVIEWED_MODELS: tuple[type[Reviewed], ...] = (Section, Variation)


class ReviewForm(forms.Form):
    reviewed_by = forms.CharField(
        label="Reviewed by",
        max_length=60,
        help_text="A role, not a name, such as “editors” or “a physiotherapist”. Readers see it.",
        error_messages={"required": "Enter who reviewed it, such as “editors”."},
    )
    review_due = forms.DateField(
        label="Next review due",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=f"Within {MAX_YEARS * 12} months.",
        error_messages={
            "required": "Enter when the next review is due.",
            "invalid": "Enter a date such as 2026-11-24.",
        },
    )

    def clean(self) -> None:
        super().clean()
        if due := self.cleaned_data.get("review_due"):
            validate_due(timezone.localdate(), due)

    def save_review(self, item: Reviewed) -> None:
        item.reviewed_on = timezone.localdate()
        item.reviewed_by = self.cleaned_data["reviewed_by"]
        item.review_due = self.cleaned_data["review_due"]
        item.save(update_fields=REVIEW_FIELDS)  # no other field: somebody may be editing the text


class ReviewedAdmin(ItemAdmin):
    """An item with reviews: its form shows the last one and links to the page that marks a new one."""

    readonly_fields = ("review",)
    exclude = REVIEW_FIELDS

    @admin.display(description="last review")
    def review(self, item: Reviewed) -> SafeString | str:
        if item.pk is None:
            return "None yet. Save the item first."
        url = reverse(f"admin:guide_{item._meta.model_name}_review", args=[item.pk])
        return format_html('{} <a href="{}">Mark as reviewed</a>', review_status(item), url)

    def get_urls(self) -> list[URLPattern]:
        view = self.admin_site.admin_view(self.review_view)
        name = f"guide_{self.model._meta.model_name}_review"
        return [path("<int:pk>/review/", view, name=name), *super().get_urls()]

    def review_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        item = get_object_or_404(self.model, pk=pk)
        if not self.has_change_permission(request, item):
            raise PermissionDenied
        initial = {"reviewed_by": item.reviewed_by or "editors", "review_due": add_years(timezone.localdate(), 1)}
        form = ReviewForm(post_data(request), initial=initial)
        if request.method == "POST" and form.is_valid():
            form.save_review(item)
            self.log_change(request, item, f"Marked as reviewed by {item.reviewed_by}, due {item.review_due}.")
            messages.success(request, f"“{item}” is marked as reviewed. Readers see the date once you publish it.")
            return redirect(f"admin:guide_{item._meta.model_name}_change", pk)
        context = {
            "title": f"Mark as reviewed: {item}",
            "form": form,
            "item": item,
            "review_status": review_status(item),
        }
        return render_admin_page(request, "admin/guide/review.html", context | {"opts": self.opts})


def review_status(item: Reviewed) -> str:
    if not item.reviewed_on or not item.review_due:
        return "Never reviewed."
    due = "Overdue: the next one was" if item.is_overdue else "The next one is"
    return f"{date_format(item.reviewed_on)} by {item.reviewed_by}. {due} due by {date_format(item.review_due)}."


def reviewed_items() -> list[Reviewed]:
    """Return all texts with reviews: those that were never reviewed first, then by due date."""
    items = [item for model in REVIEWED_MODELS for item in model.objects.all()]
    return sorted(items, key=lambda item: str(item.review_due or ""))


@admin_page("reviews/", name="reviews", permission="guide.preview_guide")
@require_safe
def reviews_view(request: HttpRequest) -> HttpResponse:
    context = {"title": "Reviews", "rows": [review_row(item) for item in reviewed_items()]}
    return render_admin_page(request, "admin/guide/reviews.html", context)


def review_row(item: Reviewed) -> dict[str, Any]:
    name = f"admin:guide_{item._meta.model_name}"
    return {
        "item": item,
        "change_url": reverse(f"{name}_change", args=[item.pk]),
        "review_url": reverse(f"{name}_review", args=[item.pk]),
    }
