"""Wagtail as `wagtail start` creates it, with our article as one page, with and without wagtail-cache.

It is installed in its own environment under var/, so that the guide does not depend on it.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

from tests.bench.servers import ROOT

PACKAGES = ["wagtail==7.4.4", "wagtail-cache==3.0.0", "granian==2.8.9"]
PLACE = ROOT / "var" / "bench-wagtail"
PYTHON, SITE = PLACE / "bin" / "python", PLACE / "site"

MODELS = """
from wagtail import blocks
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtailcache.cache import WagtailCacheMixin


class HomePage(WagtailCacheMixin, Page):
    body = StreamField([("part", blocks.RichTextBlock())], blank=True, default=[])
"""
TEMPLATE = """{% extends "base.html" %}{% load wagtailcore_tags %}
{% block content %}
<h1>{{ page.title }}</h1>{% for part in page.body %}{% include_block part %}{% endfor %}{% endblock %}
"""
SETTINGS = """
from .base import *
SECRET_KEY, DEBUG, ALLOWED_HOSTS = "bench-" * 10, False, ["*"]
LOGGING = {"version": 1, "disable_existing_loggers": False}
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
INSTALLED_APPS += ["wagtailcache"]
"""
CACHED = """
from .bench import *
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
MIDDLEWARE = ["wagtailcache.cache.UpdateCacheMiddleware", *MIDDLEWARE, "wagtailcache.cache.FetchFromCacheMiddleware"]
"""
FILL = """
from wagtail.rich_text import RichText
from home.models import HomePage
page = HomePage.objects.get()
page.title, page.body = "A variation", [("part", RichText(part)) for part in open({file!r}).read().split("\\f")]
page.save_revision().publish()
"""


def set_up(html: str, folder: Path) -> None:
    """Install Wagtail if it is missing; create a site with this article, one block per heading."""
    if not (PLACE / "ready").exists():
        subprocess.run([sys.executable, "-m", "venv", PLACE], check=True)
        subprocess.run([PYTHON, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
        (PLACE / "ready").touch()
    shutil.rmtree(SITE, ignore_errors=True)
    SITE.mkdir()
    subprocess.run([PLACE / "bin" / "wagtail", "start", "site_", SITE], check=True, stdout=subprocess.DEVNULL)
    write()
    (folder / "article").write_text("\f".join(parts_of(html)))
    for command in (
        ["makemigrations", "home"],
        ["migrate"],
        ["shell", "-c", FILL.format(file=str(folder / "article"))],
    ):
        manage(*command, "-v0")


def parts_of(html: str) -> list[str]:
    """Return the page's main text split at its headings, without figures, forms and styles."""
    main = re.search(r"<main.*?>(.*)</main>", html, re.DOTALL)[1]
    return re.split(r"(?=<h2)", re.sub(r"(?s)<(svg|form|style)\b.*?</\1>", "", main))


def write() -> None:
    (SITE / "home" / "models.py").write_text(MODELS)
    (SITE / "home" / "templates" / "home" / "home_page.html").write_text(TEMPLATE)
    (SITE / "site_" / "settings" / "bench.py").write_text(SETTINGS)
    (SITE / "site_" / "settings" / "cached.py").write_text(CACHED)


def manage(*args: str) -> None:
    command = [PYTHON, "manage.py", *args, "--settings", "site_.settings.bench"]
    subprocess.run(command, cwd=SITE, check=True, stdout=subprocess.DEVNULL)
