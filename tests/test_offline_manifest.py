"""The list of files for offline reading, the service worker and the web app manifest."""

from __future__ import annotations

import json
import re

import pytest

from guide.editions.publishing import publish
from guide.models import Question
from guide.pages.site_map import site_pages
from guide.views import base as page_module

pytestmark = pytest.mark.django_db


def file_at(client, address: str) -> bytes:
    response = client.get(address)
    content = response.getvalue()
    response.close()
    assert response.status_code == 200, address
    return content


def offline_list(client) -> dict:
    return json.loads(re.match(r"const PRECACHE = (.*);\n", client.get("/sw.js").content.decode())[1])


def test_offline_list_holds_every_page(client, guide):
    found = offline_list(client)
    assert {page.url for page in site_pages(guide)} < set(found["pages"])
    for address in [*found["pages"], found["offline"]]:
        response = client.get(address)
        assert (response.status_code, response["Edition"]) == (200, found["edition"]), address


def test_offline_list_holds_every_file_of_a_page(client):
    found = offline_list(client)
    for address in found["pages"]:
        text = client.get(address).content.decode()
        loaded = re.findall(r'<(?:script|img|source|use)[^>]*\s(?:src|href|data-script)="([^"#]+)', text)
        loaded += re.findall(r'<link rel="(?:stylesheet|icon|manifest|apple-touch-icon)" href="([^"]+)"', text)
        loaded += re.findall(r'\sdata-script="([^"]+)"', text)
        assert set(loaded) <= set(found["files"]), address
    for address in found["files"]:
        assert file_at(client, address), address


def test_offline_list_holds_public_files_only(client):
    assert not re.search(r"admin|preview|/feedback/|json|desk\b|healthz|\.md", client.get("/sw.js").content.decode())


def test_worker_changes_with_edition_and_release(client, monkeypatch):
    first = client.get("/sw.js")
    assert first["Content-Type"] == "text/javascript; charset=utf-8"
    assert client.get("/sw.js").content == first.content
    Question.objects.filter(slug="cramp").update(title="Why the cramp?")
    publish(by="tests", note="A new title.")
    second = client.get("/sw.js")
    monkeypatch.setattr(page_module, "build_digest", lambda: "another build")
    third = client.get("/sw.js")
    assert len({answer.content for answer in (first, second, third)}) == 3
    assert len({answer["ETag"] for answer in (first, second, third)}) == 3


def test_manifest_names_the_guide_and_icon_sizes(client, guide):
    response = client.get("/manifest.webmanifest")
    data = response.json()
    assert response["Content-Type"] == "application/manifest+json"
    assert (data["short_name"], data["start_url"], data["scope"]) == (guide.cover.name, "/", "/")
    assert {icon["purpose"] for icon in data["icons"]} == {"any", "maskable"}
    for icon in data["icons"]:
        content = file_at(client, icon["src"])
        if icon["type"] == "image/png":
            assert content.startswith(b"\x89PNG")
            width, height = (int.from_bytes(content[start : start + 4], "big") for start in (16, 20))
            assert icon["sizes"] == f"{width}x{height}"


def test_only_public_pages_register_the_worker(as_editor):
    assert b'data-worker="/sw.js"' in as_editor.get("/guide/form/").content
    for address in ("/preview/guide/form/", "/admin/", "/nope"):
        assert b"sw.js" not in as_editor.get(address).content


def test_csp_restricts_worker_and_manifest(client):
    policy = client.get("/")["Content-Security-Policy"]
    assert "worker-src 'self'" in policy
    assert "manifest-src 'self'" in policy
