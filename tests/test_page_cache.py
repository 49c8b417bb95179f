from __future__ import annotations

import gzip
import re

import brotli
import pytest
from django.conf import settings

from guide.editions.publishing import publish
from guide.http.cached_response import CachedResponse
from guide.http.page_cache import EditionCache, PageCache, request_environ
from guide.models import Section
from guide.read_model import guide as read_model
from tests.addresses import KINDS
from tests.page_cache import GOOD, SITE, CountingApp, FromDjango, getter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]


@pytest.fixture
def app():
    return CountingApp()


@pytest.fixture
def get(app):
    return getter(app)


def test_page_is_rendered_once_per_edition(get, app):
    first, again = get("/guide/form/"), get("/guide/form/")
    assert app.calls == 1
    assert first == again
    assert b"<h1>" in first[2]


@pytest.mark.parametrize(("header", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress), ("", bytes)])
def test_etag_and_length_per_encoding(get, header, unpack):
    plain = get("/guide/form/")
    status, headers, body = get("/guide/form/", HTTP_ACCEPT_ENCODING=header)
    assert unpack(body) == plain[2]
    assert headers.get("content-encoding", "") == header
    assert headers["content-length"] == str(len(body))
    assert headers["vary"] == "Accept-Encoding"
    assert headers["etag"].endswith(f'-{header}"' if header else '"')
    again = get("/guide/form/", HTTP_ACCEPT_ENCODING=header, HTTP_IF_NONE_MATCH=headers["etag"])
    assert (status, again[0], again[2]) == (200, 304, b"")
    assert again[1]["etag"] == headers["etag"]
    assert get("/guide/form/", HTTP_ACCEPT_ENCODING=header, HTTP_IF_NONE_MATCH='"other"')[0] == 200


def test_incompressible_page_is_sent_as_is(get):
    plain = get("/robots.txt")
    for header in ("gzip", "br"):
        page = get("/robots.txt", HTTP_ACCEPT_ENCODING=header)
        assert len(page[2]) <= len(plain[2])
        assert (page == plain) == ("content-encoding" not in page[1])
    assert get("/robots.txt", HTTP_ACCEPT_ENCODING="gzip") == plain


def test_head_request_has_headers_and_no_body(get):
    for _ in range(2):
        status, headers, body = get("/about/", REQUEST_METHOD="HEAD")
        assert (status, body) == (200, b"")
        assert headers["content-length"] == str(len(get("/about/")[2]))


def test_cached_pages_have_security_headers(get):
    get("/about/")
    assert {"content-security-policy", "x-content-type-options", "x-frame-options"} <= get("/about/")[1].keys()


def test_parameter_order_and_unknown_ones_do_not_matter(get, app):
    first = get(f"/routine/?{GOOD}")
    for query in ("equipment=band&experience=beginner&aim=hypertrophy", f"{GOOD}&utm_source=x&fbclid=1"):
        assert get(f"/routine/?{query}") == first
    assert get("/guide/form/?utm_source=x")[2] == get("/guide/form/?anything=else")[2]
    assert app.calls == 2


def test_fragment_and_page_are_cached_separately(get):
    page, fragment = get(f"/routine/?{GOOD}"), get(f"/routine/?{GOOD}", HTTP_HX_REQUEST="true")
    restored = get(f"/routine/?{GOOD}", HTTP_HX_REQUEST="true", HTTP_HX_HISTORY_RESTORE_REQUEST="true")
    assert b"<html" in page[2]
    assert b"<html" not in fragment[2]
    assert restored[2] == page[2]
    assert fragment[1]["vary"] == "HX-Request, HX-History-Restore-Request, Accept-Encoding"


def test_nginx_cache_key_names_all_that_varies(get):
    config = (settings.BASE_DIR / ".deploy/nginx.conf").read_text()
    key = re.search('proxy_cache_key "(.*)"', config)[1]
    assert "$encoding" in key
    key = key.replace("$fragment", re.search(r'map "(.*)" \$fragment', config)[1])
    for path in (*KINDS, "/guide.json", f"/routine.txt?{GOOD}", "/guide/form.md", "/changes.atom", "/sw.js"):
        others = set(get(path)[1]["vary"].split(", ")) - {"Accept-Encoding"}
        assert [name for name in others if f"$http_{name.lower().replace('-', '_')}" not in key] == []


@pytest.mark.parametrize("path", ["/healthz", "/admin/login/", "/nope", "/preview/", "/routine.json?aim=x"])
def test_only_public_responses_are_cached(get, app, path):
    get(path)
    get(path)
    assert app.calls == 2


