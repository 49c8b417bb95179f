"""Pages as schema.org data (JSON-LD). All of its text is on the page too."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from guide.pages.site_map import Page, html_to_text
from guide.read_model.guide import Guide

JsonLd = dict[str, Any]
ESCAPES = {ord(mark): f"\\u{ord(mark):04X}" for mark in "<>&\u2028\u2029"}
# The parent page in the navigation: its label and its route.
PARENTS = {
    "section": ("Guide", "whole"),
    "variation": ("Variations", "variations"),
    "question": ("Questions", "questions"),
}


def json_ld_script(data: JsonLd) -> SafeString:
    """Return the data as a `<script>` block. Characters that could end it are escaped."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))


def page_json_ld(guide: Guide, page: Page, site: str, picture: str, modified: datetime | None) -> JsonLd:
    """Return the data of a page. `site` is the start of each address, such as `https://guide.example`."""
    graph = [_subject(guide, page, site, picture)] if page.name in SUBJECTS else []
    if modified and page.slug and graph:
        graph[0]["dateModified"] = modified.isoformat()
    part = guide.find(f"{page.name}s", page.slug) if page.slug else None
    if reviewed_on := getattr(part, "reviewed_on", None):
        graph.append(_reviewed(guide, page, site, reviewed_on))
    if page.name != "home":
        graph.append(_breadcrumbs(guide, page, site))
    return {"@context": "https://schema.org", "@graph": graph}


def _subject(guide: Guide, page: Page, site: str, picture: str) -> JsonLd:
    type_name, properties = SUBJECTS[page.name]
    shared = {"@type": type_name, "@id": site + page.url, "inLanguage": "en-GB"}
    return shared | properties(guide, page, site, picture)


def _site(guide: Guide, page: Page, site: str, picture: str) -> JsonLd:
    return {"name": guide.cover.name, "description": html_to_text(guide.cover.standfirst), "url": site + page.url}


def _article(guide: Guide, page: Page, site: str, picture: str) -> JsonLd:
    publisher = {"@type": "Organization", "name": guide.cover.name, "url": site + guide.url("home")}
    return {
        "headline": page.title,
        "description": page.summary,
        "image": picture,
        "mainEntityOfPage": site + page.url,
        "author": publisher,
        "publisher": publisher,
    }


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
    # In schema.org, only a WebPage can have a review, not an Article or a HowTo.
    by = {"@type": "Organization", "name": guide.cover.name}
    return {"@type": "WebPage", "@id": site + page.url + "#page", "lastReviewed": day.isoformat(), "reviewedBy": by}


def _questions(guide: Guide, page: Page, site: str, picture: str) -> JsonLd:
    # The page answers the first topic in full. All other questions have their data on pages of their own.
    first = [question for question in guide.questions if question.topic == guide.questions[0].topic]
    return {"mainEntity": [_question_and_answer(question.title, question.body.lead) for question in first]}


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


SUBJECTS: dict[str, tuple[str, Callable[..., JsonLd]]] = {
    "home": ("WebSite", _site),
    "section": ("Article", _article),
    "variation": ("HowTo", _how_to),
    "questions": ("FAQPage", _questions),
    "question": ("FAQPage", _question),
}
