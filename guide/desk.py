"""The admin site: on every page it says how much is unpublished."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from guide.models import Edition
from guide.publishing import pending

GROUPS = {
    "What readers read": "Cover Section Variation Mistake Muscle Audience Question Source Synonyms",
    "What the builder works from": "Prescription Aim Experience Placement Equipment Load Progression Preference Limit",
    "What readers say": "Report",
    "History": "Edition",
}


class Desk(admin.AdminSite):
    site_header = "Editors' desk"
    site_title = "Editors' desk"
    index_title = "What would you like to edit?"
    enable_nav_sidebar = False

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The rows in the order of the guide, in groups that an editor would name."""
        apps = super().get_app_list(request, app_label)
        own = [app for app in apps if app["app_label"] == "guide"]
        rows = {model["object_name"]: model for app in own for model in app["models"]}
        listed = {name: [rows[model] for model in models.split() if model in rows] for name, models in GROUPS.items()}
        groups = [app | {"name": name, "models": models} for app in own for name, models in listed.items() if models]
        return groups + [app for app in apps if app not in own]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        if context["has_permission"]:
            context["pending"] = pending()
            context["newest"] = Edition.objects.newest()
        return context
