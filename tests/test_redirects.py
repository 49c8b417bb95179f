"""Old addresses redirect with their query, and caches do not store the redirects."""

from __future__ import annotations

import pytest

from guide.text.links import build_link_resolver

MOVED = {
    "/find/": "/search/",
    "/find/?q=sore+knee&utm_source=x": "/search/?q=sore+knee&utm_source=x",
    "/tell/section/form/?edition=1": "/feedback/section/form/?edition=1",
    "/routine/change/?aim=strength&weeks=12": "/routine/edit/?aim=strength&weeks=12",
}


@pytest.mark.parametrize(("old", "new"), MOVED.items())
def test_old_address_redirects_permanently_and_keeps_its_query(client, old, new):
    response = client.get(old)
    assert (response.status_code, response["Location"], response["Cache-Control"]) == (301, new, "no-store")
    assert "ETag" not in response


def test_post_to_an_old_address_is_redirected_as_post(client):
    response = client.post("/tell/section/form/", {"verdict": "wrong", "text": "The range is not said."})
    assert (response.status_code, response["Location"]) == (308, "/feedback/section/form/")


def test_preview_has_no_old_addresses(client):
    assert client.get("/preview/find/?q=knee").status_code == 404


@pytest.mark.django_db
def test_link_with_an_old_page_name_leads_to_the_new_address(guide):
    assert build_link_resolver(guide.snapshot, "guide").address("page", "find") == "/search/"
