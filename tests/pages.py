"""Requests and text of readers' pages, for tests."""

from __future__ import annotations

import json
import re

GOOD = "aim=hypertrophy&experience=intermediate&equipment=cable"
HTMX = {"hx-request": "true"}


def text_of(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def structured_data(html: str) -> list[dict]:
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    return json.loads(data)["@graph"]
