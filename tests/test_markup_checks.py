"""Checks of what readers would see of a text, and of the numbers in it."""

from __future__ import annotations

import pytest

from guide.checks import check_snapshot
from guide.models import Placement, Preference, Section, Source
from guide.models.snapshot import read_working_copy

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FORM = Section.objects.filter(slug="form")
PREFERENCE = Preference.objects.filter(slug="everyone")


def findings() -> list[tuple[str, str]]:
    return [(finding.severity.value, str(finding)) for finding in check_snapshot(read_working_copy())]


def findings_in(body: str) -> list[tuple[str, str]]:
    FORM.update(body=f"{body} That is known [E58].")
    return findings()


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("####B", "readers see “####B” as it is typed here. Change it if it was meant as markup."),
        ("Keep a <style>.", "readers see “<style>” as it is typed here. Change it if it was meant as markup."),
        ("> 10 reps.\n\n", "readers do not see the “>” before “10”. Write it in words, or as \\>."),
        ("- 5 kg.\n\n", "readers do not see the “-” before “5”. Write it in words, or as \\-."),
        ("Kick.\n---\n", "readers see “Kick.” as a heading, as a line is under it. Leave a line empty between them."),
        ("So [see E58].", "[see E58] is shown as it is. Cite a source as [E12], several as [E12, E13]."),
    ],
)
def test_text_that_may_be_read_otherwise_is_a_warning(body, message):
    assert findings_in(body) == [("warning", f"sections/form: body: {message}")]


@pytest.mark.parametrize(
    ("rows", "field"), [(FORM, "summary"), (Source.objects.filter(slug="E58"), "citation"), (PREFERENCE, "reason")]
)
def test_comment_in_any_field_is_an_error(rows, field):
    rows.update(**{field: "Kick. <!-- ask -->"})
    assert [severity for severity, _ in findings()] == ["error"]


@pytest.mark.parametrize(
    "text",
    [
        "Do 2-5 sets of 10-15 easy reps.",
        "Do 2–5 sets of 10\N{NO-BREAK SPACE}reps.",
        "Do 2\N{NON-BREAKING HYPHEN}5 sets of 10 to 15 reps.",
        "Do **2 to 5** SETS of\n10 reps.",
        "- 2\N{NO-BREAK SPACE}– 5 sets of `10` reps.",
    ],
)
def test_text_contradicting_its_range_is_an_error(text):
    Placement.objects.filter(slug="warm-up").update(week=text)
    assert findings() == [("error", "placements/warm-up: week: says 2-5 sets, but the range here is 2-3.")]


def test_reason_is_checked_as_markdown():
    PREFERENCE.update(reason="See [it](section:gone) and [E999].")
    assert [severity for severity, _ in findings()] == ["error", "error"]
