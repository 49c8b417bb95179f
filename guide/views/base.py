"""A page is a pure function of (edition, address): this is where that is kept."""

from __future__ import annotations

import hashlib
import re
import sys
from collections.abc import Callable, Mapping
from functools import lru_cache, partial, wraps
from importlib import metadata
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.auth.decorators import user_passes_test
from django.contrib.auth.models import AnonymousUser, User
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import NoReverseMatch
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from guide.editions.publishing import working_copy
from guide.http.canonical_query import canonical_query
from guide.http.page_cache import CACHE_POLICY, CURRENT_EDITION, CachePolicy, is_fragment
from guide.pages.json_ld import json_ld_script, page_json_ld
from guide.pages.site_map import Page, find_page
from guide.read_model.guide import Guide, current_guide
from guide.read_model.parts import FrozenCover

View = Callable[..., HttpResponse]
# Browsers ask again each time, which costs a 304; caches in front may answer for a second.
CACHE_CONTROL = "max-age=0, s-maxage=1, stale-while-revalidate=1, stale-if-error=86400"
# For an address that holds a reader's own words: no cache between keeps it.
PRIVATE_CACHE_CONTROL = "private, max-age=0, must-revalidate"
PREVIEW_ATTR, PREVIEW_GUIDE_ATTR = "looking", "guide"
"""The attributes of a request that say which preview it is in, and what guide that shows."""
SHOWS_GUIDE_ATTR = "shows_a_guide"
"""The attribute of a view that has a preview."""
HTMX_HEADERS = ("HX-Request", "HX-History-Restore-Request")


