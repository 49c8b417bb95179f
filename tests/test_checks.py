"""What is looked at before publishing: each check finds its fault, and only that."""

from __future__ import annotations

from copy import deepcopy
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from guide.checks import check_snapshot
from guide.editions.publishing import UnconfirmedWarnings, publish
from guide.models import (
    Cover,
    Edition,
    Equipment,
    MistakePose,
    Phase,
    Placement,
    Prescription,
    Question,
    Section,
    Step,
)
from guide.models.snapshot import ItemKey, read_working_copy

pytestmark = pytest.mark.django_db
FORM = Section.objects.filter(slug="form")
NO_SOURCE = "sections/form: rests on no source. Cite one, such as [E12], or link to a part that does."
CITED = " That is known [E58]."


def found() -> list[tuple[str, str]]:
    return [(one.severity.value, str(one)) for one in check_snapshot(read_working_copy())]


def found_in(body: str) -> list[tuple[str, str]]:
    FORM.update(body=body + CITED)
    return found()


def test_our_own_content_is_clean():
    assert found() == []


def test_a_variation_without_a_step_for_the_effort_is_warned_of():
    Step.objects.filter(variation__slug="band", phase__effort=True).update(phase=Phase.objects.get(slug="top"))
    assert found() == [("warning", "variations/band: steps: no step is of the phase “Kick”, the effort.")]
    Phase.objects.update(effort=False)
    assert found() == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[x](section:gone)", "the link (section:gone) leads nowhere."),
        ("[x](/guide/safety/)", "the link (/guide/safety/) leads nowhere."),
        ("[x](#set-your-start)", "the link (#set-your-start) leads nowhere."),
        ("[x](page:about#top)", "the link (page:about#top) leads nowhere."),
        ("[x](mistake:arching#top)", "the link (mistake:arching#top) leads nowhere."),
        ("[x](section:safety#gone)", "body: the link (section:safety#gone) names no heading there."),
        ("Nobody said so [E999].", "[E999] is not the code of any source."),
        ("## A\n\nText.\n\n#### B\n\nText.", "body: a heading with #### comes where ### is next."),
        ("### A\n\nText.", "body: a heading with ### comes where ## is next."),
        ("![A foot](foot.png)", "body: a picture in the text is not shown. Take it out, or add a pose."),
    ],
)
def test_what_is_broken_is_an_error(body, message):
    assert found_in(body) == [("error", f"sections/form: {message}")]


@pytest.mark.parametrize(
    "body",
    [
        "[x](https://example.org/) and <ada@example.org> and [y](section:safety#stop-if-something-is-wrong)",
        "```\n#### no heading\n```",
        "# A\n\nText.\n\n### B\n\nText.\n\n## C\n\nText.",
        "You keep a few reps back (reps in reserve, RIR). RIR is a number.",
        "RIR (reps you could still do) is a number.",
        "**RIR** is how many reps you could still do.",
        "Go by [RIR](section:programming).",
    ],
)
def test_what_is_in_order_is_not_named(body):
    Section.objects.filter(slug="safety").update(body=f"## Stop if something is wrong\n\nText.{CITED}")
    assert found_in(body) == []


def test_a_link_to_a_heading_leads_to_it(client):
    Section.objects.filter(slug="safety").update(body=f"## Stop early\n\nText.{CITED}")
    FORM.update(body=f"[x](section:safety#stop-early){CITED}")
    publish(by="ada", note="A link.")
    assert b'href="/guide/safety/#safety-stop-early"' in client.get("/guide/form/").content
    assert b'id="safety-stop-early"' in client.get("/guide/safety/").content
    assert b"/guide/safety/#safety-stop-early)" in client.get("/guide/form.md").content


def test_a_sentence_of_more_than_25_words_is_a_warning_in_any_text():
    Question.objects.filter(slug="wobble").update(title=" ".join(["word"] * 26))
    message = "title: “word word word word word word …” has 26 words. Use 25 at most."
    assert found() == [("warning", f"questions/wobble: {message}")]
    Question.objects.filter(slug="wobble").update(title=" ".join(["word"] * 25))
    assert found() == []


def test_a_term_that_comes_before_its_explanation_is_a_warning():
    told = found_in("Keep 2 RIR. You could do 2 more (reps in reserve, RIR).")
    assert [(severity, message.partition(".")[0]) for severity, message in told] == [
        ("warning", "sections/form: body: the term “RIR” comes before it is explained")
    ]
    Cover.objects.update(terms="tempo, deload")
    assert found() == []


def test_a_text_that_rests_on_no_source_is_a_warning():
    FORM.update(body="Do as you please.")
    assert found() == [("warning", NO_SOURCE)]
    FORM.update(body="Do as [the others say](section:safety).")
    assert found() == []


