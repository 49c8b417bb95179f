"""What is written down of a request: what helps, and nothing about who asked for what."""

from __future__ import annotations

import io
import json
import logging
import re
import tracemalloc

import pytest
from django.core.handlers.wsgi import WSGIHandler

from guide.http.page_cache import PageCache, close_body, request_environ
from guide.models import Edition, preview_link
from guide.views import pages
from kickbacks.logs import MessageFormatter, RequestLog, requests

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]


class FromDjango:
    def read(self):
        return Edition.objects.live().values_list("number", "digest").first()


@pytest.fixture
def ask():
    """Sends a request through everything; gives the answer and what was written of it."""
    handler = requests.handlers[0]
    before = handler.setStream(io.StringIO())
    app = RequestLog(PageCache(WSGIHandler(), FromDjango(), site="http://testserver"))

    def ask(path, **environ):
        body = app(
            request_environ(f"http://testserver{path}") | {"REMOTE_ADDR": "192.0.2.7"} | environ, lambda *head: None
        )
        content = b"".join(body)
        close_body(body)
        (line,) = handler.stream.getvalue().splitlines()
        handler.setStream(io.StringIO())
        return content.decode(), json.loads(line)

    yield ask
    handler.setStream(before)


def test_a_page_is_made_once_and_then_kept(ask):
    _, made = ask("/guide/form/")
    _, kept = ask("/guide/form/")
    assert set(made) == {"time", "method", "path", "status", "edition", "ms", "outcome"}
    assert (made["method"], made["path"], made["status"], made["outcome"]) == ("GET", "/guide/form/", 200, "made")
    assert kept["outcome"] == "kept"
    assert kept["edition"] == made["edition"] != ""
    assert kept["ms"] >= 0


def test_a_304_says_of_which_edition(ask):
    ask("/guide/form/")
    _, line = ask("/guide/form/", HTTP_IF_NONE_MATCH="*")
    assert (line["status"], line["outcome"]) == (304, "304")
    assert line["edition"]


@pytest.mark.parametrize("path", ["/search/?q=sore+knee", "/routine/?aim=hypertrophy&sore=knee", "/nope?q=sore"])
def test_no_line_holds_a_query_or_an_address(ask, path):
    _, line = ask(path)
    assert "sore" not in json.dumps(line)
    assert "192.0.2.7" not in json.dumps(line)


def test_a_signed_link_is_no_part_of_a_line(ask):
    for method in ("GET", "POST"):
        _, line = ask("/preview/shared/very-secret-token/guide/", REQUEST_METHOD=method)
        assert "very-secret-token" not in json.dumps(line)
        assert line["path"] == "preview/shared/<str:token>/<path:rest>"
    _, line = ask("/preview/shared/very-secret-token")
    assert (line["status"], line["path"]) == (301, "/preview/shared/…")


def test_a_fault_behind_a_signed_link_writes_no_link(ask, monkeypatch, caplog):
    monkeypatch.setattr(preview_link, "signer", lambda: 1 / 0)
    _, line = ask("/preview/shared/very-secret-token/guide/")
    assert line["status"] == 500
    written = [MessageFormatter().format(record) for record in caplog.records]
    assert any("ZeroDivisionError" in entry for entry in written)
    assert not any("very-secret-token" in entry for entry in written)


def test_nothing_is_written_of_where_a_refused_form_came_from(ask, caplog):
    secure = {"wsgi.url_scheme": "https", "HTTP_REFERER": "https://other.example/?q=sore+knee"}
    _, line = ask("/admin/login/", REQUEST_METHOD="POST", **secure)
    assert line["status"] == 403
    assert "sore" not in caplog.text


@pytest.mark.parametrize("path", ['/"}\n{"a": "', "/" + "\xff" * 3, "/" + "a" * 5000])
def test_a_hostile_path_stays_one_short_line(ask, path):
    _, line = ask("/", PATH_INFO=path)
    assert len(line["path"]) <= 200
    assert line["status"] == 404


def test_long_addresses_and_headers_stay_in_no_memory(ask):
    ask("/about/")
    tracemalloc.start()
    for number in range(100):
        long = f"/{number}" + "a" * 60_000
        ask("/nope", PATH_INFO=long)
        ask("/about/", HTTP_ACCEPT_ENCODING=long)
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held < 4_000_000


def test_an_error_shows_an_id_that_the_log_has_with_the_trace(ask, monkeypatch, caplog):
    monkeypatch.setattr(pages, "render_page", lambda *args, **kwargs: 1 / 0)
    page, line = ask("/about/")
    shown = re.search("<code>([0-9a-f]{8})</code>", page)[1]
    assert (line["status"], line["outcome"], line["error"]) == (500, "error", shown)
    written = [json.loads(MessageFormatter().format(record)) for record in caplog.records]
    assert [entry["error"] for entry in written if "ZeroDivisionError" in entry.get("trace", "")] == [shown]


def test_a_line_of_the_program_is_one_object_on_one_line():
    record = logging.LogRecord("guide", logging.WARNING, "", 1, "two\nlines of %s", ("text",), None)
    line = MessageFormatter().format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == "two\nlines of text"
