"""Hostile texts in every field, in every format but HTML pages, each read by a parser of its own.

Pages are opened in `browser/test_hostile_texts.py`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from xml.etree import ElementTree

import html5lib
import pytest
from django.db import models
from icalendar import Calendar

from guide.models import Edition, Report
from guide.read_model import guide as read_model
from guide.text import markdown
from tests.hostile import ALL
from tests.hostile_fields import (
    FIGURE_NAMES,
    GENERATED,
    OTHERS,
    PARTS,
    publish_hostile_texts,
    refused_texts,
    store_hostile_texts,
    text_fields,
)

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ANSWER = "aim=hypertrophy&experience=intermediate&equipment=cable&days=2"
WHEN = "on=0&on=3&start=2026-12-02&at=18:30"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def hostile_edition(db):
    publish_hostile_texts()


def test_more_than_100_distinct_hostile_texts():
    assert len(ALL) == len(set(ALL)) > 100


@pytest.mark.parametrize("model", [*PARTS, *OTHERS], ids=lambda model: model.__name__)
def test_restricted_fields_refuse_hostile_texts(model):
    tried = {field.name for field in text_fields(model)}
    for field in model._meta.concrete_fields:
        text = isinstance(field, models.CharField | models.TextField) and field.editable
        if text and field.name not in {*tried, *FIGURE_NAMES, *GENERATED}:
            assert len(refused_texts(field)) == len(ALL), field


@pytest.mark.parametrize("text", ALL)
def test_prose_keeps_safe_elements_and_addresses_only(text):
    """Each text by itself, since some hide what comes after them."""
    for wrapped in (text, f"# {text}", f"- {text}\n\n> {text}", f"| a |\n|---|\n| {text} |"):
        html = markdown.render_markdown(
            wrapped, markdown.LinkResolver({"section:form": "/guide/form/"}, {}), prefix="x"
        )
        for element in html5lib.parseFragment(html, namespaceHTMLElements=False).iter():
            if element.tag == "DOCUMENT_FRAGMENT":
                continue
            assert element.tag in markdown.TAGS
            assert set(element.attrib) <= markdown.ATTRIBUTES.get(element.tag, set()) | {"aria-label"}
            assert scheme_of(element.get("href", "")) in {"", "http", "https", "mailto"}


def scheme_of(address):
    """Return the scheme as a browser reads it, ignoring leading spaces, controls, line ends and tabs."""
    found = re.match("([a-z][a-z0-9+.-]*):", re.sub("[\t\n\r]", "", address).lstrip("".join(map(chr, range(33)))), re.I)
    return found[1].lower() if found else ""


@pytest.mark.parametrize("path", ["/changes.atom", "/sitemap.xml"])
def test_xml_stays_well_formed_without_injected_elements(client, hostile_edition, path):
    response = client.get(path)
    names = {element.tag.rpartition("}")[2] for element in ElementTree.fromstring(response.content).iter()}
    own = {"feed", "entry", "title", "subtitle", "id", "updated", "published", "link", "author", "name", "summary"}
    own |= {"content"}
    assert names <= own | {"urlset", "url", "loc", "lastmod", "rights", "generator", "icon", "logo"}
    for link in ElementTree.fromstring(response.content).iter(f"{ATOM}link"):
        assert link.get("href").startswith("http://testserver/")


def test_drawings_stay_well_formed_without_scripts(client, hostile_edition):
    guide = read_model.current_guide()
    files = {
        picture.file.partition("#")[0] for part in (*guide.variations, *guide.mistakes) for picture in part.pictures
    }
    assert len(files) >= 10
    for file in files:
        for element in ElementTree.fromstring(client.get(file).content).iter():
            assert element.tag.rpartition("}")[2] not in {"script", "foreignObject", "a", "use", "image", "style"}
            assert [name for name in element.attrib if name.startswith("on") or "href" in name] == []


@pytest.mark.parametrize("path", ["/", "/guide/form/", "/variations/cable/", "/questions/", "/questions/how-high/"])
def test_page_data_is_one_valid_script(client, hostile_edition, path):
    page = client.get(path).content.decode()
    blocks = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert len(blocks) == 1
    assert "alert" in json.dumps(json.loads(blocks[0]))
    assert not set("<>&") & set(blocks[0])


@pytest.mark.parametrize("path", ["/guide.json", f"/routine.json?{ANSWER}", "/manifest.webmanifest", "/sw.js"])
def test_json_is_valid_and_has_its_content_type(client, hostile_edition, path):
    response = client.get(path)
    assert response["Content-Type"].partition(";")[0] not in {"text/html", "text/xml", "image/svg+xml"}
    assert response["X-Content-Type-Options"] == "nosniff"
    text = response.content.decode()
    json.loads(re.match(r"const PRECACHE = (.*);\n", text)[1] if path == "/sw.js" else text)


def test_calendar_has_no_injected_line(client, hostile_edition):
    content = client.get(f"/routine.ics?{ANSWER}&{WHEN}").content
    names = {component.name for component in Calendar.from_ical(content).walk()}
    assert names <= {"VCALENDAR", "VEVENT"}
    lines = re.sub(rb"\r\n ", b"", content).split(b"\r\n")
    assert [line for line in lines if line and not re.match(rb"[A-Z-]+[:;]", line)] == []
    assert not [line for line in lines if line.startswith((b"ACTION", b"Set-Cookie", b"ATTACH"))]


def test_csv_contains_no_formulas(as_editor, hostile_edition):
    for text in ALL:
        Report.objects.create(kind="section", slug="form", edition_id=1, verdict="wrong", text=text)
    store_hostile_texts()
    for path in ("/admin/guide/report/export/", "/admin/audit-log.csv"):
        rows = list(csv.reader(io.StringIO(as_editor.get(path).content.decode("utf-8-sig"))))
        assert len(rows) > 1
        assert [
            cell for row in rows for cell in row if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))
        ] == []


def test_no_response_has_an_injected_header(client, hostile_edition):
    for path in ("/", "/guide/form.md", f"/routine.ics?{ANSWER}&{WHEN}", f"/routine.txt?{ANSWER}", "/changes.atom"):
        response = client.get(path)
        assert response.status_code == 200
        assert "Set-Cookie" not in response
        assert "alert" not in str(response.headers)


def test_texts_are_shown(client, hostile_edition):
    assert Edition.objects.first().number == 2
    assert b"&lt;ScRiPt/x&gt;" in client.get("/guide/form/").content
