"""Studies that fold, and figures where the words are."""

from __future__ import annotations

import re
from itertools import count, repeat

import pytest

from guide.models import Section
from guide.text.blocks import Figure
from guide.text.markdown import LinkResolver, find_broken_links, find_headings, render_markdown
from guide.text.parsed_text import parse_text
from guide.text.portable_markdown import to_portable_markdown

TOP = Figure("0 0 10 20", "/figures/a.svg#f2", 'Alt "1"', "Own caption.", is_fault=False)
FAULT = TOP._replace(is_fault=True)
LINKS = LinkResolver({}, {}, {"variation:cable#top": TOP, "mistake:arching#fault": FAULT})
FOLD = "## One\n\nDo.\n\n### What the studies say\n\nThey say.\n\n#### Deeper\n\nMore.\n\n## Two\n\nNext."


def test_studies_fold_up_to_the_next_heading_of_their_level():
    html = render_markdown(FOLD, LINKS)
    before, _, rest = html.partition('<details class="studies"><summary>What the studies say</summary>')
    folded, _, after = rest.partition("</details>")
    assert "Do." in before
    assert re.findall(r"They say|Deeper|More", folded) == ["They say", "Deeper", "More"]
    assert "Next." in after
    assert html.count("<details") == html.count("</details>") == 1


def test_studies_at_the_end_are_closed():
    html = render_markdown("Yes.\n\n## What the studies say\n\nThey say.", LINKS)
    assert html.endswith("They say.</p>\n</details>")


def test_studies_are_no_entry_of_contents():
    assert [title for _, _, title in find_headings(FOLD, "x")] == ["One", "Deeper", "Two"]
    assert [heading.title for heading in render_markdown(FOLD, LINKS).headings] == ["One", "Two"]


def test_headings_with_the_same_title_have_different_anchors():
    text = "## One\n\n## One_1\n\n## One\n\n## Two\n\n## One\n\n"
    assert [anchor for _, anchor, _ in find_headings(text, "x")] == ["x-one", "x-one_1", "x-one_2", "x-two", "x-one_3"]


def test_each_number_of_an_anchor_is_tried_once(monkeypatch):
    tried = count()
    monkeypatch.setattr("guide.text.markdown.count", lambda: (next(tried) for _ in repeat(None)))
    assert len(list(find_headings("## One\n\n" * 50, "x"))) == 50
    assert next(tried) == 50


@pytest.mark.parametrize("text", ["> ## What the studies say", "- ## What the studies say", "What the studies say"])
def test_only_headings_of_the_text_itself_fold(text):
    assert "<details" not in render_markdown(text, LINKS)


def test_figures_are_drawn_with_caption_and_alternative_text():
    html = render_markdown("![Stop *here*.](variation:cable#top)\n![](mistake:arching#fault)", LINKS)
    first, second = re.findall(r"<figure.*?</figure>", html)
    assert 'viewBox="0 0 10 20" role="img" aria-label="Alt &quot;1&quot;"><use href="/figures/a.svg#f2"/>' in first
    assert "<figcaption>Stop here.</figcaption>" in first
    assert second.startswith('<figure class="fault">')
    assert "<figcaption>Own caption.</figcaption>" in second
    assert html.count('class="figures"') == 1


@pytest.mark.parametrize(
    "text", ["See ![it](variation:cable#top) here.", "![it](variation:cable#start)", "![it](x.png)"]
)
def test_other_images_are_their_words(text):
    html = render_markdown(text, LINKS)
    assert "<svg" not in html
    assert "it" in html


def test_markup_in_a_caption_is_shown_as_text():
    assert "<figcaption>&lt;script&gt;</figcaption>" in render_markdown("![<script>](variation:cable#top)", LINKS)


def test_missing_picture_is_found():
    (problem,) = find_broken_links("![it](variation:cable#right)", LINKS)
    assert "variation:cable#right" in problem


@pytest.mark.django_db
def test_page_draws_the_pose_and_folds_the_studies(client):
    body = "Do.\n\n![Stop.](variation:cable#top)\n\n## What the studies say\n\nThey say."
    Section.objects.filter(slug="form").update(body=body)
    page = publish_and_get(client, "/guide/form/")
    (file,) = set(re.findall(r'<use href="([^"#]+)', page.partition("<main")[2]))
    assert client.get(file).status_code == 200
    assert '<details class="studies">' in page
    assert "They say." in client.get("/guide/form.md").content.decode()


def publish_and_get(client, address):
    from guide.editions.publishing import publish

    publish(by="ada", note="A figure.")
    return client.get(address).content.decode()


CARE = "## Emergency: call\n\n- Pain.\n\n### What the studies say\n\nThey say.\n\n## Routine: ask\n\nHelp.\n\n## Else"


def test_care_headings_make_cards_by_how_soon_to_act():
    html = render_markdown(CARE, LINKS, prefix="safety")
    first, second = re.findall(r'<section class="care (\w+)">(.*?)</section>', html, re.DOTALL)
    assert (first[0], second[0]) == ("now", "later")
    assert '<h2 id="safety-emergency-call">' in first[1]
    assert "They say." in first[1].partition("<details")[2]
    assert "Help." in second[1]
    assert "Else" not in second[1]
    assert html.count("<details") == html.count("</details>") == 1


@pytest.mark.parametrize(
    "text",
    [
        "![a](variation:cable#top) ![b](mistake:arching#fault)",
        "![a](variation:cable#top)  \n![b](mistake:arching#fault)",
        "![a](variation:cable#top)\n![b](mistake:arching#fault) <!-- c -->",
    ],
)
def test_figures_of_one_paragraph_stand_side_by_side(text):
    assert render_markdown(text, LINKS).count("<figure") == 2


@pytest.mark.parametrize(
    "text", ["See ![it](variation:cable#top).", "1. a\n   ![x](variation:cable#top)", "**![x](variation:cable#top)** b"]
)
def test_figure_beside_words_is_found(text):
    assert parse_text(text).images_in_words == ("variation:cable#top",)
    assert parse_text("![a](variation:cable#top)").images_in_words == ()


@pytest.mark.parametrize("heading", ["Routine", "Emergency", "Routine work: sets"])
def test_care_heading_needs_its_word_and_a_colon(heading):
    assert "<section" not in render_markdown(f"## {heading}\n\nText.", LINKS)
    assert '<section class="care later">' in render_markdown("## routine: ask\n\nText.", LINKS)


def test_lead_leaves_out_figures_before_it():
    html = render_markdown("![x](variation:cable#top)\n\nFirst words.\n\nNext.", LINKS)
    assert html.lead == "<p>First words.</p>"


def test_figure_without_words_has_its_caption_in_portable_markdown():
    assert to_portable_markdown("![](variation:cable#top)", LINKS) == "Own caption."


def test_placeholder_of_figures_cannot_be_typed():
    assert render_markdown("\ufffe0\n\n![x](variation:cable#top)", LINKS).count("<figure") == 1
