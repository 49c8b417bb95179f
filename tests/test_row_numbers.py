"""A text names a number of a row instead of repeating it."""

from __future__ import annotations

import pytest

from guide.checks import check_snapshot
from guide.editions.publishing import publish
from guide.models import Placement, Question
from guide.models.snapshot import read_working_copy
from guide.text.row_numbers import fill_numbers

ROWS = {
    "placements": [{"slug": "accessory", "reps": "10-20", "name": "", "text": "Slow. " * 9, "facts": ["R2"]}],
    "equipment": [{"slug": "cable", "step_kg": "2.5"}],
    "questions": [{"slug": "reps", "body": "Do {placement:accessory.reps} reps."}, {"slug": "other", "body": "{x}"}],
}


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("Do {placement:accessory.reps} reps.", "Do 10-20 reps."),
        ("{equipment:cable.step_kg} kg, {equipment:cable.step_kg} more", "2.5 kg, 2.5 more"),
        ("{placement:gone.reps}", "{placement:gone.reps}"),
        ("{placement:accessory.name}", "{placement:accessory.name}"),
        ("{placement:accessory.facts}", "{placement:accessory.facts}"),
        ("{placement:accessory.text}", "{placement:accessory.text}"),
        (
            "{nothing:accessory.reps} and { placement:accessory.reps }",
            "{nothing:accessory.reps} and { placement:accessory.reps }",
        ),
    ],
)
def test_names_become_numbers(text, filled):
    filled_rows = fill_numbers(ROWS | {"mistakes": [{"slug": "m", "poses": [{"caption": text}]}]})
    assert filled_rows["mistakes"][0]["poses"][0]["caption"] == filled
    assert filled_rows["placements"] is ROWS["placements"]


@pytest.mark.django_db
def test_number_follows_its_row_in_every_format(client):
    Question.objects.filter(slug="wobble").update(body="Do {placement:warm-up.reps} slow reps first.")
    for reps in ("10-15", "10-18"):
        Placement.objects.filter(slug="warm-up").update(reps=reps)
        publish(by="ada", note="Reps.")
        for address in ("/questions/wobble/", "/questions/wobble.md", "/search/?q=slow+reps+first"):
            text = client.get(address).content.decode()
            assert f"Do {reps} slow reps first." in text.replace("<mark>", "").replace("</mark>", "")


@pytest.mark.django_db
def test_number_that_does_not_exist_stops_publishing():
    Question.objects.filter(slug="wobble").update(body="Do {placement:warm-up.sips} reps.")
    found = [str(finding) for finding in check_snapshot(read_working_copy()) if finding.severity == "error"]
    assert found == [
        "questions/wobble: body: there is no number {placement:warm-up.sips}. Name a row and one of its keys."
    ]


@pytest.mark.django_db
def test_preview_beside_the_text_shows_the_number(as_editor):
    response = as_editor.post("/admin/text-preview/", {"text": "Do {placement:warm-up.sets} sets."})
    assert f"Do {Placement.objects.get(slug='warm-up').sets} sets." in response.content.decode()
