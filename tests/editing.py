"""Editors who save and publish over HTTP continuously, and record what was confirmed."""

from __future__ import annotations

import html
import itertools
import re
import threading
import urllib.request
from contextlib import suppress
from http.client import HTTPException
from urllib.parse import urlencode

from tests.serving import wait_until

QUESTIONS = "SELECT id, slug FROM guide_question ORDER BY slug"
ACCOUNT = """
from django.contrib.auth.models import Group, User
user = User.objects.create_user("ada", password="correct horse", is_staff=True)
user.groups.add(Group.objects.get(name="Publishers"))
"""
# Publishes a section's draft, and saves a question's draft, in a loop.
PROGRAM = """
from guide.models import Edition, Question, Section
from guide.editions.publishing import publish
slugs = sorted(Question.objects.values_list("slug", flat=True))
while True:
    number = Edition.objects.next_number()
    slug = slugs[number % len(slugs)]
    Section.objects.filter(slug="form").update(title=f"Draft {number}")
    Question.objects.filter(slug=slug).update(title=f"What is note {number}?")
    print("saved", number, slug, flush=True)
    publish(by="tests", note=f"Publication {number}.", only=[("sections", "form")])
    print("published", number, flush=True)
"""


class Editor(threading.Thread):
    def __init__(self, address, rows):
        """`rows` holds id and slug of the questions that only this editor changes."""
        super().__init__(daemon=True)
        self._address, self._rows, self.enough = address, rows, threading.Event()
        self._opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        self.saved, self.published = {}, []
        assert "login" not in self._submit("/admin/login/", username="ada", password="correct horse")

    def run(self):
        for number, (row, slug) in zip(itertools.count(1), itertools.cycle(self._rows)):
            if self.enough.wait(0.02):
                return
            # If the connection breaks, the write is unconfirmed and may or may not be stored.
            with suppress(OSError, HTTPException):
                self._save_and_publish(row, slug, number)

    def wait_for_publication(self):
        """Wait for one more publication."""
        done = len(self.published)
        wait_until(lambda: len(self.published) > done)

    def _save_and_publish(self, row, slug, number):
        title = f"What is note {number} on {slug}?"
        if self._submit(f"/admin/guide/question/{row}/change/", title=title, _save="x").endswith("/question/"):
            self.saved[slug] = title
        publication = {"note": title, "only": f"questions/{slug}", "warnings_confirmed": "on"}
        if self._submit("/admin/guide/edition/publish/", **publication).endswith("/edition/"):
            self.published.append((slug, title))

    def _submit(self, path, **changes):
        """Fill in and send the form at an address; return the address of the response."""
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


def check_confirmed_writes(database, editors):
    """Check that every confirmed save and publication is stored, and that every edition is complete."""
    saved = {slug: title for editor in editors for slug, title in list(editor.saved.items())}
    published = [title for editor in editors for _, title in list(editor.published)]
    editions = database.editions()
    assert list(editions) == list(range(1, len(editions) + 1))
    titles = dict(database.query("SELECT slug, title FROM guide_question"))
    assert {slug: title for slug, title in saved.items() if number_in(titles[slug]) < number_in(title)} == {}
    notes = {note for (note,) in database.query("SELECT note FROM guide_edition")}
    assert set(published) - notes == set()
    assert database.query(NOT_IN_ITS_EDITION) == []


NOT_IN_ITS_EDITION = """
SELECT note FROM guide_edition WHERE note LIKE 'What is note%' AND CAST(snapshot AS text) NOT LIKE '%"' || note || '"%'
"""
