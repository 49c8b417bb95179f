"""Nothing about the exercise is in code or templates: a guide to another one shows no word of this one."""

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
from tests.conftest import CONTENT, load_and_publish

pytestmark = pytest.mark.django_db
ROOT = Path(__file__).resolve().parent.parent
# Words that the guide to any exercise may use, though they stand in a name of this one.
COMMON = """
along and arm back band belly bodyweight breathing deep dumbbell equipment exercise extension for large light machine
muscle muscles not resistance return spine standing start that the top which
"""
MORE = ("kick back", "hip extension", "lower body", "lower-body", "ankle", "pelvis")
ANSWERS = "aim=strength&experience=new&equipment=bar"
FIXED = ["/", "/guide/", "/variations/", "/questions/", "/routine/", "/search/", "/sources/", "/changes/", "/about/"]
FIXED += ["/routine/?aim=x", f"/routine/?{ANSWERS}&days=1", f"/routine/edit/?{ANSWERS}", f"/routine/card/?{ANSWERS}"]
FIXED += [f"/routine.{kind}?{ANSWERS}" for kind in ("json", "txt", "md")]
FIXED += [f"/routine.ics?{ANSWERS}&days=2&on=0&on=3&start=2026-12-01&at=18:00"]
FIXED += [
    "/search/?q=funny+bone",
    "/search/?q=zzz",
    "/feedback/section/start/",
    "/feedback/variation/standing/",
    "/offline/",
]
FIXED += ["/guide.json", "/sitemap.xml", "/robots.txt", "/changes.atom", "/sw.js", "/manifest.webmanifest", "/icon.svg"]
FIXED += ["/index.md", "/guide.md", *(f"/{name}.md" for name in ("variations", "questions", "sources", "changes"))]
FIXED += ["/about.md", "/healthz", "/readyz"]
DESK = ["index", "login", "password_change", "help", "checks", "reviews", "content", "activity", "changes", "deleted"]
DESK += ["waiting", "targets", "guide_edition_publish", "guide_edition_changelist", "guide_previewlink_changelist"]
DESK += ["guide_previewlink_add", "guide_report_changelist"]


@cache
def words_of_this_exercise() -> re.Pattern[str]:
    """The words in the names that this guide has for its exercise, phases, muscles and equipment."""
    (cover,) = rows("guide")
    names = [cover["name"], cover["exercise"], cover["side"], cover["sides"], *(row["name"] for row in cover["names"])]
    for kind in ("phases", "muscles", "equipment"):
        names += [row[key] for row in rows(kind) for key in ("slug", "name", "plain_name") if key in row]
    words = set(re.findall(r"[a-z]{3,}", " ".join(names).lower())) - set(COMMON.split())
    return re.compile(rf"(?<![a-z_])(?:{'|'.join(sorted({*words, *MORE}, reverse=True))})(?:s|ed|ing)?(?![a-z_])", re.I)


def rows(name: str) -> list[dict]:
    data = yaml.safe_load((CONTENT / f"{name}.yaml").read_text())
    return data if isinstance(data, list) else [data]


def found_in(text: str) -> list[str]:
    without_classes = re.sub(r'class="eyebrow"|\.kick\b', "", text)
    return words_of_this_exercise().findall(without_classes)


@pytest.fixture
def other():
    for model in reversed(MODELS):
        model.objects.all().delete()
    load_and_publish(ROOT / "tests" / "other")
    return read_model.current_guide()


def served(guide: read_model.Guide) -> list[str]:
    """At least one address of each route of the guide."""
    own = [page.url for page in site_pages(guide)]
    notes = [f"{page.url.rstrip('/')}.md" for page in site_pages(guide) if page.slug]
    return list(dict.fromkeys([*FIXED, *own, *notes, *figure_urls(guide)]))


def text_at(client, address: str, status: int = 200) -> str:
    response = client.get(address)
    assert response.status_code == status, address
    return response.content.decode()


