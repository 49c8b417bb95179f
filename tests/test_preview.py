"""Previews of editions and of the working copy, and links that share them without an account."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.signing import Signer
from django.utils import timezone

from guide.editions.publishing import publish
from guide.models import Mistake, PreviewLink, Section

pytestmark = pytest.mark.django_db
FORM = Section.objects.filter(slug="form")


@pytest.fixture
def link(db):
    return PreviewLink.objects.create(for_whom="Lin", ends=timezone.now() + timedelta(hours=1), made_by="ada")


@pytest.fixture
def renamed():
    FORM.update(title="Form, renamed")


def path_of(link: PreviewLink, rest: str = "") -> str:
    return link.get_absolute_url() + rest


def test_link_shows_the_current_working_copy(client, link, renamed):
    text = client.get(path_of(link, "guide/form/")).content.decode()
    assert "Form, renamed" in text
    assert "The working copy, as it is now." in text
    assert "This link ends on" in text
    FORM.update(title="Form, renamed again")
    assert b"Form, renamed again" in client.get(path_of(link, "guide/form/")).content
    assert b"renamed" not in client.get("/guide/form/").content


@pytest.mark.parametrize("rest", ["search/?q=elbow", "routine/?aim=hypertrophy&experience=beginner&equipment=band"])
def test_withdrawn_text_is_gone_from_shared_previews(client, link, rest):
    mistakes = Mistake.objects.all()
    mistakes.update(title="Elbow withdrawn")
    path = path_of(link, rest)
    assert b"withdrawn" in client.get(path).content
    mistakes.update(title="Elbow kept")
    assert b"withdrawn" not in client.get(path).content


def test_former_names_of_parameters_work_in_a_preview(client, link):
    query = "routine/?aim=hypertrophy&experience=beginner&equipment=band&left=12&right=12&reps_in_reserve=2&felt=fine"
    now, former = (path_of(link, rest) for rest in (query, query.replace("reps_in_reserve", "spare")))
    text = client.get(now).content
    assert b"Next time:" in text
    assert client.get(former).content == text


@pytest.mark.parametrize("rest", ["", "guide/", "guide/form/", "variations/", "variations/cable/", "questions/"])
def test_links_of_a_shared_page_stay_in_the_preview(client, link, rest):
    text = client.get(path_of(link, rest)).content.decode()
    places = re.findall(r'(?:href|action|data-hx-get)="(/[^"]*)"', text)
    inside = [place for place in places if not place.startswith("/static/")]
    assert inside
    assert [place for place in inside if not place.startswith(path_of(link))] == []
    assert "/admin/" not in text


@pytest.mark.slow
def test_links_of_a_shared_page_work(client, link):
    seen, waiting = set(), {path_of(link), path_of(link, "search/?q=how+often"), path_of(link, "routine/")}
    while waiting and len(seen) < 60:
        place = waiting.pop()
        seen.add(place)
        response = client.get(place)
        assert response.status_code == 200, place
        found = re.findall(r'href="(/preview/[^"#]*)', response.content.decode())
        waiting |= {one for one in found if "?" not in one and one.count("/") < 7} - seen
    assert len(seen) > 20


def test_shared_preview_is_not_cached_or_indexed(client, link):
    response = client.get(path_of(link, "guide/form/"))
    assert "no-store" in response["Cache-Control"]
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "ETag" not in response
    assert not re.search('og:|ld.json|canonical|theme-color" id|serviceWorker', response.content.decode())


def test_public_addresses_are_unchanged_after_a_preview(client, link):
    client.get(path_of(link, "search/?q=how+often"))
    client.get(path_of(link, "routine/?aim=hypertrophy&experience=beginner&equipment=band"))
    for address in ("/search/?q=how+often", "/routine/?aim=hypertrophy&experience=beginner&equipment=band", "/"):
        assert b"/preview/" not in client.get(address).content


@pytest.mark.parametrize("rest", ["feedback/section/form/", "healthz", "nope/", "guide/gone/"])
def test_non_guide_addresses_have_no_preview(client, link, rest):
    assert client.get(path_of(link, rest)).status_code == 404


def test_expired_or_revoked_link_says_so(client, link):
    PreviewLink.objects.update(ends=timezone.now())
    response = client.get(path_of(link))
    assert response.status_code == 410
    assert b"Ask the person who sent it to you" in response.content
    PreviewLink.objects.update(ends=timezone.now() + timedelta(hours=1))
    link.revoke(by="ada")
    assert client.get(path_of(link)).status_code == 410


def test_forged_link_is_refused(client, link):
    token = path_of(link).split("/")[-2]
    name = token.partition(":")[0]
    for bad in (f"{name}:{'x' * 43}", name, "x", Signer(salt="other").sign(name), token[:-1], f"{token}x"):
        assert client.get(f"/preview/shared/{bad}/").status_code == 404
    PreviewLink.objects.all().delete()
    assert client.get(path_of(link)).status_code == 404


def test_preview_refuses_post(client, link, as_editor):
    assert client.post(path_of(link)).status_code == 405
    assert as_editor.post("/preview/edition/1/").status_code == 405


def test_staff_can_preview_any_edition(as_editor, renamed):
    publish(by="ada", note="Renamed.")
    text = as_editor.get("/preview/edition/1/guide/form/").content.decode()
    assert "Form, renamed" not in text
    assert "Preview: Edition 1, live from" in text
    assert 'href="/admin/"' in text
    assert 'href="/preview/edition/1/variations/"' in text
    assert "Form, renamed" in as_editor.get("/preview/edition/2/guide/form/").content.decode()
    assert as_editor.get("/preview/edition/9/").status_code == 404


def test_edition_can_be_shared_before_its_time(client, renamed):
    edition = publish(by="ada", note="Later.", live_at=timezone.now() + timedelta(days=1))
    link = PreviewLink.objects.create(for_whom="Lin", edition=edition, ends=timezone.now() + timedelta(hours=1))
    FORM.update(title="Another")
    text = client.get(path_of(link, "guide/form/")).content.decode()
    assert "Form, renamed" in text
    assert "Edition 2, live from" in text


def test_previewing_an_edition_needs_the_right(client, make_user):
    assert client.get("/preview/edition/1/")["Location"].startswith("/admin/login/")
    client.force_login(make_user())
    assert client.get("/preview/edition/1/").status_code == 403
