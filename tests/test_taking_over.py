"""The guide of the next edition takes over each part that is the same, and is what it would be without that."""

from __future__ import annotations

from copy import deepcopy

import pytest

from guide.changes import compare_items
from guide.checks import Before, Severity, check
from guide.models.draft import Draft
from guide.models.snapshot import KINDS, faults_in, items_of, take
from guide.reading import Guide, Stamp

pytestmark = pytest.mark.django_db
NEXT = Stamp(2, "next")


def row(snapshot, kind, slug):
    return next(item for item in snapshot[kind] if item["slug"] == slug)


def shown(guide):
    return {kind: getattr(guide, kind) for kind in KINDS}, guide.snapshot


def nothing(snapshot):
    pass


def a_text(snapshot):
    row(snapshot, "sections", "form")["body"] += "\n\nOne more sentence. [E1]"


def a_broken_link(snapshot):
    row(snapshot, "sections", "form")["body"] += "\n\n[Nowhere](question:new)"


def a_part_that_is_gone(snapshot):
    snapshot["questions"].pop(0)


def the_order_of_sources(snapshot):
    snapshot["sources"].insert(0, snapshot["sources"].pop())


def how_a_source_is_known(snapshot):
    for source in snapshot["sources"]:
        source["standing"] = "reported"


def what_others_relate_to(snapshot):
    row(snapshot, "equipment", "cable")["name"] = "Cable tower"
    row(snapshot, "mistakes", snapshot["mistakes"][0]["slug"])["title"] = "Another mistake"


def the_home_of_others(snapshot):
    row(snapshot, "sections", "form")["slug"] = "how-to"
    for section in snapshot["sections"]:
        if section["shows"] == "mistakes":
            section["slug"] = "slips"


def the_target_muscle(snapshot):
    for muscle in snapshot["muscles"]:
        muscle["role"] = "helper" if muscle["role"] == "target" else "target"


def the_name_of_a_limb(snapshot):
    snapshot["cover"][0]["side"] = "arm"


EDITS = [
    nothing,
    a_text,
    a_broken_link,
    a_part_that_is_gone,
    the_order_of_sources,
    how_a_source_is_known,
    what_others_relate_to,
    the_home_of_others,
    the_target_muscle,
    the_name_of_a_limb,
]


def a_part_that_others_need(snapshot):
    snapshot["equipment"].pop(0)


def a_code_that_others_name(snapshot):
    row(snapshot, "progressions", snapshot["progressions"][0]["slug"])["slug"] = "other"


def a_name_that_is_there_twice(snapshot):
    snapshot["questions"].append(deepcopy(snapshot["questions"][0]))


def what_others_are_measured_against(snapshot):
    for experience in snapshot["experience"]:
        experience["rir"] = "9"


FAULTY = [
    a_part_that_others_need,
    a_code_that_others_name,
    a_name_that_is_there_twice,
    what_others_are_measured_against,
]


@pytest.mark.parametrize("edit", [*EDITS, *FAULTY], ids=lambda edit: edit.__name__)
def test_the_faults_are_those_that_a_look_at_everything_finds(edit):
    sound, after = take(), take()
    edit(after)
    assert faults_in(sound) == []
    assert set(faults_in(after)) == set(Draft(after, KINDS).faults)
    assert faults_in(after) or edit not in FAULTY


def a_prescription_that_is_gone(snapshot):
    snapshot["prescriptions"].pop(0)


def a_variation_without_kit_of_its_own(snapshot):
    for variation in snapshot["variations"]:
        variation["equipment"] = "band"


GAPS = [a_prescription_that_is_gone, a_variation_without_kit_of_its_own]


@pytest.mark.parametrize("edit", [*EDITS, *FAULTY, *GAPS], ids=lambda edit: edit.__name__)
def test_a_publication_is_told_what_a_look_at_everything_finds(edit):
    before, after = items_of(take()), take()
    edit(after)
    changed = frozenset(change.key for change in compare_items(before, items_of(after)))
    everything = check(after)
    assert check(after, Before(before, False, changed)) == [
        one for one in everything if one.severity != Severity.WARNING or one.key in changed
    ]
    assert everything or edit not in [*FAULTY, *GAPS]


@pytest.mark.parametrize("edit", EDITS, ids=lambda edit: edit.__name__)
def test_it_is_what_it_would_be_if_it_were_built_afresh(edit):
    before, after = take(), take()
    edit(after)
    assert shown(Guide(deepcopy(after), NEXT, like=Guide(before, Stamp(1, "first")))) == shown(Guide(after, NEXT))


def test_a_new_part_that_was_linked_before_it_came_is_linked():
    before, after = take(), take()
    a_broken_link(before)
    a_broken_link(after)
    after["questions"].append(after["questions"][0] | {"slug": "new"})
    guide = Guide(after, NEXT, like=Guide(before, Stamp(1, "first")))
    assert shown(guide) == shown(Guide(after, NEXT))


def test_what_did_not_change_is_not_built_again():
    before, after = take(), take()
    a_text(after)
    first = Guide(before, Stamp(1, "first"))
    second = Guide(after, NEXT, like=first)
    keys = [(kind, item["slug"]) for kind in KINDS for item in after[kind]]
    assert [key for key in keys if second.find(*key) is not first.find(*key)] == [("sections", "form")]


def test_a_guide_below_another_address_takes_nothing_over():
    first = Guide(take(), Stamp(1, "first"))
    preview = Guide(take(), NEXT, site="preview", like=first)
    assert shown(preview) == shown(Guide(take(), NEXT, site="preview"))
