"""Requests and text of readers' pages, for tests."""

from __future__ import annotations

import re

GOOD = "aim=hypertrophy&experience=intermediate&equipment=cable"
HTMX = {"hx-request": "true"}


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))
