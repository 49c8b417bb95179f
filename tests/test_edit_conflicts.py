"""Saving a form after somebody else has saved the same item."""

from __future__ import annotations

import pytest
from django.core import signing

from guide.models import Phase, Question, Step, Variation
from tests.desk import address, initial_data

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture
def band():
    return Variation.objects.get(slug="band")


@pytest.fixture
def form(as_editor, band):
    """The band variation's form as a browser would send it back."""
    return initial_data(as_editor.get(address(Variation, "change", band.pk)))


@pytest.fixture
def send(as_editor, band):
    return lambda data: as_editor.post(address(Variation, "change", band.pk), data, follow=True)


def conflicts(response) -> dict[str, tuple[str, str, str]]:
    assert "questions" in response.context, response.context.get("errors")
    return {q.conflict.name: (q.base, q.theirs, q.mine) for q in response.context["questions"]}


def resolution_form(response) -> dict[str, str]:
    """Return the form data of the conflict page before any choice."""
    data = dict(response.context["hidden_fields"]) | {"_opened": response.context["opened"]}
    return data | {q.conflict.name: q.mine for q in response.context["questions"] if q.textarea_rows}


def test_change_by_one_editor_is_merged(form, send, band):
    Variation.objects.filter(pk=band.pk).update(summary="Their summary.", tempo="3-1-3")
    Step.objects.filter(pk=form["steps-1-id"]).update(text="Their second step.")
    text = send(form | {"title": "My title", "steps-0-text": "My first step."}).content.decode()
    assert "saved this too while you had it open" in text
    band.refresh_from_db()
    assert (band.title, band.summary, str(band.tempo)) == ("My title", "Their summary.", "3-1-3")
    assert [step.text for step in band.steps.all()[:2]] == ["My first step.", "Their second step."]


@pytest.fixture
def conflict_page(form, send, band):
    """The conflict page: both changed two texts, and I alone the title."""
    Variation.objects.filter(pk=band.pk).update(summary="Their summary.")
    Step.objects.filter(pk=form["steps-0-id"]).update(text="Their step.")
    return send(form | {"summary": "My summary.", "steps-0-text": "My step.", "title": "My title"})


def test_conflict_page_shows_all_three_versions(conflict_page, form, band):
    assert conflicts(conflict_page) == {
        "summary": (form["summary"], "Their summary.", "My summary."),
        "steps-0-text": (form["steps-0-text"].replace("\r\n", "\n"), "Their step.", "My step."),
    }
    band.refresh_from_db()
    assert (band.title, band.summary) == (form["title"], "Their summary.")


@pytest.mark.parametrize(
    ("pick", "summary"), [("mine", "My summary."), ("theirs", "Their summary."), ("own", "Both of us.")]
)
def test_editor_picks_mine_theirs_or_new_text(conflict_page, send, band, pick, summary):
    picks = {"_pick-summary": pick, "_pick-steps-0-text": "mine", "summary": "Both of us."}
    assert "questions" not in send(resolution_form(conflict_page) | picks).context
    band.refresh_from_db()
    assert (band.title, band.summary, band.steps.first().text) == ("My title", summary, "My step.")


def test_unanswered_conflict_is_asked_again(conflict_page, form, send, band):
    response = send(resolution_form(conflict_page) | {"_pick-steps-0-text": "theirs"})
    assert conflicts(response) == {"summary": (form["summary"], "Their summary.", "My summary.")}
    assert "questions" not in send(resolution_form(response) | {"_pick-summary": "mine"}).context
    band.refresh_from_db()
    assert (band.summary, band.steps.first().text) == ("My summary.", "Their step.")


def test_late_resolution_is_compared_again(conflict_page, send, band):
    Variation.objects.filter(pk=band.pk).update(summary="Their second thought.", stance="Upright")
    picks = {"_pick-summary": "mine", "_pick-steps-0-text": "mine"}
    response = send(resolution_form(conflict_page) | picks)
    assert conflicts(response) == {"summary": ("Their summary.", "Their second thought.", "My summary.")}
    send(resolution_form(response) | {"_pick-summary": "own", "summary": "All of it."})
    band.refresh_from_db()
    assert (band.summary, band.stance, band.title) == ("All of it.", "Upright", "My title")


def test_added_steps_of_both_editors_are_kept(form, send, band):
    band.steps.create(phase=Phase.objects.get(slug="top"), text="Their new step.", position=9)
    number = int(form["steps-TOTAL_FORMS"])
    mine = {"phase": Phase.objects.get(slug="top").pk, "text": "Mine.", "position": 8}
    mine = {f"steps-{number}-{name}": value for name, value in mine.items()}
    send(form | mine | {"steps-TOTAL_FORMS": number + 1})
    assert {"Their new step.", "Mine."} <= {step.text for step in band.steps.all()}
    assert band.steps.count() == number + 2


