"""Security headers of every response: rendered, cached, static, 304, refusals and errors."""

from __future__ import annotations

import re

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import OperationalError
from django.http import SimpleCookie

from guide.http.page_cache import PageCache, request_environ
from guide.views import base, pages
from tests.commands import STRONG, manage
from tests.page_cache import FromDjango

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection", "over_https")]
SITE = "https://testserver"
WANTED = {
    "strict-transport-security": "max-age=31536000",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
ANSWER = "/routine.{}?aim=hypertrophy&experience=beginner&equipment=band"
PAGES = [
    "/",
    "/guide/form/",
    "/routine/",
    "/search/?q=knee",
    "/guide.json",
    "/guide/form.md",
    "/changes.atom",
    "/sw.js",
]
PAGES += [
    "/sitemap.xml",
    "/robots.txt",
    "/manifest.webmanifest",
    "/healthz",
    "/readyz",
    "/feedback/section/form/",
    "/offline/",
]
PAGES += [
    "/admin/login/",
    "/figures/variations/cable/0000000000.svg",
    "/static/guide/offline.js",
    "/icon.svg",
    "/share/cable.png",
    ANSWER.format("txt"),
    ANSWER.format("json"),
]
PAGES += [ANSWER.format("ics") + "&days=2&on=0&on=3&start=2026-12-01&at=18:00"]


@pytest.fixture
def over_https(settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 365 * 24 * 3600
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = True


@pytest.fixture
def send():
    page_cache = PageCache(WSGIHandler(), FromDjango(), site=SITE, behind_proxy=True)

    def send(path, **environ):
        answer = []
        body = page_cache(request_environ(SITE + path) | environ, lambda *head: answer.extend(head))
        b"".join(body)
        body.close() if hasattr(body, "close") else None
        return int(answer[0][:3]), {name.lower(): value for name, value in answer[1]}

    return send


def header_faults(headers):
    """Return what is wrong with the headers of a response."""
    wrong = [f"{name}: {headers.get(name)}" for name, value in WANTED.items() if headers.get(name) != value]
    policy = headers.get("content-security-policy", "")
    wrong += [] if "default-src 'none'" in policy and "frame-ancestors 'none'" in policy else [f"policy: {policy}"]
    wrong += [f"policy: {policy}"] if re.search(r"unsafe|\*|https?:|nonce", policy) else []
    wrong += [] if "geolocation=()" in headers.get("permissions-policy", "") else ["permissions-policy"]
    return wrong + ([] if "cache-control" in headers else ["cache-control"])


@pytest.mark.parametrize("path", PAGES)
def test_headers_of_rendered_cached_and_unmodified_pages(send, path):
    for _ in range(2):
        status, headers = send(path)
        assert (status, header_faults(headers)) == (200, [])
    if tag := headers.get("etag"):
        status, headers = send(path, HTTP_IF_NONE_MATCH=tag)
        assert (status, header_faults(headers)) == (304, [])
        assert not {"content-type", "content-encoding"} & headers.keys()
    assert header_faults(send(path, REQUEST_METHOD="HEAD")[1]) == []


@pytest.mark.parametrize(
    ("path", "environ", "status"),
    [
        ("/nope", {}, 404),
        ("/guide", {}, 301),
        ("/static/nope.js", {}, 404),
        ("/static/../manage.py", {}, 404),
        ("/admin/", {}, 302),
        ("/preview/", {}, 302),
        ("/routine.json?aim=x", {}, 400),
        ("/", {"HTTP_HOST": "evil.example"}, 400),
        ("/", {"REQUEST_METHOD": "POST"}, 405),
        ("/admin/login/", {"REQUEST_METHOD": "POST"}, 403),
        ("/feedback/section/form/", {"REQUEST_METHOD": "POST", "HTTP_ORIGIN": "https://evil.example"}, 403),
    ],
)
def test_headers_of_refusals(send, path, environ, status):
    found, headers = send(path, **environ)
    assert (found, header_faults(headers)) == (status, [])


def test_headers_of_server_errors(send, monkeypatch):
    monkeypatch.setattr(pages, "render_page", lambda *args, **kwargs: 1 / 0)
    status, headers = send("/about/")
    assert (status, header_faults(headers)) == (500, [])


def test_headers_during_a_database_outage(send, monkeypatch):
    def away(*args):
        raise OperationalError("no connection")

    monkeypatch.setattr(base, "current_guide", away)
    for path in ("/about/", "/routine/", "/search/?q=knee", "/guide.json"):
        status, headers = send(path)
        assert (status, header_faults(headers)) == (503, [])


def test_headers_of_desk_pages_and_downloads(client, make_user):
    client.force_login(make_user("Publishers"))
    pages = ["/admin/", "/admin/guide/section/", "/admin/guide/section/add/", "/preview/", "/admin/nope/"]
    for path in (*pages, "/admin/content.zip", "/admin/audit-log.csv", "/admin/guide/report/export/"):
        headers = {name.lower(): value for name, value in client.get(path, secure=True).headers.items()}
        assert header_faults(headers) == []
        assert headers["cache-control"] == "no-store"


@pytest.mark.parametrize("forwarded", [{}, {"HTTP_X_FORWARDED_PROTO": "http"}])
def test_cached_page_still_redirects_to_https(send, settings, forwarded):
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    plain = {"wsgi.url_scheme": "http", "HTTP_X_FORWARDED_PROTO": ""} | forwarded
    for _ in range(2):
        status, headers = send("/guide/form/", **plain)
        assert (status, headers["location"]) == (301, f"{SITE}/guide/form/")
        assert header_faults(headers | {"strict-transport-security": WANTED["strict-transport-security"]}) == []
        assert send("/guide/form/", **{"wsgi.url_scheme": "http"})[0] == 200


def test_responses_default_to_no_store(send):
    for path in ("/nope", "/guide", "/guide/gone/", "/routine.json?aim=x"):
        assert send(path)[1]["cache-control"] == "no-store"


@pytest.mark.parametrize("path", PAGES)
def test_no_other_site_may_read_a_page(send, path):
    assert not [name for name in send(path, HTTP_ORIGIN="https://evil.example")[1] if "access-control" in name]


@pytest.mark.parametrize("path", ["/", "/routine/", "/admin/login/", "/nope"])
def test_scripts_come_from_this_site(client, path):
    html = client.get(path, secure=True).content.decode()
    scripts = re.findall(r"<script(?! type=\"application/ld\+json\")([^>]*)>", html)
    assert path == "/nope" or scripts
    assert [tag for tag in scripts if not re.search(r' src="/static/[^"]+"', tag)] == []


def test_policy_earns_the_full_score(send):
    """As https://developer.mozilla.org/observatory counts: no other sources, no forms to other sites."""
    policy = dict(part.strip().split(" ", 1) for part in send("/")[1]["content-security-policy"].split(";"))
    assert policy.pop("img-src") == "'self' data:"
    assert {policy.pop(name) for name in ("default-src", "base-uri", "frame-ancestors")} == {"'none'"}
    assert {"script-src", "style-src", "form-action"} <= policy.keys()
    assert set(policy.values()) == {"'self'"}


def test_static_etag_is_weak(send):
    tag = send("/static/guide/offline.js")[1]["etag"]
    assert tag.startswith('W/"')
    assert tag != send("/static/guide/theme.js")[1]["etag"]
    assert send("/static/guide/offline.js", HTTP_IF_NONE_MATCH=tag)[0] == 304


def test_cookie_flags(client, make_user):
    make_user("Editors")
    client.get("/admin/login/", secure=True)
    login = {"username": "ada", "password": "correct horse"}
    response = client.post("/admin/login/", login, secure=True)
    cookies = SimpleCookie(client.cookies.output(header=""))
    assert response.status_code == 302
    assert {"sessionid", "csrftoken"} <= client.cookies.keys()
    for cookie in client.cookies.values():
        assert (cookie["secure"], cookie["httponly"], cookie["samesite"]) == (True, True, "Lax"), cookies


@pytest.mark.slow
def test_moved_desk_does_not_mention_its_default_address():
    code = (
        "from django.test import Client; c = Client(HTTP_HOST='localhost')\n"
        "login = c.get('/desk/login/')\n"
        "print(login.status_code, b'\"/admin' in login.content)\n"
        "print(c.get('/admin/').status_code, c.get('/desk/')['Location'])"
    )
    shown = manage("shell", "-v0", "-c", code, SECRET_KEY=STRONG, HTTPS="0", DEBUG="1", ADMIN_PATH="desk").stdout
    assert shown.split() == ["200", "False", "404", "/desk/login/?next=/desk/"]


def test_hsts_spares_subdomains_until_asked():
    code = "from django.conf import settings as s; print(s.SECURE_HSTS_INCLUDE_SUBDOMAINS, s.SECURE_HSTS_PRELOAD)"
    asked = {"HSTS_INCLUDE_SUBDOMAINS": "1", "HSTS_PRELOAD": "1"}
    for own, expected in (({}, "False False"), (asked, "True True")):
        assert manage("shell", "-v0", "-c", code, SECRET_KEY=STRONG, **own).stdout.strip() == expected


@pytest.mark.parametrize("address", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_login_with_a_refused_address_leads_to_the_desk(client, make_user, settings, address):
    settings.SECURE_SSL_REDIRECT = False
    make_user("Editors")
    data = {"username": "ada", "password": "correct horse", "next": address}
    assert client.post("/admin/login/", data)["Location"] == "/admin/"


def test_white_space_in_text_areas_is_kept():
    html = b"<p>\n  a</p><textarea>x\n    y</textarea>"
    assert base.strip_indents(html) == html
    assert base.strip_indents(b"<p>\n    a</p>") == b"<p>\na</p>"


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize(
    "part", ["bytes=0-0", "bytes=-1", "bytes=0-9", "bytes=5-2", "bytes=-0", "bytes=99999999-", "x"]
)
def test_range_of_a_static_file_gets_the_whole_file(send, part, method):
    path = "/static/guide/offline.js"
    assert send(path, HTTP_RANGE=part, REQUEST_METHOD=method) == send(path, REQUEST_METHOD=method)
    assert send(path, HTTP_RANGE=part, REQUEST_METHOD=method)[0] == 200
