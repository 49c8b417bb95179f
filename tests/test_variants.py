"""Whatever headers come with a request: what others are sent afterwards does not change by it."""

from __future__ import annotations

import pytest
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.http.page_cache import PageCache, request_environ
from tests.test_page_cache import FromDjango

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]
SITE = "http://testserver"
GOOD = "aim=hypertrophy&experience=beginner&equipment=band"
PATHS = ["/about/", "/variations/cable/?tempo=2-1-2", f"/routine/?{GOOD}", f"/routine/edit/?{GOOD}", "/search/?q=elbow"]
WORDS = ["", "true", "false", "True", "1", "%74rue", "true, false", "https", "http", "https,http", "HTTPS"]
HEADERS = ["HX_REQUEST", "HX_HISTORY_RESTORE_REQUEST", "HX_REQUEST_URI_AUTOENCODED", "HX_BOOSTED", "HX_TARGET"]
HEADERS += ["X_FORWARDED_PROTO", "X_FORWARDED_HOST", "X_FORWARDED_FOR", "COOKIE", "RANGE", "ACCEPT", "ACCEPT_LANGUAGE"]
HEADERS += ["X_HTTP_METHOD_OVERRIDE", "X_ORIGINAL_URL", "ORIGIN", "REFERER", "IF_MODIFIED_SINCE", "USER_AGENT"]
HOSTS = ["testserver", "localhost", "evil.example", "testserver:80", ""]
REQUESTS = st.fixed_dictionaries(
    {"REQUEST_METHOD": st.sampled_from(["GET", "GET", "HEAD"]), "HTTP_HOST": st.sampled_from(["testserver", *HOSTS])},
    optional={f"HTTP_{name}": st.sampled_from(WORDS) for name in HEADERS},
)
POISON = {"HTTP_HX_REQUEST": "true", "HTTP_HX_HISTORY_RESTORE_REQUEST": "1"}


def answer(delivery, path, environ):
    said = []
    body = b"".join(delivery(request_environ(SITE + path) | environ, lambda *args: said.extend(args)))
    return said[0], sorted(said[1]), body


def new_delivery(behind_proxy):
    return PageCache(WSGIHandler(), FromDjango(), site=SITE, behind_proxy=behind_proxy)


@pytest.fixture(params=[False, True], ids=["alone", "behind a proxy"])
def behind_proxy(request, settings):
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if request.param else None
    settings.SECURE_SSL_REDIRECT = True
    return request.param


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PATHS), requests=st.lists(REQUESTS, min_size=2, max_size=3))
def test_a_kept_answer_is_what_a_fresh_process_answers(behind_proxy, path, requests):
    shared = new_delivery(behind_proxy)
    for environ in requests:
        assert answer(shared, path, environ) == answer(new_delivery(behind_proxy), path, environ)


@pytest.mark.parametrize("path", [f"/routine/?{GOOD}", f"/routine/edit/?{GOOD}", "/search/?q=elbow"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("word", ["1", "", "false", "true"])
def test_no_header_makes_a_page_a_fragment_for_others(path, method, word):
    delivery = new_delivery(False)
    answer(delivery, path, {**POISON, "HTTP_HX_HISTORY_RESTORE_REQUEST": word, "REQUEST_METHOD": method})
    assert b"<html" in answer(delivery, path, {})[2]


def test_an_encoded_header_is_no_request_for_a_fragment():
    delivery = new_delivery(False)
    encoded = {"HTTP_HX_REQUEST": "%74rue", "HTTP_HX_REQUEST_URI_AUTOENCODED": "true"}
    assert b"<html" in answer(delivery, f"/routine/?{GOOD}", encoded)[2]
    assert b"<html" not in answer(delivery, f"/routine/?{GOOD}", {"HTTP_HX_REQUEST": "true"})[2]


def test_plain_http_is_led_to_https_whatever_the_proxy_was_told(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    delivery = new_delivery(True)
    for word in ("https,http", "https, http", "HTTPS", ""):
        assert answer(delivery, "/about/", {"HTTP_X_FORWARDED_PROTO": word})[0].startswith("301")
    assert answer(delivery, "/about/", {"HTTP_X_FORWARDED_PROTO": "https"})[0].startswith("200")
    assert answer(delivery, "/about/", {"HTTP_X_FORWARDED_PROTO": "http"})[0].startswith("301")


def test_a_foreign_host_is_refused_whether_or_not_the_page_is_kept():
    delivery = new_delivery(False)
    assert answer(delivery, "/about/", {})[0].startswith("200")
    assert answer(delivery, "/about/", {"HTTP_HOST": "evil.example"})[0].startswith("400")
