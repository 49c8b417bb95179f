from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from guide.editions.changes import same_content, working_copy_status
from guide.editions.diff import ADDED, REMOVED, field_diffs, word_diff
from guide.editions.publishing import PublishError, discard, publish
from guide.models import Cue, Edition, Question, Section, Variation
from guide.models.snapshot import MODELS, ItemKey, items_by_key, read_working_copy

FORM, WOBBLE = ItemKey("sections", "form"), ItemKey("questions", "wobble")
TEXTS = st.text(alphabet="ab \n.é", max_size=40)


@given(TEXTS, TEXTS)
def test_word_diff_contains_both_texts(old, new):
    runs = word_diff(old, new)
    assert "".join(run.text for run in runs if run.state != ADDED) == old
    assert "".join(run.text for run in runs if run.state != REMOVED) == new


def test_word_diff():
    runs = word_diff("Push the heel back.\nRest.", "Push the foot up.\nRest.")
    marked = [(run.state, run.text) for run in runs]
    assert marked == [
        ("same", "Push the "),
        ("removed", "heel back"),
        ("added", "foot up"),
        ("same", ".\nRest."),
    ]


@pytest.mark.django_db
def test_added_child_is_the_only_diff():
    band = Variation.objects.get(slug="band")
    before = band.serialize()
    Cue.objects.create(variation=band, position=99, text="Stand tall.")
    lines = field_diffs(ItemKey("variations", "band"), before, band.serialize())
    assert [(line.label, line.segments) for line in lines] == [
        (f"Cue {len(before['cues']) + 1}", (("added", "Stand tall."),))
    ]


@pytest.mark.django_db
def test_every_field_of_new_and_removed_items_is_shown():
    item = Section.objects.get(slug="form").serialize()
    assert {run.state for line in field_diffs(FORM, None, item) for run in line.segments} == {"added"}
    assert {run.state for line in field_diffs(FORM, item, None) for run in line.segments} == {"removed"}


@pytest.mark.django_db
def test_item_status():
    Section.objects.filter(slug="form").update(title="Form, renamed")
    publish(by="ada", note="Later.", live_at=timezone.now() + timedelta(days=1))
    Question.objects.filter(slug="wobble").update(title="Why?")
    Question.objects.filter(slug="warm-up-or-end").delete()
    Question.objects.create(slug="extra", title="Extra?", topic="More", body="Yes.")
    assert working_copy_status().states_of_kind("sections") == {"form": "scheduled"}
    assert working_copy_status().states_of_kind("questions") == {
        "wobble": "changed",
        "warm-up-or-end": "removed",
        "extra": "new",
    }
    Section.objects.filter(slug="form").update(title="Form, renamed again")
    assert working_copy_status().states_of_kind("sections") == {"form": "changed"}


@pytest.mark.django_db
def test_working_copy_takes_one_query_per_table(django_assert_num_queries):
    tables = len(MODELS) + sum(len(model.children) for model in MODELS)
    with django_assert_num_queries(tables):
        snapshot = read_working_copy()
    assert [item["slug"] for item in snapshot["sections"]] == list(Section.objects.values_list("slug", flat=True))
    assert items_by_key(snapshot) == {
        ItemKey(m.kind, row.slug): row.serialize() for m in MODELS for row in m.objects.all()
    }


@pytest.mark.django_db
def test_field_newer_than_the_edition_is_no_change():
    with_poses = Variation.objects.get(slug="band").serialize()
    older = {name: value for name, value in with_poses.items() if name != "facts"}
    older["poses"] = [
        {name: value for name, value in pose.items() if name != "active_regions"} for pose in older["poses"]
    ]
    assert same_content(older, with_poses | {"facts": []})
    assert not same_content(older, with_poses | {"facts": ["P1"]})
    assert not same_content(older, with_poses | {"facts": [], "title": "Another"})
    assert not same_content(older, with_poses | {"facts": [], "poses": older["poses"][:1]})
    assert not same_content(None, with_poses)


@pytest.mark.django_db
def test_discard_one_change():
    before = items_by_key(read_working_copy())
    Section.objects.filter(slug="form").update(title="Form, renamed")
    Question.objects.filter(slug="wobble").update(title="Why?")
    Question.objects.filter(slug="warm-up-or-end").delete()
    Question.objects.create(slug="extra", title="Extra?", topic="More", body="Yes.")
    changed = [FORM, ItemKey("questions", "warm-up-or-end"), ItemKey("questions", "extra")]
    discard(changed, items_by_key(read_working_copy()), by="ada")
    after = items_by_key(read_working_copy())
    assert {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)} == {WOBBLE}


@pytest.mark.django_db
def test_new_item_needed_by_a_draft_cannot_be_discarded():
    Section.objects.create(slug="extra", title="Extra", summary="More.", body="Text.", position=20)
    row = Variation.objects.get(slug="band")
    new = Variation.objects.create(**{f.name: getattr(row, f.name) for f in Variation.content_fields()}, slug="new")
    Variation.objects.filter(slug="cable").update(instead=new)
    with pytest.raises(PublishError, match="“new” is not the short name of any variation"):
        discard([ItemKey("variations", "new")], items_by_key(read_working_copy()), by="ada")
    assert Variation.objects.filter(slug="new").exists()


@pytest.mark.django_db
def test_discard_does_not_change_a_stored_edition():
    Section.objects.filter(slug="form").update(title="Form, renamed")
    discard([FORM], items_by_key(read_working_copy()), by="ada")
    assert working_copy_status().pending == []
    assert Edition.objects.count() == 1
