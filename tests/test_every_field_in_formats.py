"""A text that is typed into any field is read in every format exactly as it was typed."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from html import unescape

import pytest
from django.test import Client

from guide.checks.text_fields import text_fields
from guide.models import Edition
from guide.models.edition import snapshot_digest
from guide.models.snapshot import KINDS, read_working_copy
from guide.pages.site_map import site_pages
from guide.read_model.guide import current_guide
from tests.markdown_readers import OTHER_PARSER, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("small_guide")]
ANSWERS = "aim=strength&experience=new&equipment=bar"
DONE = "&left=8+8+8&right=8+8+8&load_used=20&unit=kg&reps_in_reserve=2&felt=fine"
ROUTINES = [ANSWERS, f"{ANSWERS}&days=2&weeks=8", ANSWERS + DONE]
TIMES = "&days=2&on=0&on=3&start=2026-12-02&at=18:00"
LINE = "3*12 <b> _a_ & | # *x* `t` 2*15 &copy; (/leg)"
PROSE = "3*12 <style> a_b_c & | 2*15 &amp;copy; (/leg)\n\n1. one\n2. two [E1] three"
SHOWN = "3*12 <style> a_b_c & | 2*15 &copy; (/leg) 1. one 2. two three"
# Where `.txt` writes the title in capitals.
CAPITALS = ("cover.name", "variations.title")


class Typed(dict):
    """The texts by their numbers: a field, and what readers should find after “ZQ…Z”."""

    def fill(self, model, row, field):
        for name, is_prose in text_fields(model):
            limit = model._meta.get_field(name).max_length or 10_000
            text = PROSE if is_prose else LINE[: max(limit - 6, 0)].strip()
            if name not in ("terms", "dois") and limit > 12:
                self[number := 100 + len(self)] = (f"{field}.{name}", SHOWN if is_prose else text)
                row[name] = f"ZQ{number}Z {text}"

    def fill_all(self, snapshot):
        for kind, model in KINDS.items():
            for row in snapshot[kind] if kind != "synonyms" else ():
                self.fill(model, row, kind)
                for name, child in model.child_models().items():
                    for line in row.get(name) or ():
                        if isinstance(line, dict):
                            self.fill(child, line, f"{kind}.{name}")

    def wrong_in(self, text, numbered=True):
        for found in re.finditer(r"ZQ(\d{3})Z ([^\0]{,200})", " ".join(text.split())):
            field, shown = self[int(found[1])]
            shown = shown if numbered else re.sub(r"\d\. ", "", shown)
            if not found[2].startswith(shown):
                yield field, found[2][: len(shown)]


@pytest.fixture(scope="module")
def typed(small_guide):
    typed, snapshot = Typed(), deepcopy(read_working_copy())
    typed.fill_all(snapshot)
    Edition(number=Edition.objects.next_number(), snapshot=snapshot, digest=snapshot_digest(snapshot), note="x").save()
    return typed


def read(address):
    response = Client().get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def without_notes(text):
    return re.sub(r"\s*<sup>.*?</sup>|\[\^\d+\](?!:)|<(script|style|svg)\b.*?</\1>", "", text, flags=re.DOTALL)


def strings(data):
    values = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [data] if isinstance(data, str) else [text for value in values for text in strings(value)]


def test_pages_show_every_field_as_typed(typed):
    found = set()
    for page in site_pages(current_guide()):
        shown = text_of(without_notes(read(page.url)).partition("<main")[2])
        found |= set(re.findall(r"ZQ(\d+)Z", shown))
        # The list of questions shows the first paragraph of each.
        wrong = [field for field, _ in typed.wrong_in(shown, numbered=False)]
        assert set(wrong) <= ({"questions.body"} if page.name == "questions" else set()), page.url
    assert len(found) > len(typed) / 2


def test_markdown_shows_every_field_as_typed(typed):
    pages = [page.url.rstrip("/") or "/index" for page in site_pages(current_guide())]
    written = [f"{page}.md" for page in pages if page not in ("/routine", "/search")]
    for text in map(read, (*written, *(f"/routine.md?{answers}" for answers in ROUTINES))):
        # Some texts are lines of Markdown in which a list has no room.
        shown = text_of(OTHER_PARSER.render(without_notes(text))).replace("1. one 2. two", "one two")
        assert list(typed.wrong_in(shown, numbered=False)) == []


@pytest.mark.parametrize("answers", ROUTINES)
def test_routine_shows_every_field_as_typed(typed, answers):
    assert list(typed.wrong_in(text_of(without_notes(read(f"/routine/?{answers}"))), numbered=False)) == []
    card = re.findall("<main.*</main>", read(f"/routine/card/?{answers}"), re.DOTALL)[0]
    assert list(typed.wrong_in(text_of(card))) == []
    text = read(f"/routine.txt?{answers}")
    assert {field for field, _ in typed.wrong_in(text)} <= set(CAPITALS)
    assert "3*12 <B> _A_ & | # *X* `T` 2*15 &COPY;" in text
    for line in strings(json.loads(read(f"/routine.json?{answers}"))):
        if not line.startswith("<"):
            assert list(typed.wrong_in(line)) == []


def test_calendar_shows_every_field_as_typed(typed):
    text = read(f"/routine.ics?{ANSWERS}{TIMES}").replace("\r\n ", "")
    text = re.sub(r"\\([,;\\])", r"\1", text.replace(r"\n", "\n"))
    assert {field for field, _ in typed.wrong_in(text)} <= set(CAPITALS)


def test_data_of_pages_shows_every_field_as_typed(typed):
    for page in site_pages(current_guide()):
        html = read(page.url)
        texts = map(unescape, re.findall(r'<meta [^>]*content="([^"]*)"', html))
        for data in re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL):
            texts = [*texts, *strings(json.loads(data))]
        wrong = {field for text in texts for field, _ in typed.wrong_in(text)}
        assert wrong <= ({"questions.body"} if page.name in ("questions", "question") else set()), page.url
