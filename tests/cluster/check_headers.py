"""What a stranger writes into headers, through the shipped Varnish and nginx: it changes nothing for others."""

from __future__ import annotations

import http.client
import itertools

import pytest

from tests.cluster.machines import NGINX, VARNISH

CACHES = [VARNISH, NGINX]
GOOD = "/routine/?aim=hypertrophy&experience=beginner&equipment=band"
STRANGER = "127.0.0.2"
"""An address that is not the one of a proxy in front of Varnish."""
fresh = itertools.count()


def ask(port, path, headers=None, *, method="GET", body=None, source=STRANGER):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20, source_address=(source, 0))
    connection.request(method, path, body, {"Host": f"127.0.0.1:{VARNISH}"} | (headers or {}))
    answer = connection.getresponse()
    page = answer.read()
    connection.close()
    return answer, page


def new_address():
    """The address of an answer that nobody has asked for."""
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
def test_others_get_the_page_as_it_is(port, method, headers):
    path = new_address()
    ask(port, path, headers, method=method)
    answer, page = ask(port, path)
    assert answer.status == 200
    assert answer.getheader("Content-Encoding") is None
    assert b"<html" in page


def counted_under(cluster):
    return {place for (place,) in cluster.database().ask("SELECT DISTINCT ip_address FROM axes_accessattempt")}


@pytest.mark.parametrize("port", CACHES)
@pytest.mark.parametrize("name", ["X-Forwarded-For", "X_Forwarded_For", "X-Forwarded_For", "X_Forwarded-For"])
def test_nobody_chooses_the_address_that_logins_are_counted_by(cluster, port, name):
    cluster.database().write("DELETE FROM axes_accessattempt")
    answer, page = ask(port, "/admin/login/")
    cookie = answer.getheader("Set-Cookie").partition(";")[0]
    token = page.decode().partition('name="csrfmiddlewaretoken" value="')[2].partition('"')[0]
    headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded", name: "198.51.100.7"}
    ask(port, "/admin/login/", headers, method="POST", body=f"csrfmiddlewaretoken={token}&username=ada&password=wrong")
    assert [str(place) for place in counted_under(cluster)] == [STRANGER]