def test_missing_and_repeated_captions_are_reported():
    poses = MistakePose.objects.filter(mistake__slug="arching")
    poses.filter(pk__in=poses.values("pk")[:2]).update(caption="The back is hollow.")
    assert found() == [
        ("warning", "mistakes/arching: poses[2].caption: two pictures have the same words. Say what is different.")
    ]
    MistakePose.objects.filter(pk=poses.first().pk).update(caption="")
    assert [severity for severity, _ in found()] == ["error"]


def test_a_text_that_contradicts_the_range_beside_it_is_an_error():
    Placement.objects.filter(slug="warm-up").update(week="Do 2-5 sets of 10-15 easy reps.")
    assert found() == [("error", "placements/warm-up: week: says 2-5 sets, but the range here is 2-3.")]


def test_load_step_and_last_set_checks():
    Equipment.objects.filter(weighted=True, slug="cable").update(step_kg="90", max_start_kg="60")
    row = Prescription.objects.exclude(last_set_rir="").first()
    Prescription.objects.filter(pk=row.pk).update(rir="2", last_set_rir="3")
    told = dict(found())
    assert told["error"] == "equipment/cable: step_kg: 90 kg is more than the highest start load, 60."
    assert told["warning"].startswith(f"prescriptions/{row.slug}: last_set_rir: the last set keeps 3")


def test_what_does_not_fit_together_at_all_is_the_only_thing_named():
    FORM.update(body="### A\n\n[x](section:gone)")
    Prescription.objects.filter(slug="M01").update(sets="4", days="2")
    assert found() == [("error", "prescriptions/M01: sets: 4 is outside 2-3, the range for Warm-up.")]


def test_a_gap_in_the_builder_is_named_with_its_row():
    Prescription.objects.filter(slug="M01").delete()
    assert found() == [("gap", "aims/technique: no prescription for warm-up, beginner, technique.")]


def test_publishing_asks_only_about_items_that_changed():
    FORM.update(body="Do as you please.")
    with pytest.raises(UnconfirmedWarnings, match="sections/form: rests on no source"):
        publish(by="ada", note="A change.", confirm_warnings=True)
    publish(by="ada", note="A change.")
    Question.objects.filter(slug="wobble").update(title="Why do I wobble so?")
    assert publish(by="ada", note="Another.", confirm_warnings=True).number == 3


@pytest.fixture
def run():
    def run_command(*options: str) -> str:
        out = StringIO()
        call_command("check_guide", *options, stdout=out)
        return out.getvalue()

    return run_command


def test_the_command_says_that_our_content_is_clean(run):
    assert run("--strict") == run("--live", "--strict") == "Nothing found.\n"


def test_the_command_fails_on_errors_and_with_strict_on_warnings(run):
    FORM.update(body="Do as you please.")
    form = FORM.get()
    assert f"warning: {NO_SOURCE} /admin/guide/section/{form.pk}/change/\n" in run()
    with pytest.raises(CommandError, match="0 errors or gaps, 1 warnings"):
        run("--strict")
    assert run("--live", "--strict") == "Nothing found.\n"
    FORM.update(body="[x](section:gone)")
    with pytest.raises(CommandError, match="1 errors or gaps, 1 warnings"):
        run()


def test_without_an_edition_the_command_has_nothing_live_to_check(run, monkeypatch):
    monkeypatch.setattr(type(Edition.objects), "current", lambda self: None)
    with pytest.raises(CommandError, match="no edition yet"):
        run("--live")


def test_warnings_are_only_of_what_changed():
    FORM.update(body="Nothing is cited here.")
    snapshot = read_working_copy()
    assert [str(one) for one in check_snapshot(snapshot, {ItemKey("sections", "form")})] == [NO_SOURCE]
    assert check_snapshot(snapshot, {ItemKey("sections", "safety")}) == []


def test_errors_and_gaps_are_told_wherever_they_are():
    FORM.update(body=f"[x](section:gone){CITED}")
    Prescription.objects.filter(slug="M01").delete()
    told = [
        (one.severity.value, one.key) for one in check_snapshot(read_working_copy(), {ItemKey("questions", "cramp")})
    ]
    assert told == [("error", ItemKey("sections", "form")), ("gap", ItemKey("aims", "technique"))]


def without_kit(snapshot):
    snapshot["equipment"].pop(0)


def with_a_code_renamed(snapshot):
    snapshot["progressions"][0]["slug"] = "other"


def with_a_name_twice(snapshot):
    snapshot["questions"].append(deepcopy(snapshot["questions"][0]))


@pytest.mark.parametrize("edit", [without_kit, with_a_code_renamed, with_a_name_twice], ids=lambda edit: edit.__name__)
def test_rows_that_do_not_fit_together_are_errors(edit):
    snapshot = read_working_copy()
    edit(snapshot)
    found = check_snapshot(snapshot, ())
    assert {one.severity.value for one in found} == {"error"}
