"""What all pages share: the `page` decorator, caching headers, previews and the context of the HTML head."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from functools import lru_cache, partial, wraps
from importlib import metadata
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import user_passes_test
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from guide.editions.item_dates import item_dates
from guide.editions.previews import PREVIEW_ATTR, PREVIEW_GUIDE_ATTR, SHOWS_GUIDE_ATTR, PreviewContext, staff_links
from guide.editions.publishing import working_copy_guide
from guide.http.canonical_query import canonical_query
from guide.http.page_cache import CACHE_POLICY, CURRENT_EDITION, CachePolicy, is_fragment
from guide.http.second_factor import has_second_factor
from guide.models.snapshot import ItemKey
from guide.pages.json_ld import json_ld_script, page_json_ld
from guide.pages.site_map import Page, find_page, page_dates
from guide.read_model.guide import Guide, cached_on_guide, current_guide

View = Callable[..., HttpResponse]
# Browsers revalidate each time, which costs a 304; a shared cache may answer for one second.
CACHE_CONTROL = "max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=86400"
# For addresses with a reader's own words in the query: shared caches must not store them.
PRIVATE_CACHE_CONTROL = "private, max-age=0, must-revalidate"
UNSTORED_ATTR = "is_not_stored"  # of a request with a query that readers do not come to by a link or a form
HTMX_HEADERS = ("HX-Request", "HX-History-Restore-Request")


def page(view: View | None = None, *, parameters: tuple[str, ...] = (), private: bool = False) -> Any:
    """Decorator for the view of a public page: passes it the current edition, or in a preview the edition previewed.

    `parameters` are the query parameters that the view reads; all others are hidden from it.
    A `private` page is stored in no shared cache, since its query holds a reader's own words.
    """
    if view is None:
        return partial(page, parameters=parameters, private=private)

    @csrf_exempt  # so that a POST is answered with 405, not with a missing token
    @require_safe
    @wraps(view)
    def wrapper(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        hide_other_parameters(request, parameters)
        if hasattr(request, PREVIEW_ATTR):
            return view(request, getattr(request, PREVIEW_GUIDE_ATTR), *args, **kwargs)
        if is_preview(request):
            return working_copy_response(request, view, *args, **kwargs)
        response = edition_response(request, view, parameters, *args, **kwargs)
        return make_private(request, response) if private else response

    setattr(wrapper, SHOWS_GUIDE_ATTR, True)
    return wrapper


def is_preview(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.namespace == "preview"


def edition_response(
    request: HttpRequest, view: View, parameters: tuple[str, ...], *args: Any, **kwargs: Any
) -> HttpResponse:
    guide = current_guide(request.META.get(CURRENT_EDITION))
    if guide is None:
        return render(request, "guide/unpublished.html", status=503)
    etag = page_etag(request, guide, parameters)
    from_page_cache = CURRENT_EDITION in request.META  # which compares ETags itself
    response = None if from_page_cache else get_conditional_response(request, etag=etag)
    if response is None:
        response = view(request, guide, *args, **kwargs)
    if response.status_code in (200, 304):
        response["ETag"] = etag
        response["Edition"] = edition_header(guide)
        response.headers.setdefault("Cache-Control", CACHE_CONTROL)
        if from_page_cache:
            edition = (guide.edition.number, guide.edition.digest)
            request.META[CACHE_POLICY] = CachePolicy(edition, parameters, stored=not hasattr(request, UNSTORED_ATTR))
    return response


def hide_other_parameters(request: HttpRequest, parameters: tuple[str, ...]) -> None:
    """Give the view the query that is the key of the page cache, so that nothing else changes the page."""
    request.META["QUERY_STRING"] = canonical_query(request.META.get("QUERY_STRING", ""), parameters)
    request.GET = QueryDict(request.META["QUERY_STRING"])


def store_only_if(request: HttpRequest, condition: bool) -> None:
    """Let the page cache store the page only if the condition holds. There are endlessly many faulty queries."""
    if not condition:
        setattr(request, UNSTORED_ATTR, True)


def make_private(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if "ETag" in response:
        response["Cache-Control"] = PRIVATE_CACHE_CONTROL
    if CACHE_POLICY in request.META:
        request.META[CACHE_POLICY] = request.META[CACHE_POLICY]._replace(stored=False)
    return response


def may_preview(user: User | AnonymousUser) -> bool:
    """Return False if a login would help. Raises PermissionDenied for an account of the desk that may not preview."""
    if not (user.is_active and user.is_staff and has_second_factor(user)):
        return False
    if not user.has_perm("guide.preview_guide"):
        raise PermissionDenied
    return True


@never_cache
@user_passes_test(may_preview, login_url="admin:login")
def working_copy_response(request: HttpRequest, view: View, *args: Any, **kwargs: Any) -> HttpResponse:
    request.current_app = "preview"
    links = staff_links(page=preview_page(request, request.path.removeprefix(reverse("preview:home"))))
    setattr(request, PREVIEW_ATTR, PreviewContext("The working copy, as it was last saved.", staff=links))
    return view(request, working_copy_guide(), *args, **kwargs)


def preview_page(request: HttpRequest, path: str) -> str:
    """Return the address of a page within its preview, with its query."""
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if query else path


def render_page(request: HttpRequest, template: str, guide: Guide, context: Mapping[str, Any]) -> HttpResponse:
    shared = {"guide": guide, "cover": guide.cover, "preview": guide.edition.number == 0}
    shared |= {"preview_context": getattr(request, PREVIEW_ATTR, None)}
    response = render(request, template, shared | head_context(request, guide) | dict(context))
    response.content = strip_indents(response.content)
    return response


def strip_indents(html: bytes) -> bytes:
    """Remove indentation to save bytes, unless a page has text whose spaces are shown."""
    return html if b"<pre" in html or b"<textarea" in html else re.sub(rb"\n\s+", b"\n", html)


def head_context(request: HttpRequest, guide: Guide) -> dict[str, Any]:
    """Return the context of the page's `<head>`: links, the picture for sharing and JSON-LD."""
    match = request.resolver_match
    found = find_page(guide, match.url_name or "", match.kwargs.get("slug", "")) if match else None
    site = site_url(request)
    context: dict[str, Any] = {"canonical": site + request.path}
    if found and guide.edition.number and not wants_fragment(request):
        picture = site + share_path(guide, found)
        modified = modified_dates(guide).get((found.name, found.slug))
        data = json_ld_script(page_json_ld(guide, found, site, picture, modified))
        context |= {"page": found, "picture": picture, "data": data, "markdown_url": markdown_url(guide, found)}
    return context


