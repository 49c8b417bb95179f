from __future__ import annotations

import re

import pytest

from guide.pages import default_routine
from guide.pages.default_routine import DefaultRoutine
from guide.read_model import guide as read_model
from tests.addresses import VARIATIONS

pytestmark = pytest.mark.django_db


def default_routine_of(guide, slug) -> DefaultRoutine:
    return default_routine.default_routine(guide.find("variations", slug), guide)


@pytest.mark.parametrize("slug", VARIATIONS)
def test_variation_numbers_match_the_builder(client, guide, slug):
    text = client.get(f"/variations/{slug}/").content.decode()
    link = re.search(r'href="(/routine/\?[^"]+)">Why these numbers', text)[1].replace("&amp;", "&")
    answer = client.get(link.replace("/routine/", "/routine.json")).json()
    assert answer["variation"]["slug"] == slug
    numbers = {number["name"]: number["value"] for number in answer["numbers"]}
    shown = re.findall(r"<dd>([^<]+)", re.search(r'<dl class="numbers">.*?</dl>', text, re.DOTALL)[0])
    assert shown == [numbers[name] for name in default_routine.SHOWN_NUMBERS]


@pytest.mark.parametrize(
    ("slug", "aim", "experience"),
    [
        ("cable", "hypertrophy", "intermediate"),
        ("bodyweight", "technique", "beginner"),
        ("standing", "hypertrophy", "intermediate"),
    ],
)
def test_numbers_are_for_the_audience_of_the_variation_or_the_middle(guide, slug, aim, experience):
    trainee = default_routine_of(guide, slug).routine.trainee
    assert (trainee.aim, trainee.experience) == (aim, experience)


@pytest.mark.parametrize("slug", VARIATIONS)
def test_alternative_restates_load_and_reps(client, guide, slug):
    variation, shown = guide.find("variations", slug), default_routine_of(guide, slug)
    other = guide.find("variations", variation.instead)
    box = re.search(r'<section class="instead".*?</section>', client.get(f"/variations/{slug}/").content.decode(), re.S)
    assert f'href="/variations/{other.slug}/"' in box[0]
    assert str(shown.routine.prescription.reps) in box[0]
    assert shown.alternative_load == shown.routine.prescription.load.for_equipment(other.equipment) != ""
    assert re.sub(r"\s+", " ", shown.alternative_load) in re.sub(r"\s+", " ", box[0])


def test_without_an_answer_there_are_no_numbers(client, guide, monkeypatch):
    monkeypatch.setattr(default_routine, "build_routines", lambda trainees, guide: [])
    response = client.get("/variations/cable/")
    assert response.status_code == 200
    assert b"Why these numbers" not in response.content


def test_gym_card_has_a_box_for_each_set_of_each_week(client, guide):
    shown = default_routine_of(read_model.current_guide(), "cable")
    card = re.search(r'<table class="log">.*?</table>', client.get("/variations/cable/").content.decode(), re.S)[0]
    sets = sum(sum(week.sessions) for week in shown.weeks)
    assert card.count("<i></i>") == 2 * sets > 0  # left and right
