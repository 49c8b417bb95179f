"""Slow, broken or hostile HTTP clients do not block readers."""

from __future__ import annotations

import random
import socket
import time
from contextlib import ExitStack, suppress

import pytest

from tests.databases import new_database
from tests.serving import Server

pytestmark = pytest.mark.slow

CLIENTS = 200
HEAD = b"GET /guide/ HTTP/1.1\r\nHost: 127.0.0.1\r\n"
FORM = b"Host: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 90\r\n\r\n"
POST = b"POST /feedback/section/form/ HTTP/1.1\r\n" + FORM + b"verdict="
TOKEN = b"Cookie: csrftoken=" + b"a" * 32 + b"\r\n"
LOGIN = b"POST /admin/login/ HTTP/1.1\r\n" + TOKEN + FORM + b"username="
DICE = random.Random(20261125)
BEGUN = {
    "nothing": b"",
    "half a request": HEAD,
    "half a body": POST,
    "half a login": LOGIN,
    "a request, and reads no answer": (HEAD + b"\r\n") * 50,
    "no HTTP": DICE.randbytes(4000),
    "nonsense after a request": HEAD + b"\r\n" + DICE.randbytes(4000),
    "a header without an end": HEAD + b"X: " + b"a" * 2_000_000,
    "a thousand headers": HEAD + b"".join(b"X-%d: a\r\n" % number for number in range(1000)) + b"\r\n",
    "2 lengths": POST.replace(b"\r\n\r\n", b"\r\nContent-Length: 5\r\n\r\n"),
    "a length and pieces": POST.replace(b"\r\n\r\n", b"\r\nTransfer-Encoding: chunked\r\n\r\n"),
    "a piece of no length": POST.replace(b"Content-Length: 90\r\n\r\n", b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
    "a version that is none": b"GET / HTTP/9.9\r\n\r\n",
}


@pytest.fixture(scope="module")
def server(template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("server")
    with new_database(folder, template) as database, Server(database, folder) as server:
        yield server
        server.stop()


def connect_and_send(server, sent):
    client = socket.create_connection(("127.0.0.1", server.port), timeout=5)
    client.setblocking(False)
    with suppress(OSError):  # the server may have closed the connection already
        client.send(sent)
    return client


@pytest.mark.parametrize("sent", BEGUN.values(), ids=BEGUN)
def test_malformed_clients_do_not_block_readers(server, sent):
    with ExitStack() as stack:
        for _ in range(CLIENTS):
            stack.enter_context(connect_and_send(server, sent))
        time.sleep(0.1)
        for path in ("/", "/guide/", "/routine/?aim=strength", "/search/?q=knee", "/healthz"):
            assert server.read(path)[1]
    assert server.read("/")[1]
    assert "Traceback" not in server.log
    assert server.process.poll() is None
