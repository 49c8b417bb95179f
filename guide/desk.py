"""The admin site: on every page it says how much is unpublished."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from guide.models import Edition
from guide.publishing import pending


class Desk(admin.AdminSite):
    site_header = "Editors' desk"
    site_title = "Editors' desk"
    index_title = "What would you like to edit?"
    enable_nav_sidebar = False

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        if context["has_permission"]:
            context["pending"] = pending()
            context["newest"] = Edition.objects.newest()
        return context
