"""Every address of the admin, read from the URL configuration and filled with existing rows."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.contrib.auth.tokens import default_token_generator
from django.contrib.contenttypes.models import ContentType
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from guide.models import Comment, Edition, PublicationRequest, Upload, Version

DESK = "admin/"


def patterns(found: list[URLPattern | URLResolver], before: str = "") -> Iterator[tuple[str, str]]:
    """Yield the name and route of every address; addresses of a model are named after it."""
    for pattern in found:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from patterns(pattern.url_patterns, route)
        elif pattern.name or route.startswith(f"{DESK}("):
            yield pattern.name or "catch_all", route
        else:
            yield f"{'_'.join(route.split('/')[1:3])}_redirect", route


EVERYWHERE = list(patterns(get_resolver().url_patterns))
ADDRESSES = {name: route.removeprefix(DESK) for name, route in EVERYWHERE if route.startswith(DESK)}
# Of which model the row is that an address of no model names.
OF_PAGES = {"request": PublicationRequest, "version": Version, "comment_resolve": Comment}


def address(name: str) -> str:
    route = ADDRESSES[name]
    model = next(
        (m for m in admin.site._registry if route.startswith(f"{m._meta.app_label}/{m._meta.model_name}/")), None
    )
    row = model._default_manager.order_by("pk").last() if model else None
    edition, user = Edition.objects.first(), get_user_model().objects.first()
    parts = {
        "<path:object_id>": edition.pk if name == "view_on_site" else row and row.pk,
        "<path:content_type_id>": ContentType.objects.get_for_model(Edition).pk,
        "<id>": row and row.pk,
        "import-export/<int:pk>": f"import-export/{Upload.objects.get().pk}",
        "<int:pk>": OF_PAGES[name].objects.get().pk if name in OF_PAGES else row and row.pk,
        "<int:number>": 2 if name in ("cancel", "reschedule") else 1,
        "<str:kind>/<slug:slug>": "sections/form",
        "<str:file_format>": "csv",
        "<uidb64>": urlsafe_base64_encode(force_bytes(user.pk)),
        "<token>": default_token_generator.make_token(user),
        "^(?P<app_label>auth|guide)/$": "guide/",
        "(?P<url>.*)$": "no-such-page/",
    }
    for part, value in parts.items():
        route = route.replace(part, str(value))
    assert "<" not in route, f"say in parts what {route} needs"
    return f"/admin/{route}"