def page(view: View | None = None, *, parameters: tuple[str, ...] = (), private: bool = False) -> Any:
    """Hand the view the guide to show: the current edition, or for staff the working copy.

    `parameters` are those of the address that the view reads. No other can make a difference to the page.
    A `private` page is not kept anywhere, since its address holds a reader's own words.
    """
    if view is None:
        return partial(page, parameters=parameters, private=private)

    @csrf_exempt  # a page takes no POST, and says so with 405 rather than with a missing token
    @require_safe
    @wraps(view)
    def shown(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if hasattr(request, PREVIEW_ATTR):
            return view(request, getattr(request, PREVIEW_GUIDE_ATTR), *args, **kwargs)
        if is_preview(request):
            return working_copy_response(request, view, *args, **kwargs)
        response = edition_response(request, view, parameters, *args, **kwargs)
        return make_private(request, response) if private else response

    setattr(shown, SHOWS_GUIDE_ATTR, True)
    return shown


def is_preview(request: HttpRequest) -> bool:
    return request.resolver_match is not None and request.resolver_match.namespace == "preview"


def edition_response(
    request: HttpRequest, view: View, parameters: tuple[str, ...], *args: Any, **kwargs: Any
) -> HttpResponse:
    guide = current_guide(request.META.get(CURRENT_EDITION))
    if guide is None:
        return render(request, "guide/unpublished.html", status=503)
    hide_other_parameters(request, parameters)
    tag = page_etag(request, guide, parameters)
    delivered = CURRENT_EDITION in request.META
    response = None if delivered else get_conditional_response(request, etag=tag)
    if response is None:
        response = view(request, guide, *args, **kwargs)
    if response.status_code in (200, 304):
        response["ETag"] = tag
        response["Edition"] = edition_header(guide)
        response.headers.setdefault("Cache-Control", CACHE_CONTROL)
        if delivered:
            request.META[CACHE_POLICY] = CachePolicy((guide.edition.number, guide.edition.digest), parameters)
    return response


def hide_other_parameters(request: HttpRequest, parameters: tuple[str, ...]) -> None:
    """The view sees the query as the page cache has it in its key. So nothing else can make a difference."""
    request.META["QUERY_STRING"] = canonical_query(request.META.get("QUERY_STRING", ""), parameters)
    request.GET = QueryDict(request.META["QUERY_STRING"])


def make_private(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    if "ETag" in response:
        response["Cache-Control"] = PRIVATE_CACHE_CONTROL
    if CACHE_POLICY in request.META:
        request.META[CACHE_POLICY] = request.META[CACHE_POLICY]._replace(stored=False)
    return response


def may_preview(user: User | AnonymousUser) -> bool:
    return user.is_active and user.is_staff and user.has_perm("guide.preview_guide")


@never_cache
@user_passes_test(may_preview, login_url="admin:login")
def working_copy_response(request: HttpRequest, view: View, *args: Any, **kwargs: Any) -> HttpResponse:
    request.current_app = "preview"
    return view(request, working_copy(), *args, **kwargs)


def render_page(request: HttpRequest, template: str, guide: Guide, context: Mapping[str, Any]) -> HttpResponse:
    shared = {"guide": guide, "cover": guide.cover, "preview": guide.edition.number == 0}
    shared |= {"preview_context": getattr(request, PREVIEW_ATTR, None)}
    response = render(request, template, shared | head_context(request, guide) | dict(context))
    response.content = strip_indents(response.content)
    return response


def strip_indents(html: bytes) -> bytes:
    """The same page for fewer bytes; text whose spaces count is left alone."""
    return html if b"<pre" in html else re.sub(rb"\n\s+", b"\n", html)


def head_context(request: HttpRequest, guide: Guide) -> dict[str, Any]:
    """What the head of a public page says of it to other programs."""
    match = request.resolver_match
    found = find_page(guide, match.url_name or "", match.kwargs.get("slug", "")) if match else None
    site = site_url(request)
    context: dict[str, Any] = {"canonical": site + request.path}
    if found and guide.edition.number and not wants_fragment(request):
        picture = share_picture(site, guide.cover)
        data = json_ld_script(page_json_ld(guide, found, site, picture.url))
        context |= {"page": found, "picture": picture, "data": data, "notes": markdown_url(guide, found)}
    return context


class SharePicture(NamedTuple):
    url: str
    width: int
    height: int


def share_picture(site: str, cover: FrozenCover) -> SharePicture:
    """The picture that `make share` drew for this name and title; until then the icon, which holds no words."""
    name = share_name(cover.name, cover.title)
    if (Path(settings.BASE_DIR) / "static" / name).is_file():
        return SharePicture(site + static(name), 1200, 630)
    return SharePicture(site + static("guide/icon-512.png"), 512, 512)


def share_name(*words: str) -> str:
    """The static file of the picture that shows these words."""
    return f"guide/share-{hashlib.sha256(repr(words).encode()).hexdigest()[:10]}.png"


def markdown_url(guide: Guide, found: Page) -> str | None:
    """The address of the page as Markdown, where it has one."""
    try:
        return guide.url(f"{found.name}-notes", *([found.slug] if found.slug else []))
    except NoReverseMatch:
        return None


def wants_fragment(request: HttpRequest) -> bool:
    """The word of the page cache: its key and the view must never differ here."""
    return is_fragment(request.META)


def page_etag(request: HttpRequest, guide: Guide, parameters: tuple[str, ...]) -> str:
    """A strong tag: it changes with the edition, the address, the form of the answer and the program."""
    query = canonical_query(request.META.get("QUERY_STRING", ""), parameters)
    parts = (guide.edition.digest, site_url(request), request.path, query, wants_fragment(request), build_digest())
    return f'"{guide.edition.number}-{hashlib.sha256(repr(parts).encode()).hexdigest()[:20]}"'


def site_url(request: HttpRequest) -> str:
    """The address of the site, set or as it was asked for."""
    return settings.SITE_URL or f"{request.scheme}://{request.get_host()}"


def edition_header(guide: Guide) -> str:
    """Names the edition together with the program that shows it. Copies that are kept go by it."""
    both = hashlib.sha256(f"{guide.edition.digest} {build_digest()}".encode()).hexdigest()
    return f"{guide.edition.number}-{both[:12]}"


@lru_cache(maxsize=1)
def build_digest() -> str:
    """A digest of all that makes the bytes of a page beside the edition and the address."""
    digest = hashlib.sha256()
    project = settings.ROOT_URLCONF.partition(".")[0]
    for folder in ("guide", project, "templates", "static"):
        for path in sorted((Path(settings.BASE_DIR) / folder).rglob("*.*")):
            if path.is_file() and path.suffix != ".pyc":
                digest.update(f"{path.relative_to(settings.BASE_DIR)} ".encode() + path.read_bytes())
    digest.update(repr((sys.version_info, installed_packages(), shown_settings())).encode())
    return digest.hexdigest()


def installed_packages() -> list[str]:
    return sorted(f"{package.name} {package.version}" for package in metadata.distributions())


def shown_settings() -> tuple[str, ...]:
    """Settings from the environment that readers see; SITE_URL is in the tag of each page already."""
    storage = settings.STORAGES["staticfiles"]["BACKEND"]
    return settings.TIME_ZONE, storage, getattr(staticfiles_storage, "manifest_hash", "")
