"""Structured data of pages, on the small guide."""

from __future__ import annotations

import pytest

from guide.editions.publishing import publish
from guide.models import Question, Section, Variation
from tests.pages import structured_data

pytestmark = [pytest.mark.usefixtures("small_guide"), pytest.mark.django_db]


@pytest.fixture
def data_of(client):
    return lambda address: structured_data(client.get(address).content.decode())


def test_every_question_has_its_answer(data_of):
    (faq, _) = data_of("/questions/")
    answers = [(entity["name"], entity["acceptedAnswer"]["text"]) for entity in faq["mainEntity"]]
    assert answers == [("How heavy?", "Light enough.")]


def test_every_step_is_named_by_its_phase(data_of):
    (how_to, *_) = data_of("/variations/standing/")
    steps = [(step["position"], step["name"], step["text"]) for step in how_to["step"]]
    assert steps == [(1, "Hang", "Arm long."), (2, "Curl", "Bend the elbow.")]


def test_breadcrumbs_lead_to_the_page(data_of):
    (*_, trail) = data_of("/variations/standing/")
    addresses = [f"http://testserver{path}" for path in ("/", "/variations/", "/variations/standing/")]
    assert [step["item"] for step in trail["itemListElement"]] == addresses


@pytest.mark.parametrize("changed", [Section, Variation, Question])
def test_date_modified_is_that_of_the_item(data_of, guide, changed):
    kinds = {Section: "guide", Variation: "variations", Question: "questions"}
    addresses = {model: f"/{kind}/{model.objects.first().slug}/" for model, kind in kinds.items()}

    def modified():
        return {model: data_of(address)[0]["dateModified"] for model, address in addresses.items()}

    before = modified()
    changed.objects.update(title="Another title")
    publish(by="tests", note="Another title.", major=True)
    after = modified()
    assert [model for model in kinds if after[model] > before[model]] == [changed]
