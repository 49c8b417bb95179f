"""Each check finds its fault and nothing else."""

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
    Prescription,
    Question,
    Section,
    Step,
)
from guide.models.snapshot import ItemKey, read_working_copy

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
FORM = Section.objects.filter(slug="form")
NO_SOURCE = "sections/form: has no source. Cite one, such as [E12], or link to a part that does."
CITED = " That is known [E58]."


def findings() -> list[tuple[str, str]]:
    return [(finding.severity.value, str(finding)) for finding in check_snapshot(read_working_copy())]


def findings_in(body: str) -> list[tuple[str, str]]:
    FORM.update(body=body + CITED)
    return findings()


def test_shipped_content_has_no_findings():
    assert findings() == []


def test_missing_effort_step_is_a_warning():
    Step.objects.filter(variation__slug="band", phase__effort=True).update(phase=Phase.objects.get(slug="top"))
    assert findings() == [("warning", "variations/band: steps: no step is in the phase of effort, “Kick”.")]
    Phase.objects.update(effort=False)
    assert findings() == []


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ("[x](section:gone)", "the link (section:gone) leads nowhere."),
        ("[x](/guide/safety/)", "the link (/guide/safety/) leads nowhere."),
        ("[x](#set-your-start)", "the link (#set-your-start) leads nowhere."),
        ("[x](page:about#top)", "the link (page:about#top) leads nowhere."),
        ("[x](mistake:arching#top)", "the link (mistake:arching#top) leads nowhere."),
        ("[x](section:safety#gone)", "body: the link (section:safety#gone) points to a heading that is not there."),
        ("Nobody said so [E999].", "[E999] is not the code of any source."),
        ("## A\n\nText.\n\n#### B\n\nText.", "body: a heading with #### skips a level. Use ###."),
        ("### A\n\nText.", "body: a heading with ### skips a level. Use ##."),
        ("> #### B\n\nText.", "body: a heading with #### skips a level. Use ##."),
        ("![A foot](foot.png)", "body: only poses are shown as pictures, such as ![Caption](variation:slug#top)."),
        ("<img src=foot.png>", "body: only poses are shown as pictures, such as ![Caption](variation:slug#top)."),
        ("<!-- ask Dr X -->\n\n", "body: holds the comment “<!-- ask Dr X -->”. Remove it: anybody could read it."),
        ("| a |\n|---|\n| b | cell |\n\n", "body: readers do not see “cell”. Write it so that it is shown."),
    ],
)
def test_broken_content_is_an_error(body, message):
    assert findings_in(body) == [("error", f"sections/form: {message}")]


@pytest.mark.parametrize(
    "body",
    [
        "[x](https://example.org/) and <ada@example.org> and [y](section:benefits#stop-if-something-is-wrong)",
        "```\n#### no heading\n```\n\nText.",
        "# A\n\nText.\n\n### B\n\nText.\n\n## C\n\nText.",
        "You keep a few reps back (reps in reserve, RIR). RIR is a number.",
        "RIR (reps you could still do) is a number.",
        "**RIR** is how many reps you could still do.",
        "Go by [RIR](section:programming).",
    ],
)
def test_correct_content_has_no_finding(body):
    Section.objects.filter(slug="benefits").update(body=f"## Stop if something is wrong\n\nText.{CITED}")
    assert findings_in(body) == []


def test_link_to_a_heading_is_valid(client):
    Section.objects.filter(slug="benefits").update(body=f"## Stop early\n\nText.{CITED}")
    FORM.update(body=f"[x](section:benefits#stop-early){CITED}")
    publish(by="ada", note="A link.")
    assert b'href="/guide/benefits/#benefits-stop-early"' in client.get("/guide/form/").content
    assert b'id="benefits-stop-early"' in client.get("/guide/benefits/").content
    assert b"/guide/benefits/#benefits-stop-early)" in client.get("/guide/form.md").content


def test_sentence_over_25_words_is_a_warning():
    Question.objects.filter(slug="wobble").update(title=" ".join(["word"] * 26))
    message = "title: “word word word word word word …” has 26 words. Use 25 at most."
    assert findings() == [("warning", f"questions/wobble: {message}")]
    Question.objects.filter(slug="wobble").update(title=" ".join(["word"] * 25))
    assert findings() == []


def test_term_used_before_its_explanation_is_a_warning():
    reported = findings_in("Keep 2 RIR. You could do 2 more (reps in reserve, RIR).")
    assert [(severity, message.partition(".")[0]) for severity, message in reported] == [
        ("warning", "sections/form: body: the term “RIR” comes before it is explained")
    ]
    Cover.objects.update(terms="tempo, deload")
    assert findings() == []


