"""Request logs: useful fields, and nothing private."""

from __future__ import annotations

import gc
import io
import json
import logging
import re
import tracemalloc
from io import BytesIO

import pytest
from django.core.handlers.wsgi import WSGIHandler

from guide.http.page_cache import PageCache, close_body, request_environ
from guide.models import preview_link
from guide.views import pages
from kickbacks.logs import MessageFormatter, RequestLog, request_logger
from tests.page_cache import FromDjango

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]


@pytest.fixture
def send():
    """Send a request through the whole application; return the response and its log lines."""
    handler = request_logger.handlers[0]
    before = handler.setStream(io.StringIO())
    app = RequestLog(PageCache(WSGIHandler(), FromDjango(), site="http://testserver"))

    def send(path, **environ):
        body = app(
            request_environ(f"http://testserver{path}") | {"REMOTE_ADDR": "192.0.2.7"} | environ, lambda *head: None
        )
        content = b"".join(body)
        close_body(body)
        (line,) = handler.stream.getvalue().splitlines()
        handler.setStream(io.StringIO())
        return content.decode(), json.loads(line)

    yield send
    handler.setStream(before)


def test_log_tells_rendered_from_cached_pages(send):
    _, rendered = send("/guide/form/")
    _, cached = send("/guide/form/")
    assert set(rendered) == {"time", "method", "path", "status", "edition", "ms", "outcome"}
    assert (rendered["method"], rendered["path"], rendered["status"], rendered["outcome"]) == (
        "GET",
        "/guide/form/",
        200,
        "rendered",
    )
    assert cached["outcome"] == "cached"
    assert cached["edition"] == rendered["edition"] != ""
    assert cached["ms"] >= 0


def test_log_of_a_304_names_the_edition(send):
    send("/guide/form/")
    _, line = send("/guide/form/", HTTP_IF_NONE_MATCH="*")
    assert (line["status"], line["outcome"]) == (304, "304")
    assert line["edition"]


@pytest.mark.parametrize("path", ["/search/?q=sore+knee", "/routine/?aim=hypertrophy&sore=knee", "/nope?q=sore"])
def test_log_holds_no_query_and_no_address(send, path):
    _, line = send(path)
    assert "sore" not in json.dumps(line)
    assert "192.0.2.7" not in json.dumps(line)


def test_log_holds_no_signed_link(send):
    for method in ("GET", "POST"):
        _, line = send("/preview/shared/very-secret-token/guide/", REQUEST_METHOD=method)
        assert "very-secret-token" not in json.dumps(line)
        assert line["path"] == "preview/shared/<str:token>/<path:rest>"
    _, line = send("/preview/shared/very-secret-token")
    assert (line["status"], line["path"]) == (301, "/preview/shared/…")


def test_error_log_holds_no_signed_link(send, monkeypatch, caplog):
    monkeypatch.setattr(preview_link, "signer", lambda: 1 / 0)
    _, line = send("/preview/shared/very-secret-token/guide/")
    assert line["status"] == 500
    written = [MessageFormatter().format(record) for record in caplog.records]
    assert any("ZeroDivisionError" in entry for entry in written)
    assert not any("very-secret-token" in entry for entry in written)


def test_log_of_a_refused_form_holds_no_referrer(send, caplog):
    secure = {"wsgi.url_scheme": "https", "HTTP_REFERER": "https://other.example/?q=sore+knee"}
    _, line = send("/admin/login/", REQUEST_METHOD="POST", **secure)
    assert line["status"] == 403
    assert "sore" not in caplog.text


@pytest.mark.parametrize(
    ("length", "body"),
    [(None, b"a=1&" * 1_100), (3 << 20, b"a" * (3 << 20)), (None, b"%00=%00&" * 2_000)],
)
def test_oversized_form_leaves_no_trace_in_the_log(send, caplog, length, body):
    form = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": "application/x-www-form-urlencoded"}
    form |= {"HTTP_COOKIE": "csrftoken=" + "a" * 32}
    _, line = send("/admin/login/", **form, CONTENT_LENGTH=str(length or len(body)), **{"wsgi.input": BytesIO(body)})
    assert line["status"] == 400
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


def test_oversized_query_leaves_no_trace_in_the_log(send, caplog):
    _, line = send("/admin/login/?" + "a=1&" * 1_100)
    assert line["status"] == 400
    assert [record for record in caplog.records if record.levelno > logging.INFO] == []


@pytest.mark.parametrize("path", ['/"}\n{"a": "', "/" + "\xff" * 3, "/" + "a" * 5000])
def test_hostile_path_stays_one_short_line(send, path):
    _, line = send("/", PATH_INFO=path)
    assert len(line["path"]) <= 200
    assert line["status"] == 404


def test_long_addresses_and_headers_are_not_retained(send):
    send("/about/")
    tracemalloc.start()
    for number in range(100):
        long = f"/{number}" + "a" * 60_000
        send("/nope", PATH_INFO=long)
        send("/about/", HTTP_ACCEPT_ENCODING=long)
    gc.collect()  # what is retained counts, not what waits to be collected
    held = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert held < 4_000_000


def test_error_page_shows_the_id_of_the_traceback(send, monkeypatch, caplog):
    monkeypatch.setattr(pages, "render_page", lambda *args, **kwargs: 1 / 0)
    page, line = send("/about/")
    shown = re.search("<code>([0-9a-f]{8})</code>", page)[1]
    assert (line["status"], line["outcome"], line["error"]) == (500, "error", shown)
    written = [json.loads(MessageFormatter().format(record)) for record in caplog.records]
    assert [entry["error"] for entry in written if "ZeroDivisionError" in entry.get("trace", "")] == [shown]


def test_log_record_is_one_json_object_per_line():
    record = logging.LogRecord("guide", logging.WARNING, "", 1, "two\nlines of %s", ("text",), None)
    line = MessageFormatter().format(record)
    assert "\n" not in line
    assert json.loads(line)["message"] == "two\nlines of text"
