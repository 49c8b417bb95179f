"""Editors who save and publish over HTTP without a pause, and note what they were told was done."""

from __future__ import annotations

import html
import itertools
import re
import threading
import urllib.request
from contextlib import suppress
from http.client import HTTPException
from urllib.parse import urlencode

from tests.serving import until

QUESTIONS = "SELECT id, slug FROM guide_question ORDER BY slug"
ACCOUNT = """
from django.contrib.auth.models import Group, User
user = User.objects.create_user("ada", password="correct horse", is_staff=True)
user.groups.add(Group.objects.get(name="Publishers"))
"""


class Editor(threading.Thread):
    def __init__(self, address, rows):
        """`rows` are the questions that are this editor's alone: number and short name."""
        super().__init__(daemon=True)
        self._address, self._rows, self.enough = address, rows, threading.Event()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        self.saved, self.published = {}, []
        assert "login" not in self._send("/admin/login/", username="ada", password="correct horse")

    def run(self):
        for number, (row, slug) in zip(itertools.count(1), itertools.cycle(self._rows)):
            if self.enough.wait(0.02):
                return
            # Where the connection ends, nobody has said that it was done: it may be or not.
            with suppress(OSError, HTTPException):
                self._save_and_publish(row, slug, number)

    def goes_on(self):
        """Wait for one more publication."""
        done = len(self.published)
        until(lambda: len(self.published) > done)

    def _save_and_publish(self, row, slug, number):
        title = f"What is note {number} on {slug}?"
        if self._send(f"/admin/guide/question/{row}/change/", title=title, _save="x").endswith("/question/"):
            self.saved[slug] = title
        publication = {"note": title, "weight": "minor", "only": f"questions/{slug}", "warnings_confirmed": "on"}
        if self._send("/admin/guide/edition/publish/", **publication).endswith("/edition/"):
            self.published.append((slug, title))

    def _send(self, path, **changes):
        """Fill in the form at an address and send it. The address that follows."""
        with self._opener.open(self._address + path, timeout=10) as page:
            data = fields_of(page.read().decode()) | changes
        with self._opener.open(self._address + path, urlencode(data).encode(), timeout=10) as answer:
            answer.read()
            return answer.url


def fields_of(page):
    found = dict(re.findall(r'<input type="(?:hidden|text|number)" name="([^"]+)" value="([^"]*)"', page))
    found |= dict(re.findall(r'<textarea name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL))
    return {name: html.unescape(value) for name, value in found.items()}


def number_in(title):
    return int("".join(filter(str.isdigit, title)) or 0)


def check_all_there(database, editors):
    """Every save and every publication that was told is there, and no edition is half."""
    told = {slug: title for editor in editors for slug, title in list(editor.saved.items())}
    published = [title for editor in editors for _, title in list(editor.published)]
    editions = database.editions()
    assert list(editions) == list(range(1, len(editions) + 1))
    titles = dict(database.ask("SELECT slug, title FROM guide_question"))
    assert {slug: title for slug, title in told.items() if number_in(titles[slug]) < number_in(title)} == {}
    notes = {note for (note,) in database.ask("SELECT note FROM guide_edition")}
    assert set(published) - notes == set()
    assert database.ask(NOT_IN_ITS_EDITION) == []


NOT_IN_ITS_EDITION = """
SELECT note FROM guide_edition WHERE note LIKE 'What is note%' AND CAST(snapshot AS text) NOT LIKE '%"' || note || '"%'
"""
