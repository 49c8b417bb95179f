"""Prescriptions on the desk: the preview of the typed row, and the answers that lead to it."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from guide.models import Prescription
from guide.routine import Trainee, build
from guide.routine.reachability import answer_paths_to
from tests.desk import initial_data

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
READING = "/admin/guide/prescription/preview/"


@pytest.fixture
def row():
    return Prescription.objects.get(slug="M22")


@pytest.fixture
def preview_with(as_editor, row):
    """Return the preview of the row with some fields changed."""
    data = initial_data(as_editor.get(f"/admin/guide/prescription/{row.pk}/change/"))

    def preview_with(**changes) -> str:
        return as_editor.get(READING, data | {"of": row.pk} | changes).content.decode()

    return preview_with


def test_prescription_preview_in_a_coachs_words(as_editor, row):
    text = as_editor.get(f"/admin/guide/prescription/{row.pk}/change/").content.decode()
    assert "3-4 sets of 10-15 reps, each leg." in text
    assert "Stop each set while you could still do 2-3 clean reps." in text
    assert "Lift for 2 seconds, pause for 1, lower for 2." in text
    assert "At most 12 sets a week." in text
    assert "With weights: Reps first, then load" in text
    assert "B2, our own rule" in text


def test_preview_follows_typed_values(preview_with):
    text = preview_with(sets="3", reps="12-15", rir="5+", tempo="3-0-3", days="1", weekly_sets_cap="4")
    assert "3 sets of 12-15 reps" in text
    assert "5 or more clean reps with ease" in text
    assert "Lift for 3 seconds, do not pause, lower for 3." in text
    assert "1 day a week" in text
    assert "errorlist" not in text


WRONG = {
    "no range": ({"reps": "ten"}, "Reps:</b> “ten” is not a range. Write it like 3, 10-15 or 5+."),
    "backwards": ({"rest": "90-60"}, "Rest in seconds:</b> “90-60” runs backwards"),
    "no tempo": ({"tempo": "slow"}, "Tempo:</b> “slow” is not a tempo. Write lift-pause-lower"),
    "outside the placement": ({"sets": "9"}, "Sets:</b> 9 is outside 3-4, the range for Accessory."),
    "over the cap": ({"weekly_sets_cap": "5"}, "already make 6 sets a week."),
    "no such rule": ({"progression": "P1/P99"}, "Progression:</b> “P99” is not the code of any progression."),
    "no such source": ({"evidence": "S ZZ9"}, "Evidence:</b> “ZZ9” is not the code of any source."),
    "a number unknown": ({"evidence": "Z B1"}, "Evidence:</b> “Z B1” does not start with one of S, R, I"),
    "markup": ({"reps": "<script>"}, "“&lt;script&gt;” is not a range"),
    "another row's place": ({"experience": "1"}, "already exists"),
}


@pytest.mark.parametrize(("changes", "words"), WRONG.values(), ids=WRONG)
def test_invalid_value_names_its_field(preview_with, changes, words):
    text = preview_with(**changes)
    assert words in text
    assert "prescription-sentence" not in text


@pytest.mark.parametrize("changes", [WRONG["no such rule"][0], WRONG["no such source"][0]])
def test_unknown_code_is_refused_by_the_form(as_editor, row, changes):
    url = f"/admin/guide/prescription/{row.pk}/change/"
    response = as_editor.post(url, initial_data(as_editor.get(url)) | changes)
    assert "is not the code of any" in response.content.decode()
    assert Prescription.objects.get(pk=row.pk).serialize() == row.serialize()


def test_impossible_weekly_numbers_are_reported(preview_with):
    assert "sets in a week exceed the cap of" not in preview_with()
    assert "Nothing is named" not in preview_with()
    assert "<b>none given</b>" in preview_with(evidence="S B2")


def test_empty_form_says_what_is_missing(as_editor):
    for url in (READING, f"{READING}?of=999999", f"{READING}?of=x"):
        text = as_editor.get(url).content.decode()
        assert "Still empty: placement, experience, aim, sets, reps, reps in reserve" in text
        assert "errorlist" not in text
    assert as_editor.get("/admin/guide/prescription/add/").status_code == 200


def test_answers_leading_to_the_row_are_linked(as_editor):
    careful = Prescription.objects.get(slug="M05")
    text = as_editor.get(f"/admin/guide/prescription/{careful.pk}/change/").content.decode()
    assert "avoiding “Pain now, or an injury in treatment”" in text
    assert 'href="/preview/routine/?aim=return&amp;experience=beginner' in text


def test_answer_paths_match_the_builder(guide):
    book = guide.rulebook
    paths_by_slug = {row.slug: answer_paths_to(row, book) for row in book.prescriptions}
    for trainee in trainees(book):
        paths = [path for path in paths_by_slug[build(trainee, book).prescription.slug] if matches(path, trainee)]
        assert paths, trainee
    for slug, paths in paths_by_slug.items():
        assert {build(path.trainee, book).prescription.slug for path in paths} == {slug}


def trainees(book):
    """Return every trainee with all equipment and at most one limit."""
    kit = frozenset(kit.slug for kit in book.equipment)
    places = ["", *(placement.slug for placement in book.placements)]
    limits = [frozenset(), *(frozenset({limit.slug}) for limit in book.limits)]
    for aim, level, place, avoid in product(book.aims, book.experience, places, limits):
        yield Trainee(aim.slug, level.slug, kit, place, limits=avoid)


def matches(path, trainee) -> bool:
    """Whether the answers match; where a limit makes no difference, the path without it counts."""
    limits = frozenset({path.limit.slug} if path.limit else ())
    places = {placement.slug for placement in path.placements} | ({""} if path.placement_optional else set())
    return trainee.aim in {aim.slug for aim in path.aims} and trainee.placement in places and limits <= trainee.limits


def test_unreachable_row_has_no_path(guide):
    book = guide.rulebook
    aim = replace(book.aims[0], slug="x")
    lost = replace(book.prescriptions[0], aim=aim)
    assert answer_paths_to(lost, book) == ()


def test_prescription_preview_is_for_editors_and_read_only(client, make_user):
    assert client.get(READING).status_code == 302
    client.force_login(make_user(name="bare"))
    assert client.get(READING).status_code == 403
    client.force_login(make_user("Publishers", name="grace"))
    assert client.get(READING).status_code == 200
    assert client.post(READING, {"sets": "3"}).status_code == 405