def test_responses_with_cookies_are_not_cached(get, app, monkeypatch):
    def with_cookie(environ, start_response):
        return app(environ, lambda status, headers, *rest: start_response(status, [*headers, ("Set-Cookie", "a=b")]))

    monkeypatch.setattr(get.page_cache, "_app", with_cookie)
    assert "set-cookie" in get("/about/")[1]
    assert "set-cookie" in get("/about/")[1]
    assert app.calls == 2


def test_request_cookies_do_not_matter(get, app):
    assert get("/about/", HTTP_COOKIE=f"sessionid={'a' * 32}") == get("/about/")
    assert app.calls == 1


def test_browsers_revalidate_and_caches_keep_a_second(get):
    directives = get("/about/")[1]["cache-control"].split(", ")
    assert directives == ["max-age=0", "s-maxage=1", "stale-while-revalidate=1", "stale-if-error=86400"]


@pytest.mark.parametrize("part", ["bytes=0-9", "bytes=-5", "bytes=9999999-", "nonsense"])
def test_range_request_gets_the_whole_page(get, part):
    assert get("/about/", HTTP_RANGE=part) == get("/about/")
    assert "accept-ranges" not in get("/about/")[1]


def test_post_goes_to_django(get, app):
    get("/guide/form/")
    assert get("/guide/form/", REQUEST_METHOD="POST")[0] == 405


def test_publication_is_seen_on_the_next_request(get):
    old = get("/guide/form/")
    Section.objects.filter(slug="form").update(title="Renamed")
    assert get("/guide/form/") == old
    publish(by="ada", note="Renamed.")
    new = get("/guide/form/")
    assert b"Renamed" in new[2]
    assert new[1]["etag"].startswith('"2-')
    assert get("/guide/form/", HTTP_IF_NONE_MATCH=old[1]["etag"])[0] == 200


def test_page_of_an_outdated_edition_is_not_cached(get, app, monkeypatch):
    monkeypatch.setattr(FromDjango, "read", lambda self: (99, "other"))
    get("/guide/form/")
    get("/guide/form/")
    assert app.calls == 2


def test_page_cache_is_lru_and_bounded():
    cache = EditionCache((1, "d"), max_bytes=3 * 3130)
    for number in range(10):
        cache.put((SITE, "/", str(number), False), CachedResponse("200 OK", [("ETag", '"1"')], b"x" * 500), ())
        cache.get((SITE, "/", "0", False))
    assert len(cache) == 3
    assert cache.get((SITE, "/", "0", False))
    assert not cache.get((SITE, "/", "7", False))


def test_parameter_table_is_bounded():
    cache = EditionCache((1, "d"), max_bytes=10_000)
    for number in range(100):
        key = (SITE, f"/figures/{number}.svg", "", False, True)
        cache.put(key, CachedResponse("200 OK", [], b"x" * 500), ("a",))
        assert cache.parameters[key[1]] == ("a",)
    assert set(cache.parameters) == {f"/figures/{number}.svg" for number in range(97, 100)}


def test_prerendering_stops_at_half_the_cache(app):
    page_cache = PageCache(app, FromDjango(), site=SITE, max_bytes=200_000)
    rendered = page_cache.prerender(FromDjango().read())
    assert 1 < rendered < 20
    assert app.calls == rendered + 1
    assert page_cache.prerender(FromDjango().read()) == 0
    assert app.calls == rendered + 1


def test_prerendering_stops_when_a_reader_asks_for_a_newer_edition(app):
    def publish_meanwhile(environ, start_response):
        if app.calls == 3:
            publish(by="ada", note="Meanwhile.")
            app.calls += 1
            page_cache(request_environ(f"{SITE}/"), start_response)
        return app(environ, start_response)

    page_cache = PageCache(publish_meanwhile, FromDjango(), site=SITE)
    assert page_cache.prerender(FromDjango().read()) == 3


def test_prerendering_covers_the_sitemap(get, app):
    assert get.page_cache.prerender(FromDjango().read()) > 20
    calls = app.calls
    for path in ("/guide/form/", "/variations/cable/", "/guide/"):
        assert get(path, HTTP_ACCEPT_ENCODING="br")[1]["etag"].endswith('-br-best"')
    assert app.calls == calls


def test_watcher_and_django_agree_on_the_edition():
    guide = read_model.current_guide()
    assert FromDjango().read() == (guide.edition.number, guide.edition.digest)
