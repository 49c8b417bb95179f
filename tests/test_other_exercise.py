"""Code and templates name no exercise: a guide to another one shows no word of this one."""

from __future__ import annotations

import re
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
import yaml
from django.urls import resolve, reverse

from guide.models.snapshot import MODELS
from guide.pages.site_map import site_pages
from guide.read_model import guide as read_model
from guide.urls import urlpatterns
from guide.views.offline import figure_urls
from tests.conftest import CONTENT

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROOT = Path(__file__).resolve().parent.parent
# Words that a guide to any exercise may use, although they are part of a name here.
COMMON = """
along and arm back band belly bodyweight breathing deep dumbbell equipment exercise extension for inner large light
machine muscle muscles not resistance return side spine standing start that the top which weights
"""
MORE = ("kick back", "hip extension", "lower body", "lower-body", "ankle", "pelvis")
ANSWERS = "aim=strength&experience=new&equipment=bar"
FIXED = ["/", "/guide/", "/variations/", "/questions/", "/routine/", "/search/", "/sources/", "/changes/", "/about/"]
FIXED += ["/routine/?aim=x", f"/routine/?{ANSWERS}&days=1", f"/routine/edit/?{ANSWERS}", f"/routine/card/?{ANSWERS}"]
FIXED += [f"/routine/session/?{ANSWERS}"]
FIXED += [f"/routine.{kind}?{ANSWERS}" for kind in ("json", "txt", "md")]
FIXED += [f"/routine.ics?{ANSWERS}&days=2&on=0&on=3&start=2026-12-01&at=18:00"]
FIXED += [
    "/search/?q=funny+bone",
    "/search/?q=zzz",
    "/feedback/section/start/",
    "/feedback/variation/standing/",
    "/offline/",
    "/routine/log/",
]
FIXED += ["/guide.json", "/sitemap.xml", "/robots.txt", "/changes.atom", "/sw.js", "/manifest.webmanifest", "/icon.svg"]
FIXED += ["/index.md", "/guide.md", *(f"/{name}.md" for name in ("variations", "questions", "sources", "changes"))]
FIXED += ["/about.md", "/healthz", "/readyz"]
DESK = [
    "index",
    "login",
    "password_change",
    "help",
    "checks",
    "reviews",
    "import_export",
    "audit_log",
    "changes",
    "trash",
]
DESK += [
    "scheduled",
    "link_targets",
    "guide_edition_publish",
    "guide_edition_changelist",
    "guide_previewlink_changelist",
]
DESK += ["guide_previewlink_add", "guide_report_changelist"]


@cache
def words_of_this_exercise() -> re.Pattern[str]:
    """Return the words in this guide's names of exercise, phases, muscles and equipment."""
    (cover,) = content_rows("guide")
    names = [cover["name"], cover["exercise"], cover["side"], cover["sides"], *(row["name"] for row in cover["names"])]
    for kind in ("phases", "muscles", "equipment"):
        names += [row[key] for row in content_rows(kind) for key in ("slug", "name", "plain_name") if key in row]
    words = set(re.findall(r"[a-z]{3,}", " ".join(names).lower())) - set(COMMON.split())
    return re.compile(rf"(?<![a-z_])(?:{'|'.join(sorted({*words, *MORE}, reverse=True))})(?:s|ed|ing)?(?![a-z_])", re.I)


def content_rows(name: str) -> list[dict]:
    data = yaml.safe_load((CONTENT / f"{name}.yaml").read_text())
    return data if isinstance(data, list) else [data]


def words_in(text: str) -> list[str]:
    without_classes = re.sub(r'class="eyebrow"|\.kick\b', "", text)
    return words_of_this_exercise().findall(without_classes)


def served_addresses(guide: read_model.Guide) -> list[str]:
    """Return at least one address of each route of the guide."""
    own = [page.url for page in site_pages(guide)]
    notes = [f"{page.url.rstrip('/')}.md" for page in site_pages(guide) if page.slug]
    return list(dict.fromkeys([*FIXED, *own, *notes, *figure_urls(guide)]))


