"""The admin site: on every page it says how much is unpublished."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, NamedTuple

from django.contrib import admin
from django.contrib.admin.forms import AdminAuthenticationForm
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path

from guide.editions.changes import WorkingCopyStatus, working_copy_status
from guide.http import failed_writes
from guide.models import Edition, Section, Variation
from guide.models.snapshot import ItemData, ItemKey

MODEL_GROUPS = {
    "What readers read": "Cover Section Variation Phase Mistake Muscle Audience Question Source Synonyms",
    "What the builder works from": "Prescription Aim Experience Placement Equipment Load Progression Preference Limit",
    "What readers say": "Report",
    "History": "Edition PreviewLink",
}


View = Callable[..., HttpResponse]
STATUS_ATTR = "guide_status"
"""The attribute of a request that keeps where all items stand."""
ADMIN_PAGES: list[tuple[str, View, str]] = []
"""Pages of the desk that belong to no model: route, view and name."""


def admin_page(route: str, *, name: str, permission: str = "") -> Callable[[View], View]:
    """Make a view a page of the desk, at `admin:<name>`, for those who have the right; without one, for all staff."""

    def register(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if permission and not request.user.has_perm(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        ADMIN_PAGES.append((route, guarded, name))
        return guarded

    return register


def render_admin_page(request: HttpRequest, template: str, context: Mapping[str, Any]) -> TemplateResponse:
    """A page of the desk, with what all of them need."""
    return TemplateResponse(request, template, admin.site.each_context(request) | dict(context))


def post_data(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, though it may be nothing; None where it was not sent."""
    return request.POST if request.method == "POST" else None


class DashboardPanel(NamedTuple):
    """A part of the desk's first page: a template of `admin/guide/dashboard/` and where its data comes from."""

    position: int
    title: str
    template: str
    permission: str
    data: Callable[[HttpRequest], Mapping[str, Any] | None]


DASHBOARD_PANELS: list[DashboardPanel] = []


def dashboard_panel(position: int, title: str, *, template: str, permission: str) -> Callable[..., Any]:
    """Make a function the source of a panel for those who have the right. Where it gives None, there is no panel."""

    def register(data: Callable[[HttpRequest], Mapping[str, Any] | None]) -> Any:
        DASHBOARD_PANELS.append(DashboardPanel(position, title, f"admin/guide/dashboard/{template}", permission, data))
        return data

    return register


def dashboard_panels(request: HttpRequest) -> list[dict[str, Any]]:
    seen = [
        own for own in sorted(DASHBOARD_PANELS, key=lambda own: own.position) if request.user.has_perm(own.permission)
    ]
    filled = [(own, own.data(request)) for own in seen]
    return [{"title": own.title, "template": own.template, "data": data} for own, data in filled if data is not None]


def request_status(request: HttpRequest, rows: Mapping[ItemKey, ItemData] | None = None) -> WorkingCopyStatus:
    """Where all items stand, worked out once for a request; from `rows`, the working copy, if it was read already."""
    status: WorkingCopyStatus | None = getattr(request, STATUS_ATTR, None)
    if status is None:
        status = working_copy_status(rows)
        setattr(request, STATUS_ATTR, status)
    return status


def current_editor(request: HttpRequest) -> User:
    """Who is logged in: every page of the desk is for staff only."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


def retry_on_failed_write(view: View) -> View:
    """A page that stores something; where that cannot be, what was sent comes back, to be sent again."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except failed_writes.WRITE_ERRORS as error:
            if request.method != "POST":
                raise
            error_id = failed_writes.log_failed_write(request, error)
            context: dict[str, Any] = {"title": "Nothing is saved", "error": error_id}
            context |= {"values": failed_writes.submitted_values(request.POST), "files": bool(request.FILES)}
            response = render_admin_page(request, "admin/guide/write_failed.html", context)
            response.status_code = 503
            return response

    return guarded


class LoginForm(AdminAuthenticationForm):
    error_messages = {
        **AdminAuthenticationForm.error_messages,
        "invalid_login": "That is not the name and password of an editor. Capital and small letters count. "
        "After 5 wrong tries, wait 15 minutes.",
    }


class EditorSite(admin.AdminSite):
    login_form = LoginForm
    site_header = "Editors' desk"
    site_title = "Editors' desk"
    index_title = "What is going on"
    index_template = "admin/guide/index.html"
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLResolver | URLPattern]:
        own = [path(route, self.admin_view(view), name=name) for route, view, name in ADMIN_PAGES]
        return [*own, *super().get_urls()]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return super().admin_view(retry_on_failed_write(view), cacheable)

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        return retry_on_failed_write(super().login)(request, extra_context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """The rows in the order of the guide, in groups that an editor would name."""
        apps = super().get_app_list(request, app_label)
        own = [app for app in apps if app["app_label"] == "guide"]
        rows = {model["object_name"]: model for app in own for model in app["models"]}
        listed = {
            name: [rows[model] for model in models.split() if model in rows] for name, models in MODEL_GROUPS.items()
        }
        groups = [app | {"name": name, "models": models} for app in own for name, models in listed.items() if models]
        return groups + [app | {"name": "People"} for app in apps if app not in own]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        if context["has_permission"]:
            context["pending"] = request_status(request).pending
            context["late_reviews"] = Section.overdue().count() + Variation.overdue().count()
            context["newest"] = Edition.objects.not_cancelled().only("number").first()
        return context

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> TemplateResponse:
        return super().index(request, {"panels": dashboard_panels(request)} | (extra_context or {}))
