from __future__ import annotations

import re
from dataclasses import replace

import pytest

from guide.pages.variation_filter import filter_variations, variation_ladder

pytestmark = pytest.mark.django_db
BAND = ["Band kickback on all fours", "Band kickback"]


def titles(client, address):
    lines = client.get(address).content.decode().partition('<ol class="stops compare">')[2].partition("</ol>")[0]
    return re.findall(r"<b>(.*?)</b>", lines)


def test_each_variation_has_its_picture(client, guide):
    ladder = variation_ladder(guide.variations)
    assert small_figures(client, "/variations/") == [variation.pictures[-1].file for variation in ladder]


def test_front_page_draws_one_variation_for_each_kit(client, guide):
    first = {variation.equipment.slug: variation for variation in reversed(guide.variations)}
    found = small_figures(client, "/")
    assert sorted(found) == sorted(variation.pictures[-1].file for variation in first.values())
    assert found[0] == guide.variations[0].pictures[-1].file


def test_front_page_links_to_the_first_section_of_each_chapter_and_to_the_steps(client, guide):
    text = client.get("/").content.decode().partition('<div class="split">')[0]
    assert re.findall(r'<a href="/guide/([a-z]+)/">', text) == ["safety", "form", "programming", "purpose"]


def small_figures(client, address):
    text = client.get(address).content.decode()
    return re.findall(r'<svg class="figure"[^>]*aria-hidden="true"><use href="([^"]+)"', text)


def test_all_variations_are_listed_without_a_filter(client, guide):
    assert titles(client, "/variations/") == [variation.title for variation in variation_ladder(guide.variations)]


def test_equipment_in_the_address_filters_the_table(client):
    assert titles(client, "/variations/?equipment=band") == BAND
    both = titles(client, "/variations/?equipment=machine&equipment=band")
    assert both == [*BAND, "Machine kickback"]


def test_each_filter_link_toggles_one_kind_of_equipment(guide):
    options = {option.equipment.slug: option for option in filter_variations(["band", "cable"], guide).options}
    assert [slug for slug, option in options.items() if option.chosen] == ["band", "cable"]
    assert options["band"].query == "?equipment=cable"
    assert options["machine"].query == "?equipment=band&equipment=machine&equipment=cable"
    assert filter_variations(["band"], guide).options[1].query == ""


def test_unknown_equipment_is_reported(client, guide):
    address = "/variations/?equipment=rope&equipment=band&equipment=%3Cscript%3E"
    text = client.get(address).content.decode()
    assert titles(client, address) == BAND
    assert "no kit called “rope”, “&lt;script&gt;”" in text
    assert len(titles(client, "/variations/?equipment=rope")) == len(guide.variations)


@pytest.mark.parametrize("query", ["equipment=", "equipment=%00", "equipment=" + "a" * 5000, "equipment=%FF", "x=1"])
def test_absurd_equipment_is_handled(client, query):
    response = client.get(f"/variations/?{query}")
    assert response.status_code == 200
    assert b"a" * 100 not in response.content


def test_unused_equipment_offers_links(guide, client, monkeypatch):
    monkeypatch.setattr(
        "guide.views.pages.filter_variations",
        lambda wanted, guide: replace(filter_variations([], guide), variations=()),
    )
    text = client.get("/variations/").content.decode()
    assert "No variation uses this equipment." in text
    assert "See them all" in text


def test_ladder_goes_from_easiest_to_hardest(guide):
    ladder = variation_ladder(guide.variations)
    assert " ".join(variation.slug for variation in ladder) == (
        "standing face-down bodyweight band-knees band ankle-weights dumbbell machine cable"
    )
    assert [variation.harder for variation in ladder[:-1]] == [variation.slug for variation in ladder[1:]]


def test_ladder_with_cycles_lists_each_variation_once(guide):
    first, second, *rest = guide.variations
    circle = [replace(first, easier=second.slug, harder=second.slug), replace(second, harder=first.slug)]
    alone = [replace(row, easier="", harder="") for row in rest]
    found = [variation.slug for variation in variation_ladder([*circle, *alone])]
    assert sorted(found) == sorted(row.slug for row in guide.variations)
