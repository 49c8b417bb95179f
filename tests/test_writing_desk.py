"""Around an item's form: previews, link picker, presence of other editors, backlinks."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from guide.models import Presence, Question, Variation
from tests.desk import initial_data

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}
PLACES = ["/admin/text-preview/", "/admin/link-targets/", "presence/", "backlinks/"]


@pytest.fixture
def band():
    return Variation.objects.get(slug="band")


def full_address(place: str, band: Variation) -> str:
    return place if place.startswith("/") else f"/admin/guide/variation/{band.pk}/{place}"


def preview(client, text: str) -> str:
    return client.post("/admin/text-preview/", {"text": text}).content.decode()


def test_preview_renders_text_as_on_its_page(as_editor):
    html = preview(as_editor, "See [the band](variation:band) [E5].\n\n<script>x</script>\n\n## More")
    assert '<a href="/preview/variations/band/">the band</a>' in html
    assert "<sup>" in html
    assert "<script" not in html
    assert "<h3>More</h3>" in html


def test_preview_counts_words_and_marks_long_sentences(as_editor):
    html = preview(as_editor, "Kick back. A " + "word " * 24 + "end.")
    assert "28 words, 14 per sentence" in html
    assert "Long sentence, 26 words:" in html
    assert html.count("<mark>") == 1
    assert "<mark>" not in preview(as_editor, "word " * 24 + "end.")


def test_plain_text_preview_is_verbatim(as_editor):
    html = as_editor.post(
        "/admin/text-preview/", {"text": "Not **bold**, no [link](section:x) <b>.", "plain": "1"}
    ).content
    assert b"Not **bold**, no [link](section:x) &lt;b&gt;." in html
    assert b"Broken" not in html
    assert b"words" in html


def test_long_single_line_is_shown_whole(as_editor, band):
    url = full_address("change/", band)
    page = as_editor.get(url)
    assert re.search(r'<textarea name="summary"[^>]* data-preview="plain"', page.content.decode())
    assert b'<input type="text" name="title"' in page.content
    as_editor.post(url, initial_data(page) | {"summary": "A line.\r\n\r\nAnd one."})
    assert Variation.objects.get(slug="band").summary == "A line. And one."


def test_unknown_links_and_codes_are_reported(as_editor):
    html = preview(as_editor, "See [it](variation:nothing) and [ZZ99].")
    assert "the link (variation:nothing) leads nowhere." in html
    assert "[ZZ99] is not the code of any source." in html


@pytest.mark.parametrize("data", [{}, {"text": "x" * 100_001}])
def test_empty_or_too_long_preview_is_refused(as_editor, data):
    assert as_editor.post("/admin/text-preview/", data).status_code == 400
    assert "0 words" in preview(as_editor, "")


@pytest.mark.parametrize(
    ("q", "code"),
    [
        ("band", "[Band kickback](variation:band)"),
        ("E5", "[E5]"),
        ("gluteus max", "(muscle:gluteus-maximus)"),
        ("routine", "[Routine](page:routine)"),
    ],
)
def test_link_picker_finds_by_title_slug_or_code(as_editor, q, code):
    assert code in as_editor.get("/admin/link-targets/", {"q": q}, headers=HTMX).content.decode()
    whole = as_editor.get("/admin/link-targets/", {"q": q}).content.decode()
    assert code in whole
    assert "<h1>Link targets</h1>" in whole


def test_search_without_results_offers_help(as_editor):
    for q in ("zzzz", "%_'\"", "x" * 5000):
        assert b"Try another word." in as_editor.get("/admin/link-targets/", {"q": q}, headers=HTMX).content


def test_long_target_list_is_cut(as_editor, django_assert_max_num_queries):
    Question.objects.bulk_create(
        Question(slug=f"q{n}", title=f"Many {n}?", topic="t", body="b", position=n) for n in range(400)
    )
    with django_assert_max_num_queries(12):
        html = as_editor.get("/admin/link-targets/", {"q": "many"}, headers=HTMX).content.decode()
    assert html.count("data-link") == 30
    assert "There are more." in html


def test_presence_names_other_editors(as_editor, make_user, band):
    here = full_address("presence/", band)
    assert as_editor.post(here).content.strip() == b""
    Presence.objects.record(band, make_user("Editors", name="grace"))
    assert "<b>grace</b> has this open too." in as_editor.post(here).content.decode()
    assert "<b>grace</b> has this open too." in as_editor.get(full_address("change/", band)).content.decode()
    other = Variation.objects.exclude(pk=band.pk).first()
    assert as_editor.post(full_address("presence/", other)).content.strip() == b""


def test_open_form_reports_deletion(as_editor):
    assert b"Somebody has deleted this." in as_editor.post("/admin/guide/variation/999999/presence/").content


def test_presence_expires_after_two_minutes(as_editor, make_user, band):
    Presence.objects.record(band, make_user("Editors", name="grace"))
    Presence.objects.update(last_seen=timezone.now() - timedelta(seconds=121))
    assert as_editor.post(full_address("presence/", band)).content.strip() == b""
    assert [p.user.username for p in Presence.objects.all()] == ["ada"]


def test_backlinks_are_listed_with_their_forms(as_editor, band):
    Question.objects.create(slug="new", title="Which band?", topic="t", body="See [this](variation:band).")
    for headers in ({}, HTMX):
        html = as_editor.get(full_address("backlinks/", band), headers=headers).content.decode()
        assert "Which band?</a> (question) links to it." in html
    lonely = Question.objects.get(slug="new")
    assert b"No backlinks:" in as_editor.get(f"/admin/guide/question/{lonely.pk}/backlinks/").content


@pytest.mark.parametrize("place", PLACES)
def test_editing_pages_are_for_editors_only(client, make_user, band, place):
    url = full_address(place, band)
    send = client.post if place in ("/admin/text-preview/", "presence/") else client.get
    assert send(url, {"text": "x"})["Location"].startswith("/admin/login/")
    client.force_login(make_user("Editors", name="reader", is_staff=False))
    assert send(url, {"text": "x"})["Location"].startswith("/admin/login/")
    client.force_login(make_user(name="clerk"))
    assert send(url, {"text": "x"}).status_code == 403
    for role in ("Editors", "Publishers"):
        client.force_login(make_user(role, name=role))
        assert send(url, {"text": "x"}).status_code == 200
    wrong = client.get if send == client.post else client.post
    assert wrong(url).status_code == 405


def test_missing_row_is_404(as_editor):
    assert as_editor.get("/admin/guide/variation/999999/backlinks/").status_code == 404
