from __future__ import annotations

import re
from itertools import pairwise

import pytest
from django.db import OperationalError
from django.urls import reverse

from guide.http.page_cache import CURRENT_EDITION
from guide.models import Edition
from guide.read_model import guide as read_model
from guide.read_model.guide import CurrentGuide
from guide.text.row_numbers import fill_numbers
from guide.views import health

pytestmark = pytest.mark.django_db

PAGES = ["/", "/guide/", "/guide/form/", "/variations/", "/variations/cable/", "/questions/", "/routine/"]
PAGES += ["/routine/?aim=hypertrophy&experience=beginner&equipment=band", "/routine/?aim=nonsense"]
PAGES += [
    "/search/",
    "/search/?q=sore+bum",
    "/search/?q=zzzz",
    "/sources/",
    "/changes/",
    "/about/",
    "/guide.json",
    "/sitemap.xml",
    "/robots.txt",
]
PAGES += ["/routine.json?aim=hypertrophy&experience=beginner&equipment=band"]
PAGES += ["/changes.atom", "/index.md", "/guide.md", "/guide/form.md", "/variations.md", "/variations/cable.md"]
PAGES += ["/questions.md", "/sources.md", "/changes.md", "/about.md"]
PAGES += ["/offline/", "/sw.js", "/manifest.webmanifest"]
HTML = [page for page in PAGES if not re.search(r"json|xml|txt|atom|js$|manifest|md$", page)]


@pytest.mark.parametrize("address", PAGES)
def test_pages_have_a_strong_etag_and_no_cookie(client, address):
    response = client.get(address)
    assert response.status_code == 200
    assert re.fullmatch(r'"1-[0-9a-f]{20}"', response["ETag"])
    assert re.fullmatch(r"1-[0-9a-f]{12}", response["Edition"])
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("address", PAGES)
def test_conditional_request_gets_304(client, address):
    tag = client.get(address)["ETag"]
    again = client.get(address, headers={"if-none-match": tag})
    assert again.status_code == 304
    assert again.content == b""
    assert again["ETag"] == tag


@pytest.mark.parametrize("address", PAGES)
def test_head_request_has_headers_only(client, address):
    head, get = client.head(address), client.get(address)
    assert (head.status_code, head["ETag"]) == (200, get["ETag"])


@pytest.mark.parametrize("address", [*PAGES, "/healthz"])
@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_pages_refuse_post(client, address, method):
    assert getattr(client, method)(address).status_code == 405


