from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from django.core.cache import cache

from guide.checks import cached_coverage, ranges
from guide.editions.publishing import CoverageGaps, publish
from guide.models import Cover, Edition, Limit, LimitedVariation, Prescription, Section, Variation
from guide.models.snapshot import read_working_copy
from guide.notation import ProgressionCodes, Range
from guide.routine import check_coverage
from guide.routine.build import progressions_for
from guide.routine.coverage import DAYS, MINUTES, number_issues, plan_issues
from guide.routine.session_time import TimeBudget, fit_time, set_timing
from guide.routine.volume import fit_volume
from guide.routine.weekly_plan import PlanInput

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
PUBLISH, CHECKS = "/admin/guide/edition/publish/", "/admin/checks/"


def findings(rulebook, sort):
    return [(f.kind, f.slug, f.message) for f in check_coverage(rulebook).issues if f.category == sort]


def with_prescription(guide, slug, **fields):
    rows = [replace(row, **fields) if row.slug == slug else row for row in guide.prescriptions]
    return replace(guide.rulebook, prescriptions=rows)


def test_every_combination_is_answered_and_every_row_reached(guide):
    coverage = check_coverage(guide.rulebook)
    assert coverage.issues == ()
    assert coverage.combinations > 30_000_000


def test_missing_prescription_is_a_gap(guide):
    rulebook = replace(guide.rulebook, prescriptions=guide.prescriptions[1:])
    assert findings(rulebook, "gap") == [("aims", "technique", "no prescription for warm-up, beginner, technique.")]


def test_equipment_without_a_variation_is_a_gap(guide):
    variations = [row for row in guide.variations if row.equipment.slug != "cable"]
    found = findings(replace(guide.rulebook, variations=variations), "gap")
    assert ("equipment", "cable", "no variation uses it.") in found


def test_limits_leaving_no_variation_are_a_contradiction(guide):
    kits = {kit.slug: replace(kit, always_available=False) for kit in guide.equipment}
    variations = [replace(row, equipment=kits[row.equipment.slug]) for row in guide.variations]
    found = findings(replace(guide.rulebook, variations=variations), "contradiction")
    assert ("limits", "kneeling", "no variation is left after kneeling.") in found


def test_cap_below_sets_times_days_is_a_contradiction(guide):
    found = findings(with_prescription(guide, "M22", weekly_sets_cap=5), "contradiction")
    assert ("prescriptions", "M22", "3 sets on 2 days exceed the cap of 5.") in found


def test_numbers_outside_the_facts_are_a_contradiction(guide):
    found = findings(with_prescription(guide, "M22", reps=Range(8, 12)), "contradiction")
    assert any(message.startswith("8-12 reps are outside 10-20") for _, slug, message in found if slug == "M22")


def test_unreachable_rows_are_listed(guide):
    first = guide.preferences[-1]
    rulebook = replace(guide.rulebook, preferences=(first, *guide.preferences[:-1]))
    assert ("preferences", "beginner", "another one always comes first.") in findings(rulebook, "unused")
    lonely = replace(guide.progressions[0], slug="P9")
    rulebook = replace(guide.rulebook, progressions=(*guide.progressions, lonely))
    assert findings(rulebook, "unused") == [("progressions", "P9", "no prescription names it.")]


@pytest.fixture
def transactional_gap():
    Prescription.objects.filter(slug="M01").delete()


def test_page_links_each_finding_to_its_row(as_editor, transactional_gap):
    text = as_editor.get(CHECKS).content.decode()
    assert "No prescription for warm-up, beginner, technique." in text
    assert "/admin/guide/aim/" in text


def test_without_findings_the_page_counts_combinations(as_editor, guide):
    count = (2 ** len(guide.equipment) - 1) * 2 ** len(guide.limits) * 5 * 3 * 4 * 8 * 4 * 9
    assert f"All {count:,} combinations".encode() in as_editor.get(CHECKS).content


def form_data(**more):
    return {"note": "Changed.", "only": ["prescriptions/M01"]} | more


def test_publishing_a_gap_needs_a_reason(as_publisher, transactional_gap):
    response = as_publisher.post(PUBLISH, form_data())
    text = response.content.decode()
    assert "no prescription for warm-up, beginner, technique." in text
    assert "give a reason to publish anyway" in text
    assert '<input type="text" name="reason"' in text
    assert Edition.objects.count() == 1
    assert b"at least 10 characters" in as_publisher.post(PUBLISH, form_data(reason="because")).content
    assert Edition.objects.count() == 1
    response = as_publisher.post(PUBLISH, form_data(reason="The row follows tomorrow."), follow=True)
    assert b"Edition 2 is published." in response.content
    assert Edition.objects.current().reason == "The row follows tomorrow."
    page = as_publisher.get("/routine/?aim=technique&experience=beginner&equipment=band&placement=warm-up")
    assert b"The guide has no answer for this" in page.content


def test_publishing_without_the_form_needs_a_reason_too(transactional_gap):
    with pytest.raises(CoverageGaps, match="no prescription for warm-up"):
        publish(by="tests", note="Changed.")


def test_without_gaps_no_reason_is_asked(as_publisher):
    Section.objects.filter(slug="form").update(title="Form, renamed")
    assert b'name="reason"' not in as_publisher.get(PUBLISH).content


def test_limit_can_exclude_a_variation(as_publisher):
    limit = Limit.objects.get(slug="kneeling")
    LimitedVariation.objects.filter(limit=limit).update(removed=True, unchanged=False)
    response = as_publisher.post(PUBLISH, form_data(only=["limits/kneeling"]))
    assert b"no variation is left after kneeling" in response.content


def test_reduced_coverage_walk_equals_full_walk(guide):
    """Walk each variation, day and minute singly, on the shipped rows and on faulty ones."""
    every = set()
    for fields in ({}, {"weekly_sets_cap": 5}, {"reps": Range(8, 25)}, {"progression": ProgressionCodes((("P9",),))}):
        rows = [replace(row, **fields) for row in guide.prescriptions[::5]]
        rulebook = replace(guide.rulebook, prescriptions=rows)
        for row in rows:
            for weighted in (True, False):
                kits = tuple(kit for kit in guide.equipment if kit.weighted == weighted)
                messages = {found.message for found in number_issues(row, kits, rulebook)}
                assert messages == {message for kit in kits for message in issues_one_by_one(row, kit, rulebook)}
                every |= messages
    assert len(every) > 20


def issues_one_by_one(row, kit, rulebook):
    rules, pace = progressions_for(row, kit, rulebook), set_timing(row, kit, sided=rulebook.sided)
    for days, minutes in product(DAYS, MINUTES):
        dose, _, fitted = fit_time(fit_volume(row, days)[0], minutes, row, pace)
        course = PlanInput(row, dose, kit, rules, TimeBudget(fitted, dose, minutes))
        yield from (found.message for found in plan_issues(course))


def test_coverage_cache_ignores_texts_of_variations(monkeypatch):
    walks = []
    monkeypatch.setattr(ranges, "check_coverage", lambda rulebook: walks.append(rulebook) or check_coverage(rulebook))
    cache.clear()
    cached_coverage(read_working_copy())
    Variation.objects.update(body="Other words.")
    cached_coverage(read_working_copy())
    assert len(walks) == 1
    Cover.objects.update(side="", sides="")
    cached_coverage(read_working_copy())
    assert [rulebook.sided for rulebook in walks] == [True, False]