@pytest.mark.parametrize(("pick", "left"), [("theirs", ["Their words."]), ("mine", [])])
def test_step_i_removed_and_they_changed_is_a_conflict(form, send, band, pick, left):
    Step.objects.filter(pk=form["steps-0-id"]).update(text="Their words.")
    response = send(form | {"steps-0-DELETE": "on"})
    assert list(conflicts(response)) == ["steps-0-DELETE"]
    send(resolution_form(response) | {"_pick-steps-0-DELETE": pick})
    assert [s.text for s in band.steps.filter(text="Their words.")] == left


@pytest.mark.parametrize(("pick", "left"), [("mine", ["My words."]), ("theirs", [])])
def test_step_they_removed_and_i_changed_is_a_conflict(form, send, band, pick, left):
    Step.objects.filter(pk=form["steps-0-id"]).delete()
    response = send(form | {"steps-0-text": "My words."})
    (name,) = conflicts(response)
    assert name.endswith("-DELETE")
    send(resolution_form(response) | {f"_pick-{name}": pick})
    assert [s.text for s in band.steps.filter(text="My words.")] == left


def test_deleted_row_conflict_is_described(form, send, band):
    line = band.mistakes.first()
    band.mistakes.filter(pk=line.pk).delete()
    band.steps.filter(pk=form["steps-1-id"]).delete()
    moved = {"steps-0-position": "2", "steps-1-position": "1"}
    response = send(form | moved | {"mistakes-0-text": "My words."})
    ((name, (was, theirs, mine)),) = conflicts(response).items()
    assert (was, theirs, mine) == (f"{line.mistake}\n{line.text}", "", f"{line.mistake}\nMy words.")
    assert response.context["questions"][0].label == "likely mistake: one of you changed it, the other removed it"
    send(resolution_form(response) | {f"_pick-{name}": "mine"})
    assert (band.mistakes.filter(text="My words.").count(), band.steps.count()) == (
        1,
        int(form["steps-TOTAL_FORMS"]) - 1,
    )


def test_recreated_rows_are_matched(form, send, band):
    steps = list(band.steps.all())
    band.steps.all().delete()
    Step.objects.bulk_create(Step(variation=band, phase=s.phase, text=s.text, position=s.position) for s in steps)
    send(form | {"steps-0-text": "My words."})
    assert [s.text for s in band.steps.all()] == ["My words.", *(s.text for s in steps[1:])]


def test_same_form_sent_twice_saves_once(form, send, band):
    number = int(form["steps-TOTAL_FORMS"])
    mine = {"phase": Phase.objects.get(slug="top").pk, "text": "Mine.", "position": 8}
    mine = {f"steps-{number}-{name}": value for name, value in mine.items()}
    for _ in range(2):
        response = send(form | mine | {"steps-TOTAL_FORMS": number + 1, "title": "Once"})
        assert "questions" not in response.context
    assert band.steps.filter(text="Mine.").count() == 1


@pytest.mark.parametrize(
    "seal",
    ["", "nonsense", signing.dumps(["guide.Section", 1, {}, []], salt="guide.opened")],
    ids=["none", "nonsense", "another"],
)
def test_unsigned_form_overwrites_nothing(form, send, band, seal):
    assert conflicts(send(form | {"_opened": seal, "title": "Forged"})) == {"title": ("", form["title"], "Forged")}
    band.refresh_from_db()
    assert band.title == form["title"]


def test_invalid_merged_form_keeps_both_changes(form, send, band):
    Variation.objects.filter(pk=band.pk).update(summary="Their summary.")
    response = send(form | {"tempo": "fast", "title": "My title"})
    assert response.context["errors"]
    assert response.context["adminform"].form["summary"].value() == "Their summary."
    assert response.context["adminform"].form["title"].value() == "My title"
    send(initial_data(response) | {"tempo": "2-1-2"})
    band.refresh_from_db()
    assert (band.title, band.summary) == ("My title", "Their summary.")


def test_text_of_a_deleted_item_fills_a_new_form(as_editor):
    question = Question.objects.create(slug="gone", title="Gone?", topic="t", body="Yes.")
    url = address(Question, "change", question.pk)
    data = initial_data(as_editor.get(url)) | {"body": "A long text of mine."}
    question.delete()
    page = as_editor.post(url, data)
    assert b"Your changes are not saved" in page.content
    assert b"A long text of mine." in page.content
    sent = dict(page.context["hidden_fields"]) | {"_restored": "1"}
    offered = as_editor.post(page.context["add_url"], sent)
    assert b"Nothing is saved yet" in offered.content
    assert not Question.objects.filter(slug="gone").exists()
    del sent["_restored"]
    as_editor.post(page.context["add_url"], sent)
    assert Question.objects.get(slug="gone").body == "A long text of mine."


def test_box_that_was_unchecked_stays_unchecked(as_editor):
    phase = Phase.objects.create(slug="late", name="Late", effort=True)
    form = initial_data(as_editor.get(address(Phase, "change", phase.pk)))
    assert form.pop("effort")
    Phase.objects.filter(pk=phase.pk).update(name="Their name")
    as_editor.post(address(Phase, "change", phase.pk), form)
    phase.refresh_from_db()
    assert (phase.name, phase.effort) == ("Their name", False)
