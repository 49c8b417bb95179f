from __future__ import annotations

import csv
from itertools import product
from pathlib import Path

import pytest

from guide.builder.json_api import prescription_as_dict

pytestmark = pytest.mark.django_db

with (Path(__file__).parent / "data" / "prescriptions.csv").open(encoding="utf-8", newline="") as file:
    ROWS = list(csv.DictReader(file))


@pytest.mark.parametrize("row", ROWS, ids=[row["row"] for row in ROWS])
def test_builder_matches_the_prescription_table(client, row):
    answers = {name: row[name] for name in ("aim", "experience", "placement")} | {"equipment": "cable"}
    response = client.get("/routine.json", answers)
    assert response.status_code == 200
    assert response.json()["prescription"] == row


def test_guide_has_the_rows_of_the_table_in_order(guide):
    assert [prescription_as_dict(prescription, guide.cover.side) for prescription in guide.prescriptions] == ROWS


def test_table_covers_placement_experience_and_aim(guide):
    parts = (guide.placements, guide.experience, guide.aims)
    wanted = list(product(*([part.slug for part in found] for found in parts)))
    assert [(row["placement"], row["experience"], row["aim"]) for row in ROWS] == wanted
    assert len(ROWS) == 45
