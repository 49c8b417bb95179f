"""Items are renamed and removed: readers who come to an old address are led on, or told."""

from __future__ import annotations

import re

import pytest

from guide.checks import check_snapshot
from guide.editions.publishing import publish
from guide.models import Cover, Edition, Question, Section, Variation
from guide.models.snapshot import read_working_copy
from tests.desk import address, initial_data

pytestmark = pytest.mark.django_db
REDIRECTS = "/admin/redirects/"


def rename(client, slug, new, model=Question):
    url = address(model, "change", model.objects.get(slug=slug).pk)
    return client.post(url, initial_data(client.get(url)) | {"slug": new}, follow=True)


def delete(client, slug, model=Question):
    url = address(model, "delete", model.objects.get(slug=slug).pk)
    return client.post(url, {"post": "yes"}, follow=True).content.decode()


def save_redirects(client, *lines, opened=None):
    page = client.get(REDIRECTS).context["form"]
    data = {"redirects": "\r\n".join(lines), "opened": page.initial["opened"] if opened is None else opened}
    return client.post(REDIRECTS, data, follow=True).content.decode()


def test_renamed_page_leads_on_for_good(as_editor, client):
    text = rename(as_editor, "wobble", "why-wobble").content.decode()
    assert "its old address redirects readers to the new one" in text
    assert client.get("/questions/wobble/").status_code == 200
    publish(by="ada", note="Renamed.")
    response = client.get("/questions/wobble/")
    assert (response.status_code, response["Location"]) == (301, "/questions/why-wobble/")
    assert response["Cache-Control"].startswith("max-age=0")
    assert client.get("/questions/wobble.md")["Location"] == "/questions/why-wobble.md"
    assert client.get("/questions/why-wobble/").status_code == 200


def test_chain_of_names_leads_on_in_one_step(as_editor, client):
    for old, new in [("wobble", "second"), ("second", "third")]:
        rename(as_editor, old, new)
        publish(by="ada", note="Renamed.")
    assert {client.get(f"/questions/{old}/")["Location"] for old in ("wobble", "second")} == {"/questions/third/"}
    rename(as_editor, "third", "wobble")
    publish(by="ada", note="Back.")
    assert client.get("/questions/wobble/").status_code == 200
    assert client.get("/questions/third/")["Location"] == "/questions/wobble/"


def test_name_that_was_never_public_is_forgotten(as_editor):
    rename(as_editor, "wobble", "slip")
    rename(as_editor, "slip", "why-wobble")
    assert Question.objects.get(slug="why-wobble").former_addresses == ("question:wobble",)


def test_query_goes_with_the_redirect(as_editor, client):
    Section.objects.filter(slug="form").update(former_addresses="variation:rope")
    publish(by="ada", note="A rope.")
    assert client.get("/variations/rope/?tempo=2-1-2&utm_source=x")["Location"] == "/guide/form/?tempo=2-1-2"


def test_texts_may_still_link_to_the_old_name(as_editor, client):
    rename(as_editor, "form", "technique", Section)
    Question.objects.filter(slug="wobble").update(body="See [the form](section:form).")
    publish(by="ada", note="Renamed.")
    assert 'href="/guide/technique/"' in client.get("/questions/wobble/").content.decode()


def test_texts_may_still_show_a_picture_under_the_old_name(as_editor, client):
    rename(as_editor, "cable", "pulley", Variation)
    Question.objects.filter(slug="wobble").update(body="![The end.](variation:cable#top)")
    publish(by="ada", note="Renamed.")
    assert "figures/variations/pulley/" in client.get("/questions/wobble/").content.decode()


def test_renamed_item_is_not_listed_as_deleted(as_editor):
    rename(as_editor, "wobble", "why-wobble")
    assert "Deleted:" not in as_editor.get(address(Question, "changelist")).content.decode()


def test_history_goes_on_under_the_new_name(as_editor):
    rename(as_editor, "wobble", "why-wobble")
    publish(by="ada", note="Renamed.")
    text = as_editor.get(address(Question, "history", Question.objects.get(slug="why-wobble").pk)).content.decode()
    assert re.findall(r'<th scope="row">(\d+)</th>', text) == ["2", "1"]


def test_removed_page_leads_elsewhere_or_is_gone(as_editor, client):
    offer = re.search(r'href="(/admin/redirects/\?lost=[^"]+)"', delete(as_editor, "bench"))[1]
    assert as_editor.get(offer).context["form"]["redirects"].value() == "question:bench → gone"
    assert "Changed: " in save_redirects(as_editor, "question:bench → section:form")
    assert as_editor.get(offer).context["form"]["redirects"].value() == "question:bench → section:form"
    assert "Changed: " in save_redirects(as_editor, "question:bench → gone")
    publish(by="ada", note="Removed.")
    response = client.get("/questions/bench/")
    assert response.status_code == 410
    assert "This page was removed" in response.content.decode()
    save_redirects(as_editor, "question:bench -> section:form")
    publish(by="ada", note="Leads to the form.")
    assert client.get("/questions/bench/")["Location"] == "/guide/form/"
    assert not Cover.objects.get().gone_addresses


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("wobble gone", "Line 1: write an address such as question:old-name"),
        ("question:lost", "Line 1: there is no page “”"),
        ("question:lost → question:nowhere", "Line 1: there is no page “question:nowhere”"),
        ("question:wobble → section:form", "Line 1: question:wobble is a page that exists"),
    ],
)
def test_faulty_line_is_told_and_nothing_is_saved(as_editor, line, message):
    text = save_redirects(as_editor, line)
    assert message in text
    assert line in text
    assert not Section.objects.exclude(former_addresses="").exists()


def test_more_addresses_than_an_item_holds_are_refused(as_editor):
    lines = [f"question:a-name-that-is-rather-long-{number} → section:form" for number in range(40)]
    text = save_redirects(as_editor, *lines)
    assert "at most 1000 characters" in text
    assert lines[-1] in text
    assert not Section.objects.exclude(former_addresses="").exists()


def test_two_editors_change_the_list_at_once(as_editor):
    opened = ""
    save_redirects(as_editor, "question:mine → gone", opened=opened)
    save_redirects(as_editor, "question:yours → section:form", opened=opened)
    assert Cover.objects.get().gone_addresses == ("question:mine",)
    assert Section.objects.get(slug="form").former_addresses == ("question:yours",)


def test_redirects_need_a_role(client, make_user):
    assert client.get(REDIRECTS).status_code == 302
    client.force_login(make_user(name="new"))
    assert client.post(REDIRECTS).status_code == 403


@pytest.mark.parametrize("former", ["question:wobble", "question:twice"])
def test_address_of_another_item_is_an_error(former):
    Section.objects.filter(slug="form").update(former_addresses=former)
    Section.objects.filter(slug="purpose").update(former_addresses="question:twice")
    found = [str(finding) for finding in check_snapshot(read_working_copy()) if finding.severity == "error"]
    assert len(found) == 1
    assert f"{former} is the address of" in found[0]


def test_removed_address_of_a_page_is_an_error_of_its_own_field():
    Cover.objects.update(gone_addresses="question:wobble")
    found = [finding.path for finding in check_snapshot(read_working_copy()) if finding.severity == "error"]
    assert found == ["gone_addresses"]


def test_address_that_is_none_is_refused(as_editor):
    url = address(Section, "change", Section.objects.get(slug="form").pk)
    response = as_editor.post(url, initial_data(as_editor.get(url)) | {"former_addresses": "/guide/old/"})
    assert "“/guide/old/” is no address." in response.content.decode()
    assert Edition.objects.count() == 1