def test_text_without_a_source_is_a_warning():
    FORM.update(body="Do as you please.")
    assert findings() == [("warning", NO_SOURCE)]
    FORM.update(body="Do as [the others say](section:safety).")
    assert findings() == []


def test_missing_and_repeated_captions_are_reported():
    poses = MistakePose.objects.filter(mistake__slug="arching")
    poses.filter(pk__in=poses.values("pk")[:2]).update(caption="The back is hollow.")
    assert findings() == [
        ("warning", "mistakes/arching: poses[2].caption: two pictures have the same caption. Say how they differ.")
    ]
    MistakePose.objects.filter(pk=poses.first().pk).update(caption="")
    assert [severity for severity, _ in findings()] == ["error"]


def test_load_step_and_last_set_checks():
    Equipment.objects.filter(weighted=True, slug="cable").update(step_kg="90", max_start_kg="60")
    row = Prescription.objects.exclude(last_set_rir="").first()
    Prescription.objects.filter(pk=row.pk).update(rir="2", last_set_rir="3")
    reported = dict(findings())
    assert reported["error"] == "equipment/cable: step_kg: 90 kg is more than the highest start load, 60."
    assert reported["warning"].startswith(f"prescriptions/{row.slug}: last_set_rir: the last set keeps 3")


def test_invalid_snapshot_reports_nothing_else():
    FORM.update(body="### A\n\n[x](section:gone)")
    Prescription.objects.filter(slug="M01").update(sets="4", days="2")
    assert findings() == [("error", "prescriptions/M01: sets: 4 is outside 2-3, the range for Warm-up.")]


def test_coverage_gap_names_its_row():
    Prescription.objects.filter(slug="M01").delete()
    assert findings() == [("gap", "aims/technique: no prescription for warm-up, beginner, technique.")]


def test_publishing_checks_only_changed_items():
    FORM.update(body="Do as you please.")
    with pytest.raises(UnconfirmedWarnings, match="sections/form: has no source"):
        publish(by="ada", note="A change.", stop_on_warnings=True)
    publish(by="ada", note="A change.")
    Question.objects.filter(slug="wobble").update(title="Why do I wobble so?")
    assert publish(by="ada", note="Another.", stop_on_warnings=True).number == 3


@pytest.fixture
def run():
    def run_command(*options: str) -> str:
        out = StringIO()
        call_command("check_guide", *options, stdout=out)
        return out.getvalue()

    return run_command


def test_check_command_reports_no_findings(run):
    assert run("--strict") == run("--live", "--strict") == "Nothing found.\n"


def test_check_command_fails_on_errors_and_strict_on_warnings(run):
    FORM.update(body="Do as you please.")
    form = FORM.get()
    assert f"warning: {NO_SOURCE} /admin/guide/section/{form.pk}/change/\n" in run()
    with pytest.raises(CommandError, match="0 errors or gaps, 1 warnings"):
        run("--strict")
    assert run("--live", "--strict") == "Nothing found.\n"
    FORM.update(body="[x](section:gone)")
    with pytest.raises(CommandError, match="1 errors or gaps, 1 warnings"):
        run()


def test_check_command_needs_an_edition_for_live_content(run, monkeypatch):
    monkeypatch.setattr(type(Edition.objects), "current", lambda self: None)
    with pytest.raises(CommandError, match="no edition yet"):
        run("--live")


def test_warnings_cover_changed_items_only():
    FORM.update(body="Nothing is cited here.")
    snapshot = read_working_copy()
    assert [str(finding) for finding in check_snapshot(snapshot, {ItemKey("sections", "form")})] == [NO_SOURCE]
    assert check_snapshot(snapshot, {ItemKey("sections", "safety")}) == []


def test_errors_and_gaps_cover_all_items():
    FORM.update(body=f"[x](section:gone){CITED}")
    Prescription.objects.filter(slug="M01").delete()
    reported = [
        (finding.severity.value, finding.key)
        for finding in check_snapshot(read_working_copy(), {ItemKey("questions", "cramp")})
    ]
    assert reported == [("error", ItemKey("sections", "form")), ("gap", ItemKey("aims", "technique"))]


def without_equipment(snapshot):
    snapshot["equipment"].pop(0)


def with_renamed_code(snapshot):
    snapshot["progressions"][0]["slug"] = "other"


def with_duplicate_slug(snapshot):
    snapshot["questions"].append(deepcopy(snapshot["questions"][0]))


@pytest.mark.parametrize(
    "edit", [without_equipment, with_renamed_code, with_duplicate_slug], ids=lambda edit: edit.__name__
)
def test_inconsistent_rows_are_errors(edit):
    snapshot = read_working_copy()
    edit(snapshot)
    findings = check_snapshot(snapshot, ())
    assert {finding.severity.value for finding in findings} == {"error"}
