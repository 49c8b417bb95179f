"""Every page of the desk is valid HTML, for a strict parser and by the Nu checker's rules for forms.

The Nu checker itself, which needs Java, is run by hand (see CONTRIBUTING.md).
"""

from __future__ import annotations

import re
from collections import Counter
from xml.etree.ElementTree import Element

import html5lib
import pytest

from guide.models import Limit, Prescription, Variation
from guide.models.snapshot import MODELS
from tests.desk_addresses import ADDRESSES, address

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
CONTROLS = {"button", "fieldset", "input", "optgroup", "option", "select", "textarea"}
ITEM_PAGES = tuple(f"guide_{model._meta.model_name}_" for model in MODELS)
MOMENT = re.compile(r"\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:?\d\d))?")


@pytest.fixture
def as_superuser(client, make_user):
    client.force_login(make_user("Publishers", name="root", is_superuser=True))
    return client


def html_faults(page: str) -> list[str]:
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page)
    faults = [f"{element.tag}: {fault}" for element in tree.iter() for fault in element_faults(element)]
    ids = Counter(element.get("id") for element in tree.iter() if element.get("id"))
    return faults + [f"id {name} appears {count} times" for name, count in ids.items() if count > 1]


def element_faults(element: Element) -> list[str]:
    has_aria = any(name.startswith("aria-") for name in element.attrib)
    text = "".join(element.itertext()).strip()
    rules = {
        "a hidden input has aria-…": element.get("type") == "hidden" and has_aria,
        "disabled is for controls": "disabled" in element.attrib and element.tag not in CONTROLS,
        "no time": element.tag == "time" and not MOMENT.fullmatch(element.get("datetime", text)),
        "no label": element.tag == "option" and not text and not element.get("label"),
        "no empty option": element.tag == "select" and lacks_empty_option(element),
        "no alt": element.tag == "img" and "alt" not in element.attrib,
    }
    return [name for name, is_broken in rules.items() if is_broken]


def lacks_empty_option(select: Element) -> bool:
    first = next(select.iter("option"), None)
    is_list = "required" not in select.attrib or "multiple" in select.attrib or int(select.get("size", 1)) > 1
    return not is_list and (first is None or first.get("value", "") != "")


def page_faults(response) -> list[str]:
    is_page = response["Content-Type"].startswith("text/html") and b"<html" in response.content
    return html_faults(response.content.decode()) if is_page else []


# Lists and side pages of all kinds of items come from the same templates, so those of one kind stand for the others.
PAGES = [
    name
    for name in ADDRESSES
    if name.startswith("guide_variation_") or name.endswith("_change") or not name.startswith(ITEM_PAGES)
]


@pytest.mark.usefixtures("example_rows", "cached_status")
@pytest.mark.parametrize("name", PAGES)
def test_desk_page_is_valid(as_superuser, name):
    assert page_faults(as_superuser.get(address(name), follow=True)) == []


@pytest.mark.usefixtures("cached_status")
@pytest.mark.parametrize("model", [Limit, Prescription, Variation])
def test_form_with_errors_is_valid(as_superuser, model):
    assert page_faults(as_superuser.post(f"/admin/guide/{model._meta.model_name}/add/", {}, follow=True)) == []


@pytest.mark.parametrize(
    "html",
    [
        '<input type="hidden" aria-label="Id">',
        "<time></time>",
        '<time datetime="2026-11-30T19:45:51.834334+00:00">30 Nov</time>',
        '<select><option value=""></option></select>',
        "<select required></select>",
        '<select required><option value="4">A</option></select>',
        "<div disabled>x</div>",
        '<p id="a"></p><p id="a"></p>',
    ],
)
def test_rules_can_fail(html):
    assert html_faults(f"<!doctype html><title>x</title>{html}") != []
