"""Checks on the desk: the page that lists findings, and the confirmation when publishing."""

from __future__ import annotations

import pytest

from guide.models import Edition, Section

pytestmark = pytest.mark.django_db
CHECKS, PUBLISH = "/admin/checks/", "/admin/guide/edition/publish/"
FORM = Section.objects.filter(slug="form")


def form_data(**changes):
    return {"note": "Said again.", "only": ["sections/form"]} | changes


def test_page_says_that_nothing_was_found(as_editor):
    assert b"No problems found in" in as_editor.get(CHECKS).content


def test_page_links_each_item_to_its_form(as_editor):
    FORM.update(body="## A\n\n#### B\n\n[x](section:gone)")
    text = as_editor.get(CHECKS).content.decode()
    assert f'<a href="/admin/guide/section/{FORM.get().pk}/change/">{FORM.get().title}</a>' in text
    assert "<span>section</span>" in text
    assert text.count("desk-findings") >= 1  # sources that only this text cites count too
    assert "The link (section:gone) leads nowhere." in text
    assert "A heading with #### skips a level. Use ###." in text
    assert "Has no source." in text
    assert "gap" not in text


def test_checks_page_is_read_only_and_needs_a_role(client, make_user, as_editor):
    assert as_editor.post(CHECKS).status_code == 405
    client.force_login(make_user(name="new"))
    assert client.get(CHECKS).status_code == 403
    client.logout()
    assert client.get(CHECKS)["Location"] == f"/admin/login/?next={CHECKS}"


def test_publish_form_shows_warnings_and_asks(as_publisher):
    FORM.update(body="Do as you please.")
    text = as_publisher.post(PUBLISH, form_data()).content.decode()
    assert "</a>: has no source." in text
    assert "Nothing is published yet. Read the warnings, then tick “Publish anyway”" in text
    assert '<input type="checkbox" name="warnings_confirmed"' in text
    assert "Said again." in text
    assert Edition.objects.count() == 1
    as_publisher.post(PUBLISH, form_data(warnings_confirmed="on"))
    assert Edition.objects.count() == 2


def test_confirmation_does_not_override_errors(as_publisher):
    FORM.update(body="[x](section:gone)")
    assert b"leads nowhere" in as_publisher.post(PUBLISH, form_data(warnings_confirmed="on")).content
    assert Edition.objects.count() == 1


def test_without_warnings_no_confirmation_is_asked(as_publisher):
    assert b'type="checkbox" name="warnings_confirmed"' not in as_publisher.get(PUBLISH).content
