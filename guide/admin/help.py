"""The page for somebody who is new on the desk."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guide.admin.site import desk_page, show


@desk_page("help/", name="help")
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return show(request, "admin/guide/help.html", {"title": "How the desk works"})
