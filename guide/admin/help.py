"""The help page for new editors."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from guide.admin.site import admin_page, render_admin_page


@admin_page("help/", name="help")
@require_safe
def help_view(request: HttpRequest) -> HttpResponse:
    return render_admin_page(request, "admin/guide/help.html", {"title": "Help"})
