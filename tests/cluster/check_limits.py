"""Clients that stall behind the shipped Varnish and nginx hold up neither readers nor editors."""

from __future__ import annotations

import socket
from contextlib import ExitStack, suppress

import pytest

from tests.cluster.machines import NGINX, VARNISH, A, B
from tests.serving import send_login

CACHES = [VARNISH, NGINX]
CLIENTS = 60  # for two nodes with 8 threads each
HEAD = b"POST /admin/login/ HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/x-www-form-urlencoded\r\n"
STALLED = {
    "half a body": HEAD + b"Content-Length: 90\r\n\r\nusername=",
    "half a chunk": HEAD + b"Transfer-Encoding: chunked\r\n\r\n90\r\nusername=",
}


def connect(stack, port, sent):
    client = stack.enter_context(socket.create_connection(("127.0.0.1", port), timeout=20))
    client.sendall(sent)
    return client


@pytest.mark.parametrize("sent", STALLED.values(), ids=STALLED)
@pytest.mark.parametrize("port", CACHES)
@pytest.mark.usefixtures("cluster")
def test_stalled_bodies_do_not_reach_the_nodes(port, sent):
    with ExitStack() as stack:
        clients = [connect(stack, port, sent) for _ in range(CLIENTS)]
        for _ in range(4):
            assert {send_login(f"http://127.0.0.1:{node}") for node in (A, B)} == {403}
        for client in clients:  # the timeout: the server closes the connection
            with suppress(ConnectionError):
                client.recv(10_000)
        assert send_login(f"http://127.0.0.1:{port}") == 403


@pytest.mark.parametrize("port", [*CACHES, A])
@pytest.mark.usefixtures("cluster")
def test_large_body_is_refused_before_it_is_sent(port):
    with ExitStack() as stack:
        client = connect(stack, port, HEAD + b"Content-Length: 900000000\r\n\r\nusername=")
        assert client.recv(100).split()[1] == b"413"


@pytest.mark.parametrize("port", [*CACHES, A])
@pytest.mark.usefixtures("cluster")
def test_idle_connections_do_not_block_readers(port):
    with ExitStack() as stack:
        for _ in range(1024 if port == A else 400):  # the nginx of these tests has 512 connections
            connect(stack, port, b"")
        assert connect(stack, port, b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n").recv(100).startswith(b"HTTP/1.1 200")


@pytest.mark.usefixtures("cluster")
def test_nginx_limits_requests_of_one_address():
    with ExitStack() as stack:
        for _ in range(64):
            connect(stack, NGINX, STALLED["half a body"])
        assert send_login(f"http://127.0.0.1:{NGINX}") == 503
