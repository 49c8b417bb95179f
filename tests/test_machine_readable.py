"""Structured data, feed, sitemap and Markdown agree with the page."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from uuid import UUID
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.utils import timezone
from django.utils.html import strip_tags
from markdown_it import MarkdownIt

from guide.editions.item_dates import item_dates
from guide.editions.publishing import publish
from guide.models import Equipment, Mistake, Question, Section, Source, Variation
from guide.pages import json_ld
from guide.pages.site_map import site_pages
from guide.read_model.guide import current_guide
from guide.text.list_numbers import write_list_numbers
from tests.pages import structured_data

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def text_at(client, address: str) -> str:
    return client.get(address).content.decode()


def words(html: str) -> str:
    """Return the words of a page and the numbers of its lists without whitespace, for comparison."""
    body = re.sub(r"<(script|head|title|sup)\b.*?</\1>", "", html, flags=re.DOTALL)
    return re.sub(r"\s+", "", unescape(strip_tags(write_list_numbers(body))))


def strings(data) -> list[str]:
    """Yield every text in the data except addresses and type names."""
    if isinstance(data, dict):
        left = {key: value for key, value in data.items() if key not in {"inLanguage", "dateModified", "lastReviewed"}}
        return [text for key, value in left.items() if key[0] != "@" for text in strings(value)]
    if isinstance(data, list):
        return [text for value in data for text in strings(value)]
    return [data] if isinstance(data, str) and not data.startswith("http") else []


def test_structured_data_repeats_the_heading(client, guide):
    for page in site_pages(guide):
        (heading,) = re.findall(r"<h1[^>]*>(.*?)</h1>", text_at(client, page.url), re.DOTALL)
        assert unescape(heading.strip()) == page.title, page.url


def test_structured_data_text_is_on_the_page(client, guide):
    for page in site_pages(guide):
        html = text_at(client, page.url)
        seen = words(html)
        for text in strings(structured_data(html)):
            assert re.sub(r"\s+", "", text) in seen, f"{page.url}: {text}"


@pytest.mark.parametrize(
    ("address", "kind"),
    [("/", "WebSite"), ("/guide/form/", "Article"), ("/variations/cable/", "HowTo"), ("/questions/", "FAQPage")],
)
def test_structured_data_type_of_each_page(client, address, kind):
    assert structured_data(text_at(client, address))[0]["@type"] == kind


def test_no_title_can_close_the_script_element(client):
    bad = "</script><script>alert(1)</script> & <!-- é"
    Section.objects.filter(slug="form").update(title=bad)
    publish(by="tests", note="Bad words.")
    html = text_at(client, "/guide/form/")
    assert structured_data(html)[0]["headline"] == bad
    assert "alert(1)</script>" not in html
    script = json_ld.json_ld_script({"a": "<>&\u2028\u2029"})
    assert script == '<script type="application/ld+json">{"a":"\\u003C\\u003E\\u0026\\u2028\\u2029"}</script>'


def test_shared_pages_have_open_graph_data(client):
    html = text_at(client, "/variations/band/")
    open_graph = dict(re.findall(r'<meta property="og:(.*?)" content="(.*?)">', html))
    assert open_graph["title"] == "Band kickback"
    assert open_graph["url"] == "http://testserver/variations/band/"
    picture = client.get(open_graph["image"].replace("http://testserver", ""))
    content = picture.getvalue()
    picture.close()
    size = [int.from_bytes(content[start : start + 4], "big") for start in (16, 20)]
    assert size == [int(open_graph["image:width"]), int(open_graph["image:height"])]


def test_description_of_a_question_is_escaped_once(client):
    Question.objects.filter(slug="wobble").update(body="Sets & reps stay below 20.")
    publish(by="tests", note="An ampersand.")
    description = '<meta property="og:description" content="Sets &amp; reps stay below 20.">'
    assert description in text_at(client, "/questions/wobble/")


def test_data_for_machines_is_escaped_once_and_has_no_numbers_of_sources(client, guide):
    for page in site_pages(guide):
        html = text_at(client, page.url)
        descriptions = re.findall(r'<meta (?:property="og:|name=")description" content="(.*?)">', html)
        texts = [*map(unescape, descriptions), *strings(structured_data(html))]
        assert len(descriptions) == 2, page.url
        assert not [text for text in texts if re.search(r"&(amp|lt|gt|quot|#\w+);|\[\d", text)], page.url


def test_previews_and_missing_pages_have_no_structured_data(as_editor):
    for address in ("/preview/guide/form/", "/nope"):
        assert not re.search("og:|ld.json|alternate", text_at(as_editor, address))


def test_full_guide_is_noindex(client):
    assert text_at(client, "/guide/").count('bot" content="noindex, follow"') == 2
    assert "noindex" not in text_at(client, "/guide/form/")
    assert "<loc>http://testserver/guide/</loc>" not in text_at(client, "/sitemap.xml")


def test_feed_lists_major_changes_with_stable_ids(client):
    first = ElementTree.fromstring(client.get("/changes.atom").content)
    Section.objects.filter(slug="form").update(title="Form again")
    publish(by="tests", note="A slip mended.")
    Section.objects.filter(slug="form").update(title="Form at last")
    publish(by="tests", note="Reps & rest <changed>.", major=True)
    response = client.get("/changes.atom")
    feed = ElementTree.fromstring(response.content)
    assert response["Content-Type"] == "application/atom+xml"
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == ["Edition 3", "Edition 1"]
    assert feed.find(f"{ATOM}entry").findtext(f"{ATOM}content") == "Reps & rest <changed>."
    ids = [element.text for element in feed.iter(f"{ATOM}id")]
    assert [UUID(each).urn for each in ids] == ids
    assert len(set(ids)) == 3
    elsewhere = ElementTree.fromstring(client.get("/changes.atom", headers={"host": "localhost"}).content)
    assert [element.text for element in elsewhere.iter(f"{ATOM}id")] == ids
    assert [element.text for element in first.iter(f"{ATOM}id")] == [ids[0], ids[2]]
    for element in (feed, *feed.iter(f"{ATOM}entry")):
        assert all(element.findtext(f"{ATOM}{name}") for name in ("id", "title", "updated"))


def dates_in_sitemap(client) -> dict[str, str]:
    urls = ElementTree.fromstring(client.get("/sitemap.xml").content).iter(f"{SITEMAP}url")
    return {url.findtext(f"{SITEMAP}loc")[17:]: url.findtext(f"{SITEMAP}lastmod") for url in urls}


def test_sitemap_lastmod(client):
    def moved(since):
        now = dates_in_sitemap(client)
        return {path for path in now if now[path] != since.get(path)}

    before = Section.objects.get(slug="form").body
    first = dates_in_sitemap(client)
    Section.objects.filter(slug="form").update(body="Another text.")
    publish(by="tests", note="A new text.")
    assert moved(first) == {"/guide/form/", "/changes/"}
    second = dates_in_sitemap(client)
    Mistake.objects.filter(slug="arching").update(cue="Another cue.")
    publish(by="tests", note="A new cue.")
    assert moved(second) == {"/guide/mistakes/", "/changes/"}
    third = dates_in_sitemap(client)
    Equipment.objects.filter(slug="cable").update(hint="Another hint.")
    publish(by="tests", note="A new hint.")
    assert moved(third) == {"/routine/", "/variations/", "/changes/"}
    fourth = dates_in_sitemap(client)
    Section.objects.filter(slug="form").update(body=before)
    publish(by="tests", note="The first text again.")
    assert moved(fourth) == {"/guide/form/", "/changes/"}


def test_dates_do_not_depend_on_earlier_computations(client):
    for number in range(3):
        Section.objects.filter(slug="form").update(body=f"Text {number}.")
        publish(by="tests", note=f"Text {number}.")
        step_by_step = dates_in_sitemap(client)
    stamp = current_guide().edition
    known = item_dates(stamp.number, stamp.digest, stamp.live_at)
    cache.clear()
    assert item_dates(stamp.number, stamp.digest, stamp.live_at) == known
    assert dates_in_sitemap(client) == step_by_step


def test_scheduled_edition_sets_no_sitemap_date(client):
    first = dates_in_sitemap(client)
    Section.objects.filter(slug="form").update(title="Form later")
    publish(by="tests", note="Later.", live_at=timezone.now() + timedelta(hours=1))
    assert dates_in_sitemap(client) == first


def test_page_as_markdown(client, guide):
    response = client.get("/guide/form.md")
    text = response.content.decode()
    assert response["Content-Type"] == "text/markdown; charset=utf-8"
    assert response["Link"] == '<http://testserver/guide/form/>; rel="canonical"'
    assert text.startswith("# Form, step by step\n\n")
    assert "[safety](http://testserver/guide/safety/)" in text
    number = guide.find("sources", "E56").number
    assert f"activity in the gluteus maximus [^{number}]." in text
    assert len(re.findall(rf"^\[\^{number}\]: Oh JS", text, re.MULTILINE)) == 1


def test_markdown_pages_have_no_html_or_dangling_notes(client, guide):
    for page in site_pages(guide):
        html = text_at(client, page.url)
        if page.name == "routine":
            assert 'type="text/markdown"' not in html
            continue
        (address,) = re.findall(r'type="text/markdown" href="(.*?)"', html)
        text = text_at(client, address)
        assert not re.search(r"</?(p|a|ul|li|div|h\d)\b|&\w+;|\]\((?!http|mailto)|\[[A-Z]\d+\]|\n\n\n", text), address
        assert set(re.findall(r"\[\^(\d+)\](?!:)", text)) == set(re.findall(r"^\[\^(\d+)\]:", text, re.MULTILINE))


def test_full_guide_as_markdown(client, guide):
    text = text_at(client, "/guide.md")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1
    for part in (*guide.sections, *guide.variations, *guide.mistakes, *guide.questions):
        assert part.title in text


HOSTILE = "1. *a* _b_ [c](https://evil.example) <b>d</b> `e` | [E1] &lt; # f"


def test_plain_texts_are_escaped_in_markdown(client):
    Section.objects.filter(slug="form").update(title=HOSTILE, summary=HOSTILE)
    Variation.objects.filter(slug="cable").update(title=HOSTILE, summary=HOSTILE)
    Source.objects.filter(slug="E56").update(citation=HOSTILE)
    publish(by="tests", note=f"{HOSTILE}\n- g", major=True)
    places = {"/guide/form.md": 3, "/variations.md": 2, "/variations/cable.md": 2, "/changes.md": 1, "/sources.md": 1}
    for address, least in places.items():
        html = MarkdownIt("commonmark").enable("table").render(text_at(client, address))
        assert unescape(re.sub(r"<.*?>", "", html)).count(HOSTILE) >= least, address
        assert 'evil.example">' not in html
        assert "<b>" not in html
