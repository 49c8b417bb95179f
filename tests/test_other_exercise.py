"""Nothing about the exercise is in code or templates: a guide to another one shows no word of this one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from guide import reading
from guide.models.snapshot import MODELS
from tests.conftest import load_and_publish

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("forget_editions")]
ROOT = Path(__file__).resolve().parent.parent
WORDS = (
    r"kick ?back|glute|gluteus|buttock|\bhips?\b|hamstring|\blegs?\b|\bthighs?\b|pelvis|lower.body|cable|\bankles?\b"
)
PAGES = ["/", "/guide/", "/variations/", "/variations/standing/", "/questions/", "/routine/", "/sources/", "/changes/"]
PAGES += [
    "/find/",
    "/find/?q=funny+bone",
    "/find/?q=zzz",
    "/about/",
    "/guide.json",
    "/sitemap.xml",
    "/robots.txt",
    "/nope",
    "/routine/?aim=x",
]
PAGES += ["/routine/?aim=strength&experience=new&equipment=bar&days=1", "/healthz"]
PAGES += ["/changes.atom", "/index.md", "/guide.md", "/guide/start.md", "/guide/the-prescriptions.md", "/variations.md"]
PAGES += ["/variations/standing.md", "/questions.md", "/sources.md", "/changes.md", "/about.md"]
PAGES += ["/offline/", "/sw.js", "/manifest.webmanifest", "/tell/section/start/", "/tell/variation/standing/"]
PAGES += ["/routine.json?aim=strength&experience=new&equipment=bar", "/guide/start/", "/guide/the-muscles/"]
PAGES += [f"/guide/the-{name}/" for name in ("mistakes", "audiences", "prescriptions", "takeaways", "variations")]


@pytest.fixture
def other():
    for model in reversed(MODELS):
        model.objects.all().delete()
    return load_and_publish(ROOT / "tests" / "other")


@pytest.mark.parametrize("address", PAGES)
def test_no_page_of_another_guide_holds_a_word_of_this_one(client, other, address):
    response = client.get(address)
    assert response.status_code == (404 if address == "/nope" else 200)
    assert re.findall(WORDS, response.content.decode(), re.IGNORECASE) == []


def test_the_builder_speaks_of_what_the_other_guide_trains(client, other):
    text = client.get("/routine/?aim=strength&experience=new&equipment=bar").content.decode()
    assert "each arm" in text
    assert "after both arms" in text
    assert reading.current().cover.name == "Curls"


def test_no_word_of_the_exercise_is_in_the_program():
    files = [
        path for folder in ("guide", "templates", "static") for path in (ROOT / folder).rglob("*") if path.is_file()
    ]
    files = [path for path in files if path.suffix not in {".pyc", ".png"}]
    found = {str(path): re.findall(WORDS, path.name + path.read_text(), re.IGNORECASE) for path in files}
    assert {path: words for path, words in found.items() if words} == {}