@pytest.mark.parametrize("address", HTML)
def test_pages_have_a_strict_csp_and_nothing_inline(client, address):
    response = client.get(address)
    text = response.content.decode()
    assert "unsafe" not in response["Content-Security-Policy"]
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["Cross-Origin-Resource-Policy"] == response["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "geolocation=()" in response["Permissions-Policy"]
    text = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", text)
    assert not re.search(r"<style|\sstyle=|\son\w+=|\shx-|<script(?![^>]*\bsrc=)", text)
    assert re.findall(r'(?:src|<link[^>]*href)="(https?:)?//(?!testserver)', text) == []


@pytest.mark.parametrize("address", HTML)
def test_pages_have_one_h1_a_title_and_headings_in_order(client, address):
    text = client.get(address).content.decode()
    levels = [int(level) for level in re.findall(r"<h([1-6])[ >]", text)]
    assert levels.count(1) == 1
    assert levels[0] == 1 or "errors" in text
    assert all(after <= before + 1 for before, after in pairwise(levels)), levels
    assert re.search(r"<title>\s*\S", text)


@pytest.mark.parametrize("address", HTML)
def test_ids_are_unique_on_each_page(client, address):
    ids = re.findall(r'\sid="([^"]+)"', client.get(address).content.decode())
    assert sorted(set(ids)) == sorted(ids)


@pytest.mark.slow
def test_internal_links_and_anchors_are_valid(client, guide):
    pages = {address: client.get(address).content.decode() for address in all_addresses(guide)}
    for address, text in pages.items():
        for link in re.findall(r'<a[^>]*\shref="([^"]+)"', text):
            target, _, anchor = link.replace("&amp;", "&").partition("#")
            if target.startswith(("http", "mailto", "/admin", "/preview")):
                continue
            if target and target not in pages:
                pages_text = client.get(target)
                assert pages_text.status_code == 200, f"{address} links to {link}"
            if anchor:
                assert f'id="{anchor}"' in pages[target or address], f"{address} links to {link}"


def all_addresses(guide):
    names = ("home", "whole", "variations", "questions", "search", "routine", "sources", "changes", "about")
    addresses = [reverse(f"guide:{name}") for name in names]
    addresses += [reverse("guide:section", args=[section.slug]) for section in guide.sections]
    return addresses + [reverse("guide:variation", args=[variation.slug]) for variation in guide.variations]


def test_sitemap_lists_pages_that_answer(client):
    found = re.findall(r"<loc>(.*?)</loc>", client.get("/sitemap.xml").content.decode())
    assert len(found) > 20
    assert all(client.get(address.replace("http://testserver", "")).status_code == 200 for address in found)


def test_page_costs_one_query_once_its_edition_is_built(client, django_assert_num_queries):
    client.get("/guide/form/")
    with django_assert_num_queries(1):
        client.get("/variations/cable/")


def test_full_guide_is_complete(client, guide):
    text = client.get("/guide/").content.decode()
    parts = [*guide.sections, *guide.variations, *guide.mistakes, *guide.audiences, *guide.questions, *guide.muscles]
    for part in parts:
        assert getattr(part, "title", getattr(part, "name", "")) in text.replace("&#x27;", "'")


def test_missing_page_offers_links(client):
    for address in ("/nope", "/guide/nope/", "/variations/nope/", "/guide/nope.md", "/variations/nope.md"):
        response = client.get(address)
        assert response.status_code == 404
        assert b"The whole guide on one page" in response.content


def raise_database_error(*args):
    raise OperationalError("gone")


def test_health_reports_the_edition_and_fails_without_a_database(client, monkeypatch):
    assert client.get("/healthz").json() == {"status": "ok", "edition": 1}
    monkeypatch.setattr(type(Edition.objects), "live", raise_database_error)
    assert client.get("/healthz").status_code == 503


def test_database_outage_does_not_affect_readers(client, monkeypatch):
    before = client.get("/guide/form/")
    monkeypatch.setattr(type(Edition.objects), "live", raise_database_error)
    after = client.get("/guide/form/")
    assert (after.status_code, after["ETag"], after.content) == (200, before["ETag"], before.content)
    assert client.get("/variations/band/").status_code == 200
    assert client.get("/readyz").json() == {"status": "ready", "edition": 1}


def test_readyz_needs_no_database(client, django_assert_num_queries):
    known = {CURRENT_EDITION: Edition.objects.live().values_list("number", "digest").first()}
    client.get("/guide/form/", **known)
    with django_assert_num_queries(0):
        assert client.get("/readyz", **known).status_code == 200


def test_readyz_fails_without_a_guide(client, monkeypatch):
    monkeypatch.setattr(health, "current_guide", CurrentGuide().get)
    monkeypatch.setattr(type(Edition.objects), "live", raise_database_error)
    assert client.get("/readyz").status_code == 503


def test_unpublished_guide_says_what_to_do(client, monkeypatch):
    monkeypatch.setattr(type(Edition.objects), "live", lambda self: Edition.objects.none())
    response = client.get("/")
    assert response.status_code == 503
    assert b"Nothing is published yet" in response.content


def test_guide_json_is_the_snapshot_of_the_edition(client):
    data = client.get("/guide.json").json()
    edition = Edition.objects.current()
    assert (data["edition"], data["digest"], data["guide"]) == (1, edition.digest, fill_numbers(edition.snapshot))


def test_changes_list_notes_newest_first(client):
    assert b"First edition." in client.get("/changes/").content
    assert read_model.current_guide().edition.history[0].number == 1


@pytest.mark.parametrize("address", ["/", "/guide/form/?utm_source=x", "/routine/?aim=hypertrophy"])
def test_canonical_link_has_no_parameters(client, address):
    links = re.findall(r'<link rel="canonical" href="(.*?)">', client.get(address).content.decode())
    assert links == ["http://testserver" + address.partition("?")[0]]
