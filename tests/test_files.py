from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from django.core.management import CommandError

from guide.content_files.files import load_content, write_content
from guide.editions.changes import pending_changes
from guide.models import Cue, Edition, Equipment, Mistake, Muscle, Question, Section, Variation
from guide.models.snapshot import KINDS, ItemKey, items_by_key, read_working_copy, write_rows
from tests.commands import command_output, tree
from tests.conftest import CONTENT

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

FORM = ItemKey("sections", "form")
AWKWARD = """\
---

- 1: "two" 'three' # four
* no

    code, with   blanks and a\ttab

Line with a hard break  \nand {braces}, [E1], %, &amp;, `…`, ünï and 🦵: done

---
"""


def replace_once(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{path.name} has {old} {text.count(old)} times"
    path.write_text(text.replace(old, new), encoding="utf-8")


def retitle(folder: Path, title: str) -> None:
    replace_once(
        folder / "sections" / "form.md", f"title: {Section.objects.get(slug='form').title}\n", f"title: {title}\n"
    )


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


def remove_all():
    Variation.objects.update(easier=None, harder=None, instead=None)
    write_rows({kind: [] for kind in KINDS}, (), list(items_by_key(read_working_copy())))
    assert not any(read_working_copy().values())


@pytest.fixture
def no_rows(db):
    remove_all()


def test_load_and_export_round_trip(no_rows, tmp_path):
    found = load_content(CONTENT)
    assert (found.different, found.same, found.only_in_working_copy) == ([], [], [])
    rows = read_working_copy()
    write_content(rows, tmp_path / "once")
    remove_all()
    load_content(tmp_path / "once")
    write_content(read_working_copy(), tmp_path / "twice")
    assert read_working_copy() == rows
    assert tree(tmp_path / "twice") == tree(tmp_path / "once")
    assert set(tree(tmp_path / "once")) == set(tree(CONTENT))


def test_edited_content_round_trips_through_files(no_rows, tmp_path):
    load_content(CONTENT)
    Section.objects.filter(slug="form").update(title="yes", summary="12: a # b", body=AWKWARD.strip())
    Question.objects.filter(slug="cramp").update(title="'Null'?", topic="2026-01-02", body="# ~")
    Mistake.objects.filter(slug="range").update(looks=AWKWARD.strip(), feels="- a\n- b", fix="> 1e3", cue='"')
    Equipment.objects.filter(slug="cable").update(name="007", hint="")
    Cue.objects.filter(variation__slug="band").update(text="- [no]: {x}")
    rows = read_working_copy()
    write_content(rows, tmp_path / "once")
    assert load_content(tmp_path / "once", overwrite=True).different == []
    remove_all()
    load_content(tmp_path / "once")
    assert read_working_copy() == rows
    write_content(read_working_copy(), tmp_path / "twice")
    assert tree(tmp_path / "twice") == tree(tmp_path / "once")


def test_items_referring_to_each_other_can_be_removed(db):
    rows = read_working_copy() | {kind: [] for kind in ("variations", "audiences", "preferences", "limits")}
    write_rows(rows, (), [key for key in items_by_key(read_working_copy()) if key not in items_by_key(rows)])
    assert read_working_copy() == rows


def test_removing_a_table_row_changes_no_other(tmp_path):
    Muscle.objects.filter(slug="hamstrings").delete()
    write_content(read_working_copy(), tmp_path)
    assert load_content(tmp_path).different == []


def test_second_load_changes_nothing(folder):
    rows = read_working_copy()
    keys = list(Cue.objects.values_list("pk", flat=True))
    for overwrite in (False, True):
        found = load_content(folder, overwrite=overwrite)
        assert (found.new, found.different, found.only_in_working_copy) == ([], [], [])
        assert set(found.same) == set(items_by_key(rows))
    assert read_working_copy() == rows
    assert list(Cue.objects.values_list("pk", flat=True)) == keys


def test_without_overwrite_differing_items_are_kept_and_listed(folder):
    rows = read_working_copy()
    retitle(folder, "Form anew")
    assert load_content(folder).different == [FORM]
    assert read_working_copy() == rows
    output = command_output("load_content", folder)
    assert "sections/form differs: kept as it is (use --overwrite to replace it)\n" in output
    assert f"0 created, 1 differ, {len(items_by_key(rows)) - 1} the same.\n" in output


def test_overwrite_replaces_only_differing_items(folder):
    rows = items_by_key(read_working_copy())
    retitle(folder, "Form anew")
    output = command_output("load_content", folder, "--overwrite")
    assert "sections/form differs: replaced\n" in output
    after = items_by_key(read_working_copy())
    assert after[FORM] == rows[FORM] | {"title": "Form anew"}
    assert {key for key in after if after[key] != rows[key]} == {FORM}


def test_overwrite_replaces_children_in_order(folder):
    cues = Variation.objects.get(slug="band").cues.values_list("text", flat=True)
    before = list(cues)
    replace_once(folder / "variations" / "band.md", f"\n- {before[0]}\n", "\n- Anew.\n- And again.\n")
    load_content(folder, overwrite=True)
    assert list(cues.all()) == ["Anew.", "And again.", *before[1:]]


def test_item_only_in_files_is_created(folder):
    shutil.copy(folder / "questions" / "cramp.md", folder / "questions" / "cramp-again.md")
    rows = items_by_key(read_working_copy())
    output = command_output("load_content", folder)
    assert output == f"1 created, 0 differ, {len(rows)} the same.\n"
    assert items_by_key(read_working_copy())[ItemKey("questions", "cramp-again")] == rows[
        ItemKey("questions", "cramp")
    ] | {"slug": "cramp-again"}


@pytest.mark.parametrize("options", [[], ["--overwrite"]])
def test_item_only_in_the_working_copy_is_kept_and_listed(folder, options):
    rows = read_working_copy()
    (folder / "questions" / "cramp.md").unlink()
    output = command_output("load_content", folder, *options)
    assert "questions/cramp is only in the working copy: kept\n" in output
    assert f"0 created, 0 differ, {len(items_by_key(rows)) - 1} the same.\n" in output
    assert read_working_copy() == rows


def test_check_reports_and_changes_nothing(folder):
    rows, editions = read_working_copy(), Edition.objects.count()
    retitle(folder, "Form anew")
    shutil.copy(folder / "questions" / "cramp.md", folder / "questions" / "cramp-again.md")
    output = command_output("load_content", folder, "--check", "--overwrite", "--publish")
    assert "sections/form differs: would be replaced\n" in output
    assert "1 would be created, 1 differ," in output
    assert (read_working_copy(), Edition.objects.count()) == (rows, editions)


@pytest.mark.parametrize("broken", ["[x](section:nowhere)", "[E999]", "[x][y]\n\n[y]: section:nowhere", "<!-- a -->"])
def test_check_reports_what_would_stop_a_publication(folder, broken):
    path = folder / "sections" / "form.md"
    path.write_text(f"{path.read_text()}\n{broken}\n")
    with pytest.raises(CommandError, match="would stop a publication:\nsections/form: "):
        command_output("load_content", folder, "--check")


def test_check_without_overwrite_lists_kept_items(folder):
    retitle(folder, "Form anew")
    assert "sections/form differs: kept as it is (use --overwrite" in command_output("load_content", folder, "--check")


def test_load_publishes_only_with_the_option(folder):
    retitle(folder, "Form anew")
    command_output("load_content", folder, "--overwrite")
    assert Edition.objects.count() == 1
    assert [replace_once.key for replace_once in pending_changes()] == [FORM]
    assert command_output("load_content", folder, "--publish").endswith("\nEdition 2 is published.\n")
    edition = Edition.objects.current()
    assert (edition.number, edition.note, edition.major) == (2, "Loaded from files.", False)
    assert command_output("load_content", folder, "--publish").endswith("\nNothing to publish.\n")
    assert Edition.objects.count() == 2


def test_unpublishable_content_is_loaded_and_reported(folder):
    with (folder / "questions" / "cramp.md").open("a", encoding="utf-8") as file:
        file.write("\n[x](section:nowhere) and [E999].\n")
    with pytest.raises(CommandError, match=r"^Loaded, but not published:\n") as refused:
        command_output("load_content", folder, "--overwrite", "--publish")
    assert "questions/cramp: the link (section:nowhere) leads nowhere." in str(refused.value)
    assert "questions/cramp: [E999] is not the code of any source." in str(refused.value)
    assert "[E999]" in Question.objects.get(slug="cramp").body
    assert Edition.objects.count() == 1


def test_if_none_does_nothing_once_there_is_an_edition(folder):
    retitle(folder, "Form anew")
    rows = read_working_copy()
    output = command_output("load_content", folder, "--if-none", "--overwrite", "--publish")
    assert output == "An edition exists. Nothing was loaded.\n"
    assert (read_working_copy(), Edition.objects.count()) == (rows, 1)


def test_command_reports_every_fault_and_changes_nothing(folder):
    rows = read_working_copy()
    (folder / "notes.txt").write_text("x")
    (folder / "muscles.yaml").write_text("")
    with pytest.raises(CommandError, match=r"^Nothing was changed\. Fix these errors first:\n") as refused:
        command_output("load_content", folder, "--overwrite")
    assert [line.partition(":")[0] for line in str(refused.value).splitlines()[1:]] == ["muscles.yaml", "notes.txt"]
    assert read_working_copy() == rows


@pytest.mark.parametrize("ending", ["\r\n", "  \r\n", "   \n"])
@pytest.mark.parametrize("file", ["guide.yaml", "mistakes.yaml", "sections/form.md", "variations/band.md"])
def test_line_ends_and_trailing_blanks_do_not_matter(folder, file, ending):
    path = folder / file
    lines = path.read_bytes().decode().split("\n")
    ends = [ending if line.startswith(("---", "title:", "position:")) or ending == "\r\n" else "\n" for line in lines]
    path.write_bytes("".join(line + end for line, end in zip(lines, ends, strict=True)).encode() + b"\r\n \r\n")
    found = load_content(folder)
    assert (found.different, found.new, found.only_in_working_copy) == ([], [], [])


def test_byte_order_mark_is_ignored(folder):
    for path in (folder / "sections" / "form.md", folder / "mistakes.yaml", folder / "guide.yaml"):
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert load_content(folder).different == []