def test_the_words_are_those_of_this_exercise():
    for word in ("kick", "Kickbacks", "glutes", "hamstrings", "hip extension", "cable", "legs", "ankle", "quadruped"):
        assert found_in(f"The {word}."), word
    assert not found_in("Start with a light dumbbell. The kickbacks_app is legible, and so is the hipster.")


def test_every_route_is_among_what_is_read(other):
    named = {resolve(address.partition("?")[0]).url_name for address in served(other)}
    assert {pattern.name for pattern in urlpatterns} - named == set()


def test_nothing_that_another_guide_serves_holds_a_word_of_this_one(client, other):
    found = {address: found_in(text_at(client, address)) for address in served(other)}
    assert {address: words for address, words in found.items() if words} == {}
    assert found_in(text_at(client, "/nope", 404)) == []
    assert found_in(text_at(client, "/routine.json?aim=x", 400)) == []


def test_pictures_of_another_guide_are_told_in_its_words(client, other):
    text = text_at(client, "/variations/standing/")
    labels = re.findall(r'aria-label="([^"]+)"', "".join(re.findall(r"<svg[^>]*>", text)))
    assert [label for label in labels if "working arm" in label]
    assert found_in(" ".join(labels)) == []


def test_steps_stand_under_the_phases_of_the_guide(client, other):
    assert [(phase.slug, phase.effort) for phase in other.phases] == [("hang", False), ("curl", True)]
    page, markdown = text_at(client, "/variations/standing/"), text_at(client, "/variations/standing.md")
    assert re.findall(r"<li>\s*<b>(.*?)</b>", page.partition('class="steps"')[2])[:2] == ["Hang", "Curl"]
    assert '"@type":"HowToStep","position":2,"name":"Curl"' in page
    assert "2. **Curl.** Bend the elbow." in markdown


def test_the_icon_and_the_picture_for_sharing_are_of_the_guide_s_name(client, other):
    assert ">C</text>" in text_at(client, "/icon.svg")
    assert "/icon.svg" in text_at(client, "/manifest.webmanifest")
    shown = re.findall(r'property="og:image" content="http://testserver(.*?)"', text_at(client, "/"))
    assert shown == ["/static/guide/icon-512.png"]


def desk_pages() -> list[str]:
    addresses = [reverse(f"admin:{name}") for name in DESK]
    for model in MODELS:
        name, row = f"admin:guide_{model._meta.model_name}", model.objects.first()
        addresses += [reverse(f"{name}_changelist")]
        addresses += [] if model.kind == "cover" else [reverse(f"{name}_add")]
        if row:
            addresses += [reverse(f"{name}_{page}", args=[row.pk]) for page in ("change", "history", "delete")]
    return addresses


def test_no_page_of_the_desk_of_another_guide_holds_a_word_of_this_one(as_publisher, other):
    shown = {address: as_publisher.get(address, follow=True) for address in desk_pages()}
    assert {address for address, response in shown.items() if response.status_code != 200} == set()
    found = {address: found_in(response.content.decode()) for address, response in shown.items()}
    assert {address: words for address, words in found.items() if words} == {}


def test_the_builder_speaks_of_what_the_other_guide_trains(client, other):
    text = text_at(client, f"/routine/?{ANSWERS}")
    assert "each arm" in text
    assert "after both arms" in text
    assert other.cover.name == "Curls"


def test_no_word_of_the_exercise_is_in_the_program():
    files = chain.from_iterable((ROOT / folder).rglob("*") for folder in ("guide", "templates", "static"))
    # Migrations tell what stored guides were like, and so name what they held.
    read = [path for path in files if path.is_file() and path.parent.name != "migrations"]
    read = [path for path in read if path.suffix not in {".pyc", ".png"}]
    found = {str(path): found_in(path.name + path.read_text()) for path in read}
    assert {path: words for path, words in found.items() if words} == {}
