"""Offline reading: the service worker, the page for what is not stored, the web app manifest and its icon."""

from __future__ import annotations

import json
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.templatetags.static import static

from guide.pages.site_map import site_pages
from guide.read_model.guide import Guide
from guide.stylesheets import SHEETS
from guide.views.base import edition_header, page, render_page

HTMX = "django_htmx/htmx-2.min.js"
EDITOR_FILES = (
    "desk.css",
    "preview.css",
    "poses.js",
    "draft_recovery.js",
    "reorder.js",
    "autocomplete.js",
    "markdown_preview.js",
    "first_error.js",
    "save_in_place.js",
)
EXCLUDED_FILES = (*EDITOR_FILES, "service_worker.js", "figures.css")
# Of addresses that ask for something: the words of a search, a filter or a tempo.
ASKING_PARAMETERS = ("q", "equipment", "tempo")
PAPER, INK = "#fbfaf6", "#16232e"


@page
def service_worker(request: HttpRequest, guide: Guide) -> HttpResponse:
    """A script that changes with each edition, so that browsers notice a new edition."""
    config = {
        "edition": edition_header(guide),
        "pages": [*(each.url for each in site_pages(guide)), *map(guide.url, ("search", "routine-log", "offline"))],
        "files": [guide.url("manifest"), guide.url("icon"), *static_urls(), *figure_urls(guide)],
        "offline": guide.url("offline"),
        "routine": guide.url("routine"),
        "session": guide.url("routine-session"),
        "parameters": ASKING_PARAMETERS,
        "note": render_to_string("guide/_offline_note.html"),
    }
    text = f"const PRECACHE = {json.dumps(config)};\nimportScripts({json.dumps(static('guide/service_worker.js'))});\n"
    return HttpResponse(text, content_type="text/javascript; charset=utf-8")


def figure_urls(guide: Guide) -> list[str]:
    """Return the addresses of all files with figures."""
    of_variations = [(*row.pictures, *row.mistake_pictures, *row.breath_pictures) for row in guide.variations]
    of_mistakes = [mistake.pictures for mistake in guide.mistakes]
    files = (picture.file.partition("#")[0] for pictures in (*of_variations, *of_mistakes) for picture in pictures)
    return [*dict.fromkeys(files), *([guide.muscle_map.file] if guide.muscle_map else [])]


@lru_cache(maxsize=1)
def static_urls() -> tuple[str, ...]:
    """Return the addresses of all static files that readers' pages use."""
    folder = Path(settings.BASE_DIR) / "static"
    names = sorted(str(path.relative_to(folder)) for path in (folder / "guide").rglob("*.*"))
    names += [f"guide/{name}.css" for name in SHEETS]
    return tuple(static(name) for name in (*names, HTMX) if Path(name).name not in EXCLUDED_FILES)


@page
def offline(request: HttpRequest, guide: Guide) -> HttpResponse:
    return render_page(request, "guide/offline.html", guide, {})


@page
def manifest(request: HttpRequest, guide: Guide) -> HttpResponse:
    data: dict[str, Any] = {
        "id": "/",
        "name": guide.cover.title,
        "short_name": guide.cover.name,
        "description": guide.cover.description,
        "lang": "en-GB",
        "start_url": guide.url("home"),
        "scope": "/",
        "display": "minimal-ui",
        "background_color": PAPER,
        "theme_color": INK,
        "icons": [
            {"src": guide.url("icon"), "sizes": "any", "type": "image/svg+xml", "purpose": "any"},
            # For devices without SVG icons. They show no letter, so they suit a guide of any name.
            png("icon-192.png", 192, "any"),
            png("icon-512.png", 512, "any"),
            png("icon-maskable.png", 512, "maskable"),
        ],
    }
    return JsonResponse(data, content_type="application/manifest+json")


def png(name: str, side: int, purpose: str) -> dict[str, str]:
    return {"src": static(f"guide/{name}"), "sizes": f"{side}x{side}", "type": "image/png", "purpose": purpose}


@page
def manifest_icon(request: HttpRequest, guide: Guide) -> HttpResponse:
    """The first letter of the guide's name."""
    return render(request, "guide/icon.svg", {"cover": guide.cover}, content_type="image/svg+xml")
