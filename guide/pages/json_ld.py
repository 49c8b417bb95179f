"""What a page says, as schema.org data (JSON-LD). Every word of it stands on the page too."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString, mark_safe

from guide.pages.site_map import Page
from guide.read_model.guide import Guide

JsonLd = dict[str, Any]
ESCAPES = {ord(mark): f"\\u{ord(mark):04X}" for mark in "<>&\u2028\u2029"}
PARENTS = {"section": ("Guide", "whole"), "variation": ("Variations", "variations")}
PARENTS["question"] = ("Questions", "questions")
"""The page above one, by the name that it has in the navigation."""


def json_ld_script(data: JsonLd) -> SafeString:
    """A block of data that no text in it can end: what could is written as an escape of JSON."""
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(escaped_json(data)))


def escaped_json(data: JsonLd) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)


def page_json_ld(guide: Guide, page: Page, site: str, picture: str) -> JsonLd:
    """The page as data; `site` is the address that its own addresses begin with."""
    graph = [_subject(guide, page, site, picture)] if page.name in SUBJECTS else []
    part = guide.find(f"{page.name}s", page.slug) if page.slug else None
    if reviewed_on := getattr(part, "reviewed_on", None):
        graph.append(_reviewed(guide, page, site, reviewed_on))
    if page.name != "home":
        graph.append(_breadcrumbs(guide, page, site))
    return {"@context": "https://schema.org", "@graph": graph}


def _subject(guide: Guide, page: Page, site: str, picture: str) -> JsonLd:
    kind, more = SUBJECTS[page.name]
    return {"@type": kind, "@id": site + page.url, "inLanguage": "en-GB"} | more(guide, page, site, picture)


def _site(guide: Guide, page: Page, site: str, picture: str) -> JsonLd:
    return {"name": guide.cover.name, "description": html_to_text(guide.cover.standfirst), "url": site + page.url}


def _article(guide: Guide, page: Page, site: str, picture: str) -> JsonLd:
    publisher = {"@type": "Organization", "name": guide.cover.name, "url": site + guide.url("home")}
    data = {
        "headline": page.title,
        "description": page.summary,
        "image": picture,
        "mainEntityOfPage": site + page.url,
    }
    updated = {"dateModified": guide.edition.updated.isoformat()} if guide.edition.updated else {}
    return data | updated | {"author": publisher, "publisher": publisher}


def _how_to(guide: Guide, page: Page, site: str, picture: str) -> JsonLd:
    variation = guide.find("variations", page.slug)
    return {
        "name": page.title,
        "description": page.summary,
        "image": picture,
        "tool": [{"@type": "HowToTool", "name": variation.equipment.name}],
        "step": [
            {"@type": "HowToStep", "position": index, "name": step.phase.name, "text": html_to_text(step.text)}
            for index, step in enumerate(variation.steps, 1)
        ],
    }


def _reviewed(guide: Guide, page: Page, site: str, day: date) -> JsonLd:
    """The page itself: schema.org knows a review of a page, and none of an article or of steps."""
    by = {"@type": "Organization", "name": guide.cover.name}
    return {"@type": "WebPage", "@id": site + page.url + "#page", "lastReviewed": day.isoformat(), "reviewedBy": by}


def _questions(guide: Guide, page: Page, site: str, picture: str) -> JsonLd:
    return {"mainEntity": [_question_and_answer(question.title, question.body.lead) for question in guide.questions]}


def _question(guide: Guide, page: Page, site: str, picture: str) -> JsonLd:
    question = guide.find("questions", page.slug)
    return {"mainEntity": [_question_and_answer(question.title, question.body)]}


def _question_and_answer(title: str, answer: str) -> JsonLd:
    return {"@type": "Question", "name": title, "acceptedAnswer": {"@type": "Answer", "text": html_to_text(answer)}}


def _breadcrumbs(guide: Guide, page: Page, site: str) -> JsonLd:
    trail = [(guide.cover.name, guide.url("home"))]
    if page.name in PARENTS:
        label, route = PARENTS[page.name]
        trail.append((label, guide.url(route)))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": index, "name": name, "item": site + url}
            for index, (name, url) in enumerate([*trail, (page.title, page.url)], 1)
        ],
    }


def html_to_text(html: str) -> str:
    """The words of rendered prose on one line, as a reader sees them."""
    plain = unescape(strip_tags(re.sub(r"</(p|li|h\d|tr|dt|dd)>", " ", html)))
    return " ".join(plain.split())


SUBJECTS: dict[str, tuple[str, Callable[..., JsonLd]]] = {
    "home": ("WebSite", _site),
    "section": ("Article", _article),
    "variation": ("HowTo", _how_to),
    "questions": ("FAQPage", _questions),
    "question": ("FAQPage", _question),
}