@cached_on_guide
def modified_dates(guide: Guide) -> dict[tuple[str, str], datetime | None]:
    """Return when each page last changed, by name and slug."""
    edition = guide.edition
    changed: Mapping[ItemKey, datetime] = {}
    with suppress(DatabaseError):  # if it is away just now, the pages of this edition have no dates
        if edition.number and edition.live_at:
            changed = item_dates(edition.number, edition.digest, edition.live_at)
    return page_dates(guide, changed)


def share_path(guide: Guide, found: Page) -> str:
    """Return the path of the picture for sharing: a variation has its own."""
    return guide.url("share-variation", found.slug) if found.name == "variation" else guide.url("share")


def markdown_url(guide: Guide, found: Page) -> str | None:
    """Return the address of the page as Markdown, or None if it has none."""
    try:
        return guide.url(f"markdown-{found.name}", *([found.slug] if found.slug else []))
    except NoReverseMatch:
        return None


def wants_fragment(request: HttpRequest) -> bool:
    # As the page cache decides it for its key: the view must not decide otherwise.
    return is_fragment(request.META)


def page_etag(request: HttpRequest, guide: Guide, parameters: tuple[str, ...]) -> str:
    """Return a strong ETag from the edition, the address, whether a fragment is wanted, and the program."""
    query = canonical_query(request.META.get("QUERY_STRING", ""), parameters)
    parts = (guide.edition.digest, site_url(request), request.path, query, wants_fragment(request), build_digest())
    return f'"{guide.edition.number}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:20]}"'


def site_url(request: HttpRequest) -> str:
    """Return the site's scheme and host, from SITE_URL or else from the request."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def edition_header(guide: Guide) -> str:
    """Return the `Edition` header, which changes with the edition and the program; offline copies compare it."""
    digest = hashlib.sha256(f"{guide.edition.digest} {build_digest()}".encode()).hexdigest()
    return f"{guide.edition.number}-{digest[:12]}"


@lru_cache(maxsize=1)
def build_digest() -> str:
    """Return a digest of everything besides edition and address that a page depends on: code, packages, settings."""
    digest = hashlib.sha256()
    project = settings.ROOT_URLCONF.partition(".")[0]
    for folder in ("guide", project, "templates", "static"):
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(settings.BASE_DIR)} ".encode() + path.read_bytes())
    digest.update(repr((sys.version_info, installed_packages(), settings_in_pages())).encode())
    return digest.hexdigest()


def installed_packages() -> list[str]:
    return sorted(f"{package.name} {package.version}" for package in metadata.distributions())


def settings_in_pages() -> tuple[str, ...]:
    """Return the settings that change pages. SITE_URL is not among them, since each ETag has it already."""
    storage = settings.STORAGES["staticfiles"]["BACKEND"]
    return settings.TIME_ZONE, storage, getattr(staticfiles_storage, "manifest_hash", "")
