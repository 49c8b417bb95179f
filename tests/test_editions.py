from __future__ import annotations

import json
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, connection
from django.utils import timezone

from guide.checks.finding import error_finding
from guide.editions.changes import pending_changes
from guide.editions.publishing import (
    CoverageGaps,
    PublishError,
    items_to_restore,
    merge_items,
    publish,
    publish_items,
    working_copy_items,
)
from guide.models import Cue, Edition, ImmutableError, Mistake, Prescription, Question, Section, Variation
from guide.models.edition import snapshot_digest
from guide.models.snapshot import ItemKey, items_by_key, read_working_copy
from guide.read_model import guide as read_model

pytestmark = pytest.mark.django_db
FORM, CABLE = ItemKey("sections", "form"), ItemKey("variations", "cable")


def rename_form(title="Form, renamed"):
    Section.objects.filter(slug="form").update(title=title)


def add_cue(text="Stand tall."):
    Cue.objects.create(variation=Variation.objects.get(slug="cable"), position=9, text=text)


def test_edition_cannot_be_changed_or_deleted():
    edition = Edition.objects.current()
    edition.note = "Something else."
    for act in (
        edition.save,
        edition.delete,
        Edition.objects.all().delete,
        lambda: Edition.objects.update(note="x"),
        lambda: Edition.objects.bulk_update([edition], ["note"]),
    ):
        with pytest.raises(ImmutableError):
            act()
    assert Edition.objects.get(number=1).note == "First edition."


def test_digest_depends_on_the_content_only():
    snapshot = read_working_copy()
    assert snapshot_digest(snapshot) == Edition.objects.current().digest
    assert snapshot_digest(dict(reversed(snapshot.items()))) == snapshot_digest(snapshot)
    rename_form()
    assert snapshot_digest(read_working_copy()) != snapshot_digest(snapshot)


def test_saved_row_is_pending_and_hidden_from_readers():
    rename_form()
    add_cue()
    assert [(change.key, change.state) for change in pending_changes()] == [(FORM, "changed"), (CABLE, "changed")]
    assert read_model.current_guide().find("sections", "form").title != "Form, renamed"


def test_publishing_all_shows_all():
    rename_form()
    edition = publish(by="ada", note="Renamed a section.")
    assert (edition.number, edition.published_by, pending_changes()) == (2, "ada", [])
    assert read_model.current_guide().find("sections", "form").title == "Form, renamed"
    assert read_model.current_guide().edition.number == 2


def test_publishing_picked_items_keeps_other_drafts_private():
    rename_form()
    add_cue()
    publish(by="ada", note="A cue.", only={CABLE})
    guide = read_model.current_guide()
    assert "Stand tall." in guide.find("variations", "cable").cues
    assert guide.find("sections", "form").title != "Form, renamed"
    assert [change.key for change in pending_changes()] == [FORM]


def test_new_and_removed_items_can_be_picked():
    Section.objects.create(slug="extra", position=20, title="Extra", summary="More.", body="Text.")
    Section.objects.filter(slug="purpose").delete()
    states = {change.key.slug: change.state for change in pending_changes()}
    assert states == {"extra": "new", "purpose": "removed"}
    snapshot = merge_items(
        items_by_key(Edition.objects.current().snapshot), working_copy_items({ItemKey("sections", "extra")})
    )
    slugs = [key.slug for key in snapshot if key.kind == "sections"]
    assert "purpose" in slugs
    assert slugs[-1] == "extra"


def test_dangling_references_are_all_reported():
    Section.objects.filter(slug="form").update(body="See [x](section:gone) and [E999].")
    with pytest.raises(PublishError) as refused:
        publish(by="ada", note="Broken.")
    assert set(refused.value.reasons) == {
        "sections/form: the link (section:gone) leads nowhere.",
        "sections/form: [E999] is not the code of any source.",
    }
    assert Edition.objects.count() == 1


def test_picked_item_needing_an_unpublished_one_is_refused():
    mistake = Mistake.objects.create(slug="new", title="N", cue="c", looks="l", feels="f", matters="m", fix="x")
    Variation.objects.get(slug="cable").mistakes.create(mistake=mistake, text="t", position=9)
    with pytest.raises(PublishError, match="“new” is not the short name of any mistake"):
        publish(by="ada", note="Half of it.", only={CABLE})


def test_coverage_gap_is_refused():
    Prescription.objects.first().delete()
    with pytest.raises(CoverageGaps) as refused:
        publish(by="ada", note="One prescription less.")
    assert refused.value.reasons == ("aims/technique: no prescription for warm-up, beginner, technique.",)
    assert publish(by="ada", note="One prescription less.", reason="It is meant.").number == 2


