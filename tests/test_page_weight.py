"""Bytes of a first visit: headers, HTML and CSS, as the page cache sends them after prerendering."""

from __future__ import annotations

import re

import brotli
import pytest
from django.contrib.staticfiles import finders
from django.core.handlers.wsgi import WSGIHandler

from guide.http.page_cache import PageCache, request_environ
from kickbacks.storage import without_comments
from tests.addresses import KINDS, ROUTINE
from tests.page_cache import FromDjango

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection"), pytest.mark.slow]
SITE = "http://testserver"
MOST = 13_000
# The full guide and all sources may be larger; routines are compressed faster while the reader waits.
HEAVY = "/routine/?aim=hypertrophy&experience=beginner&equipment=cable&equipment=band&equipment=dumbbell"
HEAVY += "&equipment=bodyweight&equipment=machine&avoid=pregnancy&avoid=balance&weeks=12"
HEAVY += "&left=12+11+10&right=12+11+10&load_used=20&unit=kg&reps_in_reserve=2&felt=fine"
SESSION = ROUTINE.replace("/?", "/session/?")
SESSION_SCRIPT = 13_000
# A routine says what each of its studies found: "why this number for me" should not be one tap away.
# A session holds the card to print too, for browsers without scripts.
ABOVE = {"/guide/": 30_000, "/sources/": 16_000, ROUTINE: 14_500, HEAVY: 14_500, SESSION: 14_500}
WITH_FIGURES = 40_000
FULL_GUIDE_WITH_FIGURES = 70_000  # it draws every variation and mistake
# Headers that the server and HTTPS add to a response.
SERVER = "server: granian\r\ndate: Mon, 23 Nov 2026 05:19:19 GMT\r\n"
SERVER += "strict-transport-security: max-age=31536000\r\nHTTP/1.1 200 OK\r\n"


@pytest.fixture(scope="module")
def page_cache(django_db_setup, django_db_blocker):
    cache = PageCache(WSGIHandler(), FromDjango(), site=SITE)
    with django_db_blocker.unblock():
        cache.prerender(FromDjango().read())
    return cache


@pytest.fixture
def weigh(page_cache):
    def weigh(address: str) -> tuple[int, str]:
        """Return the bytes of a response with headers and styles, and its text."""
        head = []
        environ = request_environ(SITE + address) | {"HTTP_ACCEPT_ENCODING": "gzip, br"}
        body = b"".join(page_cache(environ, lambda *args: head.extend(args)))
        text = (brotli.decompress(body) if ("Content-Encoding", "br") in head[1] else body).decode()
        headers = sum(len(f"{name}: {value}\r\n") for name, value in head[1]) + len(SERVER)
        scripted = re.sub("<noscript>.*?</noscript>", "", text, flags=re.DOTALL)
        sheets = re.findall(r'rel="stylesheet" href="/static/([^"]+)"', scripted)
        assert len(sheets) == ("<html" in text)
        return headers + len(body) + sum(map(sent_bytes, sheets)), text

    return weigh


@pytest.mark.parametrize("address", [*KINDS, HEAVY, SESSION])
def test_page_with_styles_stays_within_its_bytes(weigh, address):
    total, _ = weigh(address)
    assert total <= ABOVE.get(address, MOST), total


@pytest.mark.parametrize("address", [*KINDS, HEAVY])
def test_first_visit_with_figures_stays_within_its_bytes(weigh, address):
    total, text = weigh(address)
    files = set(re.findall(r'<use href="([^"#]+)#', text))
    assert bool(files) is bool(re.search('class="(figure|muscle-map)', text))
    most = FULL_GUIDE_WITH_FIGURES if address == "/guide/" else WITH_FIGURES
    assert total + sum(weigh(file)[0] for file in files) <= most


def test_scripts_of_the_session_stay_within_their_bytes(weigh):
    _, text = weigh(SESSION)
    files = re.findall(r'(?:modulepreload" href|module" src)="/static/([^"]+)"', text)
    imported = {name for path in files for name in re.findall(r'"\./(\w+\.js)"', read_file(path).decode())}
    assert {path.rpartition("/")[2] for path in files} == {*imported, "main.js"}
    assert sum(map(sent_bytes, files)) <= SESSION_SCRIPT


def sent_bytes(path: str) -> int:
    """Return the bytes as WhiteNoise sends static files: brotli at its best quality."""
    content = read_file(path)
    return len(brotli.compress(without_comments(content) if path.endswith(".js") else content))


def read_file(path: str) -> bytes:
    with open(finders.find(path), "rb") as file:
        return file.read()


@pytest.mark.parametrize(
    ("page", "names", "most"),
    [("My log", ("book", "chart", "file"), 5_000), ("the routine", ("follow_up", "log", "store", "plans"), 4_000)],
)
def test_scripts_of_the_training_log_stay_within_their_bytes(page, names, most):
    total = sum(sent_bytes(f"guide/session/{name}.js") for name in names)
    assert total <= most, total


def test_indentation_is_removed_and_spaces_in_text_kept(client):
    from guide.views.base import strip_indents

    assert b"\n  " not in client.get("/guide/form/").content
    assert strip_indents(b"<p>a\n   b</p>") == b"<p>a\nb</p>"
    assert strip_indents(b"<pre>a\n   b</pre>") == b"<pre>a\n   b</pre>"
