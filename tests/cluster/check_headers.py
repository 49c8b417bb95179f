"""Forged headers sent through the shipped Varnish and nginx do not change what others get."""

from __future__ import annotations

import http.client
import itertools
import re
import socket

import pytest

from tests.cluster.machines import NGINX, VARNISH

CACHES = [VARNISH, NGINX]
GOOD = "/routine/?aim=hypertrophy&experience=beginner&equipment=band"
# A client address that is not a trusted proxy of Varnish.
CLIENT = "127.0.0.2"
fresh = itertools.count()


def send_request(port, path, headers=None, *, method="GET", body=None, source=CLIENT):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=(source, 0))
    connection.request(method, path, body, {"Host": f"127.0.0.1:{VARNISH}"} | (headers or {}))
    answer = connection.getresponse()
    page = answer.read()
    connection.close()
    return answer, page


def new_address():
    """Return an address that is in no cache yet."""
    return f"{GOOD}&minutes={20 + next(fresh)}"


@pytest.mark.parametrize("port", CACHES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "true", "HX-History-Restore-Request": "1"},
        {"HX-Request": "true", "HX-History-Restore-Request": ""},
        {"HX-Request": "true", "HX-History-Restore-Request": "false"},
        {"HX-Request": "%74rue", "HX-Request-URI-AutoEncoded": "true"},
        {"HX_Request": "true"},
        {"Accept_Encoding": "br"},
        {"If_None_Match": "*"},
    ],
)
@pytest.mark.usefixtures("cluster")
def test_forged_headers_do_not_change_cached_pages(port, method, headers):
    path = new_address()
    send_request(port, path, headers, method=method)
    answer, page = send_request(port, path)
    assert answer.status == 200
    assert answer.getheader("Content-Encoding") is None
    assert b"<html" in page


@pytest.mark.parametrize("request_line", [b"GET / HTTP/1.1\r\nbad", b"GET /" + b"a" * 40_000 + b" HTTP/1.1\r\nHost: a"])
@pytest.mark.usefixtures("cluster")
def test_own_answers_of_nginx_have_security_headers(request_line):
    with socket.create_connection(("127.0.0.1", NGINX), timeout=20) as connection:
        connection.sendall(request_line + b"\r\n\r\n")
        answer = connection.makefile("rb").read()
    assert answer.startswith(b"HTTP/1.1 4")
    assert answer.count(b"X-Content-Type-Options: nosniff") == answer.count(b"Content-Security-Policy: ") == 1


@pytest.mark.parametrize("port", CACHES)
@pytest.mark.usefixtures("cluster")
def test_answers_name_no_version(port):
    for path in ("/", "/nope"):
        answer, _page = send_request(port, path)
        assert not re.search(r"nginx/|varnish", str(answer.headers), re.IGNORECASE)


@pytest.mark.usefixtures("cluster")
def test_nginx_adds_no_second_security_header_to_pages():
    for _ in range(2):
        answer, _page = send_request(NGINX, GOOD)
        assert len(answer.headers.get_all("X-Content-Type-Options")) == 1
        assert len(answer.headers.get_all("Content-Security-Policy")) == 1


PART, RESTORED = ("HX-Request", "true"), ("HX-History-Restore-Request", "true")
WEIGHTS = "identity;q=1,"


def send_pairs(port, path, headers, *, method="GET"):
    """Send headers as they are, also repeated ones, and return the page."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=(CLIENT, 0))
    connection.putrequest(method, path, skip_host=True, skip_accept_encoding=True)
    for name, value in [("Host", f"127.0.0.1:{VARNISH}"), *headers]:
        connection.putheader(name, value)
    connection.endheaders()
    page = connection.getresponse().read()
    connection.close()
    return page


@pytest.mark.parametrize("port", CACHES)
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    ("forged", "asked"),
    [
        ([PART, PART], [PART]),
        ([PART, ("HX-Request", "x")], [PART]),
        ([PART, ("HX-Request", "")], [PART]),
        ([PART, RESTORED, ("HX-History-Restore-Request", "x")], [PART, RESTORED]),
        ([PART, RESTORED, RESTORED], [PART, RESTORED]),
        (
            [("Accept-Encoding", "identity;q=1,"), ("HX-Request", "x true")],
            [PART, ("Accept-Encoding", "identity;q=1, x")],
        ),
    ],
)
@pytest.mark.usefixtures("cluster")
def test_repeated_headers_do_not_change_cached_pages(port, method, forged, asked):
    path = new_address()
    send_pairs(port, path, forged, method=method)
    assert (b"<html" in send_pairs(port, path, asked)) == (RESTORED in asked)


def counted_addresses(cluster):
    return {place for (place,) in cluster.database().query("SELECT DISTINCT ip_address FROM axes_accessattempt")}


@pytest.mark.parametrize("port", CACHES)
@pytest.mark.parametrize("name", ["X-Forwarded-For", "X_Forwarded_For", "X-Forwarded_For", "X_Forwarded-For"])
def test_login_attempts_are_counted_by_real_address(cluster, port, name):
    cluster.database().write("DELETE FROM axes_accessattempt")
    answer, page = send_request(port, "/admin/login/")
    cookie = answer.getheader("Set-Cookie").partition(";")[0]
    token = page.decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", name: "198.51.100.7"}
    send_request(
        port, "/admin/login/", headers, method="POST", body=f"csrfmiddlewaretoken={token}&username=ada&password=wrong"
    )
    assert [str(place) for place in counted_addresses(cluster)] == [CLIENT]


@pytest.mark.parametrize(
    ("source", "headers", "status"),
    [("127.0.0.1", {}, 204), (CLIENT, {}, 403), ("127.0.0.1", {"X-Forwarded-For": "203.0.113.5"}, 403)],
)
@pytest.mark.parametrize(("port", "path"), [(VARNISH, "/"), (NGINX, "/purge")])
@pytest.mark.usefixtures("cluster")
def test_only_nodes_purge(port, path, source, headers, status):
    answer, _page = send_request(port, path, headers | {"Edition": "1"}, method="PURGE", source=source)
    assert answer.status == status