@pytest.mark.parametrize(("note", "major"), [("", False), ("   ", False), ("too short", True)])
def test_invalid_change_note_is_refused(note, major):
    with pytest.raises(ValidationError):
        publish(by="ada", note=note, major=major)
    assert Edition.objects.count() == 1


def test_edition_goes_live_at_its_time():
    rename_form()
    later = timezone.now() + timedelta(hours=1)
    publish(by="ada", note="Later.", live_at=later)
    assert read_model.current_guide().edition.number == 1
    assert pending_changes() == []
    assert Edition.objects.current(later + timedelta(seconds=1)).number == 2


def test_late_render_of_the_edition_before_takes_no_reader_back(monkeypatch):
    rename_form()
    publish(by="ada", note="The form, renamed.")
    before, current = ((edition.number, edition.digest) for edition in Edition.objects.order_by("number"))
    for edition in (before, current, before):
        assert read_model.current_guide(edition).edition.number == edition[0]
    monkeypatch.setattr(Edition.objects, "filter", database_away)
    assert read_model.current_guide(current).edition.number == 2
    assert read_model.current_guide((3, "not read yet")).edition.number == 2


def database_away(**query):
    raise DatabaseError


def test_superseded_edition_keeps_its_changes_pending():
    rename_form()
    later = timezone.now() + timedelta(hours=1)
    publish(by="ada", note="Later.", live_at=later)
    add_cue()
    publish(by="ada", note="A fix now.", only={CABLE})
    assert Edition.objects.current(later + timedelta(hours=1)).number == 3
    assert [change.key for change in pending_changes()] == [FORM]
    assert [change.number for change in read_model.edition_history(3)] == [3, 1]


def test_minor_changes_do_not_move_the_date():
    rename_form("A")
    publish(by="ada", note="A slip.")
    first = Edition.objects.get(number=1)
    assert read_model.current_guide().edition.updated == first.live_at
    rename_form("B")
    major = publish(by="ada", note="A major change.", major=True)
    assert read_model.current_guide().edition.updated == major.live_at


def test_restore_updates_the_working_copy():
    rename_form()
    publish(by="ada", note="Renamed.")
    edition = publish_items(items_to_restore(1), by="grace", note="Back to edition 1.")
    assert edition.number == 3
    assert edition.digest == Edition.objects.get(number=1).digest
    assert pending_changes() == []
    assert Section.objects.get(slug="form").title != "Form, renamed"
    assert Edition.objects.count() == 3


def test_restoring_keeps_unpublished_changes():
    rename_form()
    publish(by="ada", note="Renamed.")
    add_cue("A draft.")
    publish_items(items_to_restore(1), by="grace", note="Back to edition 1.")
    assert [change.key for change in pending_changes()] == [CABLE]
    assert Cue.objects.filter(text="A draft.").exists()


def test_restoring_removes_later_items_and_restores_removed_ones():
    Section.objects.create(slug="extra", position=20, title="Extra", summary="More.", body="Text.")
    Question.objects.filter(slug="breathing").delete()
    publish(by="ada", note="Extra for breathing.")
    publish_items(items_to_restore(1), by="grace", note="Back to edition 1.")
    assert Question.objects.filter(slug="breathing").exists()
    assert not Section.objects.filter(slug="extra").exists()


def test_restoring_the_published_snapshot_is_refused():
    with pytest.raises(PublishError, match="already as it was"):
        publish_items(items_to_restore(1), by="grace", note="Again.")


def test_concurrent_publications_get_different_numbers(monkeypatch):
    rename_form()
    monkeypatch.setattr(type(Edition.objects), "next_number", lambda self: 1)
    with pytest.raises(PublishError, match="same moment"):
        publish(by="ada", note="At once.")
    assert Edition.objects.count() == 1


def test_failed_publication_leaves_nothing(monkeypatch):
    rename_form()
    monkeypatch.setattr(
        "guide.editions.publishing.check_snapshot", lambda *args: [error_finding(FORM, "", "The power is out.")]
    )
    with pytest.raises(PublishError):
        publish(by="ada", note="Never.")
    assert (Edition.objects.count(), len(pending_changes())) == (1, 1)


def test_guide_is_built_from_every_edition():
    for edition in Edition.objects.all():
        guide = read_model.build_guide(edition)
        assert (
            len(items_by_key(edition.snapshot))
            == sum(len(getattr(guide, kind)) for kind in read_model.PART_CLASSES if kind != "cover") + 1
        )


def test_stored_snapshot_matches_the_digest():
    edition = publish(by="tests", note="Published.")
    with connection.cursor() as cursor:
        (stored,) = cursor.execute("SELECT snapshot FROM guide_edition WHERE number = %s", [edition.number]).fetchone()
    snapshot = json.loads(stored)
    assert edition.digest == snapshot_digest(snapshot)
    assert snapshot == read_working_copy()
