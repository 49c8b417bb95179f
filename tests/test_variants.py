"""Request headers do not change what other visitors are sent."""

from __future__ import annotations

import pytest
from django.core.handlers.wsgi import WSGIHandler
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guide.http.page_cache import PageCache, request_environ
from tests.page_cache import FromDjango

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


def response_to(page_cache, path, environ):
    head = []
    body = b"".join(page_cache(request_environ(SITE + path) | environ, lambda *args: head.extend(args)))
    return head[0], sorted(head[1]), body


def new_page_cache(behind_proxy):
    return PageCache(WSGIHandler(), FromDjango(), site=SITE, behind_proxy=behind_proxy)


@pytest.fixture(params=[False, True], ids=["alone", "behind a proxy"])
def behind_proxy(request, settings):
    settings.ALLOWED_HOSTS = ["testserver", "localhost"]
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if request.param else None
    settings.SECURE_SSL_REDIRECT = True
    return request.param


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=st.sampled_from(PATHS), requests=st.lists(REQUESTS, min_size=2, max_size=3))
def test_cached_response_equals_a_fresh_one(behind_proxy, path, requests):
    shared = new_page_cache(behind_proxy)
    for environ in requests:
        assert response_to(shared, path, environ) == response_to(new_page_cache(behind_proxy), path, environ)


@pytest.mark.parametrize("path", [f"/routine/?{GOOD}", f"/routine/edit/?{GOOD}", "/search/?q=elbow"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("word", ["1", "", "false", "true"])
def test_no_header_turns_a_page_into_a_fragment(path, method, word):
    page_cache = new_page_cache(False)
    response_to(page_cache, path, {**POISON, "HTTP_HX_HISTORY_RESTORE_REQUEST": word, "REQUEST_METHOD": method})
    assert b"<html" in response_to(page_cache, path, {})[2]


def test_encoded_htmx_header_gets_no_fragment():
    page_cache = new_page_cache(False)
    encoded = {"HTTP_HX_REQUEST": "%74rue", "HTTP_HX_REQUEST_URI_AUTOENCODED": "true"}
    assert b"<html" in response_to(page_cache, f"/routine/?{GOOD}", encoded)[2]
    assert b"<html" not in response_to(page_cache, f"/routine/?{GOOD}", {"HTTP_HX_REQUEST": "true"})[2]


def test_plain_http_redirects_despite_forged_proxy_headers(settings):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.SECURE_SSL_REDIRECT = True
    page_cache = new_page_cache(True)
    for word in ("https,http", "https, http", "HTTPS", ""):
        assert response_to(page_cache, "/about/", {"HTTP_X_FORWARDED_PROTO": word})[0].startswith("301")
    assert response_to(page_cache, "/about/", {"HTTP_X_FORWARDED_PROTO": "https"})[0].startswith("200")
    assert response_to(page_cache, "/about/", {"HTTP_X_FORWARDED_PROTO": "http"})[0].startswith("301")


def test_foreign_host_is_refused_cached_or_not():
    page_cache = new_page_cache(False)
    assert response_to(page_cache, "/about/", {})[0].startswith("200")
    assert response_to(page_cache, "/about/", {"HTTP_HOST": "evil.example"})[0].startswith("400")


def test_slow_headers_are_shortened():
    seen = {}
    page_cache = PageCache(lambda environ, start: seen.update(environ) or [], FromDjango(), site=SITE)
    sent = {"REQUEST_METHOD": "POST", "CONTENT_TYPE": "a/b" + ";" * 60_000}
    sent |= {"HTTP_COOKIE": 'sessionid="aaaaaaaa' + r"\000" * 9_000 + '"; csrftoken=b'}
    list(page_cache(request_environ(f"{SITE}/admin/") | sent, lambda *head: None))
    assert "\\" not in seen["HTTP_COOKIE"]
    assert seen["HTTP_COOKIE"].endswith("; csrftoken=b")
    assert len(seen["CONTENT_TYPE"]) == 200