def text_at(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_words_of_this_exercise():
    for word in ("kick", "Kickbacks", "glutes", "hamstrings", "hip extension", "cable", "legs", "ankle", "quadruped"):
        assert words_in(f"The {word}."), word
    assert not words_in("Start with a light dumbbell. The kickbacks_app is legible, and so is the hipster.")


def test_every_route_is_covered(small_guide):
    named = {resolve(address.partition("?")[0]).url_name for address in served_addresses(small_guide)}
    pictures = {"share", "share-variation"}  # no text; test_share_picture.py requests them
    assert {pattern.name for pattern in urlpatterns} - named == pictures


def test_small_guide_serves_no_word_of_this_exercise(client, small_guide):
    found = {address: words_in(text_at(client, address)) for address in served_addresses(small_guide)}
    assert {address: words for address, words in found.items() if words} == {}
    assert words_in(text_at(client, "/nope", 404)) == []
    assert words_in(text_at(client, "/routine.json?aim=x", 400)) == []


def test_alt_texts_use_the_words_of_the_guide(client, small_guide):
    text = text_at(client, "/variations/standing/")
    labels = re.findall(r'aria-label="([^"]+)"', "".join(re.findall(r"<svg[^>]*>", text)))
    assert [label for label in labels if "working arm" in label]
    assert words_in(" ".join(labels)) == []


def test_steps_are_grouped_by_the_phases_of_the_guide(client, small_guide):
    assert [(phase.slug, phase.effort) for phase in small_guide.phases] == [("hang", False), ("curl", True)]
    page, markdown = text_at(client, "/variations/standing/"), text_at(client, "/variations/standing.md")
    assert re.findall(r"<li>\s*<b>(.*?)</b>", page.partition('class="steps"')[2])[:2] == ["Hang", "Curl"]
    assert '"@type":"HowToStep","position":2,"name":"Curl"' in page
    assert "2. **Curl.** Bend the elbow." in markdown


def test_icon_follows_the_guide_name(client, small_guide):
    assert ">C</text>" in text_at(client, "/icon.svg")
    assert "/icon.svg" in text_at(client, "/manifest.webmanifest")


def desk_pages() -> list[str]:
    addresses = [reverse(f"admin:{name}") for name in DESK]
    for model in MODELS:
        name, row = f"admin:guide_{model._meta.model_name}", model.objects.first()
        addresses += [reverse(f"{name}_changelist")]
        addresses += [] if model.kind == "cover" else [reverse(f"{name}_add")]
        if row:
            addresses += [reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history", "delete")]
    return addresses


def test_desk_of_another_guide_has_no_word_of_this_exercise(as_publisher, small_guide, cached_status):
    shown = {address: as_publisher.get(address, follow=True) for address in desk_pages()}
    assert {address for address, response in shown.items() if response.status_code != 200} == set()
    found = {address: words_in(response.content.decode()) for address, response in shown.items()}
    assert {address: words for address, words in found.items() if words} == {}


def test_builder_names_what_the_small_guide_trains(client, small_guide):
    text = text_at(client, f"/routine/?{ANSWERS}")
    assert "each arm" in text
    assert "one arm, the other arm, then rest" in text
    assert small_guide.cover.name == "Curls"


def test_code_has_no_word_of_this_exercise():
    files = chain.from_iterable((ROOT / folder).rglob("*") for folder in ("guide", "templates", "static"))
    # Migrations describe stored guides, and so contain their words.
    read = [path for path in files if path.is_file() and path.parent.name != "migrations"]
    read = [path for path in read if path.suffix not in {".pyc", ".png", ".ttf"}]
    found = {str(path): words_in(path.name + path.read_text()) for path in read}
    assert {path: words for path, words in found.items() if words} == {}
