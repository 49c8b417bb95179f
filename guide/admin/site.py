"""The admin site: its own pages, and the context that every page shares."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import ERROR_FLAG
from django.contrib.auth.models import AnonymousUser, User
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, QueryDict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path
from django_otp import user_has_device

from guide.admin.login import LoginForm
from guide.editions.changes import WorkingCopyStatus, working_copy_status
from guide.http import failed_writes
from guide.http.second_factor import has_second_factor
from guide.models import Edition, Section, Variation
from guide.models.snapshot import ItemData, ItemKey

MODEL_GROUPS = {
    "Content": "Cover Section Variation Phase Mistake Muscle Audience Question Source Synonyms",
    "Routine builder": "Prescription Aim Experience Placement Equipment Load Progression Preference Limit",
    "Feedback": "Report",
    "Publishing": "Edition PreviewLink",
}

View = Callable[..., HttpResponse]
SECOND_FACTOR_PAGE = "second_factor"
MAX_SEARCH_WORDS = 30
STATUS_ATTR = "guide_status"  # the request attribute that caches the status of all items
# What Django raises for filters that it cannot apply.
QUERY_ERRORS = (TypeError, ValueError, LookupError, ArithmeticError, DatabaseError,
                FieldDoesNotExist, IncorrectLookupParameters)  # fmt: skip
# Admin pages that belong to no model: route, view and URL name.
ADMIN_PAGES: list[tuple[str, View, str]] = []


def admin_page(route: str, *, name: str, permission: str = "") -> Callable[[View], View]:
    """Register a view as the admin page `admin:<name>`, open to users with `permission`, or to all staff if empty."""

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
    """Render a template with the context that every admin page shares."""
    return TemplateResponse(request, template, admin.site.each_context(request) | dict(context))


def post_data(request: HttpRequest) -> QueryDict | None:
    """Return the POST data, or None for other methods. Unlike `request.POST or None`, an empty form is bound."""
    return request.POST if request.method == "POST" else None


def request_status(request: HttpRequest, rows: Mapping[ItemKey, ItemData] | None = None) -> WorkingCopyStatus:
    """Return the status of all items, cached on the request. Pass `rows` if the working copy was read already."""
    status: WorkingCopyStatus | None = getattr(request, STATUS_ATTR, None)
    if status is None:
        status = working_copy_status(rows)
        setattr(request, STATUS_ATTR, status)
    return status


def current_editor(request: HttpRequest) -> User:
    """Return the logged-in user, typed as a `User`: all admin pages are for staff only."""
    if isinstance(request.user, AnonymousUser):
        raise PermissionDenied
    return request.user


def retry_on_failed_write(view: View) -> View:
    """If the database refuses a write, answer 503 with the submitted values, so that they can be sent again."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except failed_writes.WRITE_ERRORS as error:
            if request.method != "POST":
                raise
            error_id = failed_writes.log_failed_write(request, error)
            context: dict[str, Any] = {"title": "Not saved", "error": error_id}
            context |= {"values": failed_writes.submitted_values(request.POST), "files": bool(request.FILES)}
            response = render_admin_page(request, "admin/guide/write_failed.html", context)
            response.status_code = 503
            return response

    return guarded


def refuse_faulty_queries(view: View) -> View:
    """Redirect to the page without its query if that cannot be applied, such as a filter by the year 99999.

    Django does so for some queries only. Regular expressions and long searches are refused too, since they take
    seconds. A null character is answered with 400: PostgreSQL can neither store it nor search for it.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        sent = (item for data in (request.GET, request.POST) for item in data.lists())
        if faulty := [name for name, values in sent if any("\0" in value for value in values)]:
            message = f"Null characters are not allowed. Go back and remove them from: {', '.join(faulty)[:500]}."
            return HttpResponseBadRequest(message, content_type="text/plain; charset=utf-8")
        try:
            too_many = len(request.GET.get("q", "").split()) > MAX_SEARCH_WORDS
            if too_many or any(name.endswith("regex") for name in request.GET):
                raise IncorrectLookupParameters
            return view(request, *args, **kwargs)
        except QUERY_ERRORS:
            if request.method != "GET" or set(request.GET) <= {ERROR_FLAG}:
                raise
            return redirect(f"{request.path}?{ERROR_FLAG}=1")

    return guarded


def extend_session(view: View) -> View:
    """Restart the time after which an idle session ends. It is stored once in 5 minutes at most."""

    @wraps(view)
    def extended(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        period = int(time.time()) // 300
        # An open form reports its presence by itself.
        is_automatic = bool(request.resolver_match and str(request.resolver_match.url_name).endswith("_presence"))
        if request.session.get("active") != period and not is_automatic:
            with suppress(*failed_writes.WRITE_ERRORS):  # reading goes on although nothing can be stored
                request.session["active"] = period
                request.session.save()
            request.session.modified = False
        return view(request, *args, **kwargs)

    return extended


class EditorSite(admin.AdminSite):
    login_form = LoginForm
    login_template = "admin/guide/login.html"
    site_header = "Editors' desk"
    site_title = "Editors' desk"
    index_title = "Dashboard"
    index_template = "admin/guide/index.html"
    enable_nav_sidebar = False

    def get_urls(self) -> list[URLResolver | URLPattern]:
        own = [path(route, self.admin_view(view), name=name) for route, view, name in ADMIN_PAGES]
        return [*own, *super().get_urls()]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        return refuse_faulty_queries(super().admin_view(extend_session(retry_on_failed_write(view)), cacheable))

    def has_permission(self, request: HttpRequest) -> bool:
        # The page that sets it up is open without a second factor.
        is_setup = bool(request.resolver_match and request.resolver_match.url_name == SECOND_FACTOR_PAGE)
        return super().has_permission(request) and (is_setup or has_second_factor(request.user))

    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        is_missing = super().has_permission(request) and not has_second_factor(request.user)
        if is_missing and request.method == "GET" and not user_has_device(request.user):
            return redirect(f"admin:{SECOND_FACTOR_PAGE}")
        context = {"can_reset": settings.CAN_SEND_EMAIL} | (extra_context or {})
        return refuse_faulty_queries(retry_on_failed_write(super().login))(request, context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> list[dict[str, Any]]:
        """Group the guide's models as in MODEL_GROUPS."""
        apps = super().get_app_list(request, app_label)
        own = [app for app in apps if app["app_label"] == "guide"]
        rows = {model["object_name"]: model for app in own for model in app["models"]}
        listed = {
            name: [rows[model] for model in models.split() if model in rows] for name, models in MODEL_GROUPS.items()
        }
        groups = [app | {"name": name, "models": models} for app in own for name, models in listed.items() if models]
        return groups + [app | {"name": "Accounts"} for app in apps if app not in own]

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        context = super().each_context(request)
        if context["has_permission"]:
            context["pending"] = request_status(request).pending
            context["overdue_reviews"] = Section.overdue().count() + Variation.overdue().count()
            context["latest_edition"] = Edition.objects.not_cancelled().only("number", "live_at").first()
        return context
