"""“Save as new”: a copy of an item with its lines, under a short name that is free."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest, HttpResponse

from guide.models import Item

# What belongs to one item only: its place, and what its page or its text was before.
NOT_COPIED = ("position", "former_addresses", "list_below", "reviewed_on", "reviewed_by", "review_due")


class CopyAdmin(admin.ModelAdmin):
    save_as = True

    def changeform_view(
        self, request: HttpRequest, object_id: str | None = None, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if object_id is None or "_saveasnew" not in request.POST:
            return super().changeform_view(request, object_id, form_url, extra_context)
        data = request.POST.copy()
        data["slug"] = free_slug(self.model, data.get("slug", ""))
        for name in NOT_COPIED:
            data.pop(name, None)
        # Django reads the form from here; its stubs have only what a browser sent.
        request.POST = data  # type: ignore[assignment]
        # The original is not written, so there is nothing that this could conflict with.
        return admin.ModelAdmin.changeform_view(self, request, object_id, form_url, extra_context)


def free_slug(model: type[Item], slug: str) -> str:
    """Return the slug itself if it is free, or else with -2, -3 and so on."""
    taken = set(model.objects.filter(slug__startswith=slug).values_list("slug", flat=True))
    most = model._meta.get_field("slug").max_length or 0
    numbered = (f"{slug[: most - 4]}-{number}" for number in range(2, 1000))
    return next(name for name in (slug, *numbered) if name not in taken)
