from __future__ import annotations

import io
import threading

import pytest

from kickbacks.body_limit import MAX_BYTES, BodyLimit


class UnreadBody(io.BytesIO):
    def read(self, *args):
        raise AssertionError("read a body that should have been refused")


def status_of(app, **environ):
    statuses = []
    list(
        app(
            {"REQUEST_METHOD": "POST", "wsgi.input": UnreadBody()} | environ,
            lambda status, headers: statuses.append(status),
        )
    )
    return statuses[0]


def answer(environ, start_response):
    start_response("200 OK", [])
    return []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, "200 OK"),
        ({"CONTENT_LENGTH": ""}, "200 OK"),
        ({"CONTENT_LENGTH": str(MAX_BYTES)}, "200 OK"),
        ({"CONTENT_LENGTH": str(MAX_BYTES + 1)}, "413 Content Too Large"),
        ({"HTTP_TRANSFER_ENCODING": "chunked"}, "411 Length Required"),
        ({"HTTP_TRANSFER_ENCODING": "chunked", "REQUEST_METHOD": "GET"}, "200 OK"),
    ],
)
def test_bodies_of_unknown_or_large_size_are_refused_unread(headers, status):
    assert status_of(BodyLimit(answer, 1), **headers) == status


def test_bodies_beyond_the_limit_are_refused_until_one_ends():
    entered, leave = threading.Event(), threading.Event()

    def slow(environ, start_response):
        entered.set()
        leave.wait(10)
        return answer(environ, start_response)

    app = BodyLimit(slow, 1)
    thread = threading.Thread(target=status_of, args=(app,))
    thread.start()
    entered.wait(10)
    assert status_of(app) == "503 Service Unavailable"
    leave.set()
    thread.join()
    assert status_of(app) == "200 OK"
