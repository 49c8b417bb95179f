from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guide.content_files.files import InvalidContent, load_content
from guide.editions.publishing import PublishError, publish
from guide.models import Edition
from guide.models.snapshot import read_working_copy
from tests import bad_files, bad_values
from tests.bad_files import BadFile, replace_first, set_key
from tests.conftest import CONTENT

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

BROKEN: list[BadFile] = [
    *bad_files.SYNTAX,
    *bad_files.PLACES,
    *bad_values.KEYS,
    *bad_values.TYPES,
    *bad_values.NOTATIONS,
    *bad_values.BOUNDS,
    *bad_values.RELATIONS,
    *bad_values.POSES,
]
UNPUBLISHABLE = {
    "citation": ("questions/cramp.md", replace_first(r"\Z", "\nSee [E999].\n"), ("questions/cramp", "[E999]")),
    "one citation of two": ("questions/cramp.md", replace_first(r"\Z", "\nSee [E66, E998].\n"), ("cramp", "E998")),
    "link": (
        "questions/cramp.md",
        replace_first(r"\Z", "\n[x](section:nowhere)\n"),
        ("questions/cramp", "section:nowhere"),
    ),
    "link of no kind": (
        "questions/cramp.md",
        replace_first(r"\Z", "\n[x](chapter:form)\n"),
        ("questions/cramp", "chapter:form"),
    ),
    "link to no page": (
        "questions/cramp.md",
        replace_first(r"\Z", "\n[x](page:nowhere)\n"),
        ("questions/cramp", "page:nowhere"),
    ),
    "evidence": ("prescriptions.yaml", set_key("evidence", "S E997"), ("M01", "E997")),
    "progression": ("prescriptions.yaml", set_key("progression", "P3, P99"), ("M01", "P99")),
    "citation in a load": ("loads.yaml", set_key("text", "Easy [E996]."), ("light", "E996")),
    "citation in a finding": ("sources.yaml", set_key("finding", "Well [E995]."), ("E1", "E995")),
}


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture
def some_files(tmp_path):
    """Copy some files of content/ to an empty folder."""

    def copy(*names: str) -> Path:
        for name in {"guide.yaml", "sections/form.md", "questions/cramp.md", *names}:
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            if (CONTENT / name).is_file():
                shutil.copy(CONTENT / name, tmp_path / name)
        return tmp_path

    return copy


def load_and_publish(folder: Path) -> None:
    load_content(folder, overwrite=True)
    publish(by="tests", note="Broken.")


def load_errors(folder: Path) -> tuple[str, ...]:
    """Return the errors of loading a folder, which must have changed nothing."""
    rows, editions = read_working_copy(), Edition.objects.count()
    with pytest.raises(InvalidContent) as bad:
        load_content(folder, overwrite=True)
    assert (read_working_copy(), Edition.objects.count()) == (rows, editions)
    return bad.value.args


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in BROKEN])
def test_bad_file_is_refused_with_file_and_fault(some_files, case):
    folder = some_files(case.file)
    line = case.change(folder / case.file)
    (fault,) = [fault for fault in load_errors(folder) if fault.startswith(f"{case.file}: ") or case.file not in fault]
    assert [word for word in case.words if word.replace("{line}", str(line)) not in fault] == [], fault
    assert fault.endswith(".")


def test_each_fault_is_reported_once(some_files):
    folder = some_files("prescriptions.yaml")
    set_key("reps", "ten")(folder / "prescriptions.yaml")
    set_key("tempo", "fast")(folder / "prescriptions.yaml")
    set_key("load", "feather")(folder / "prescriptions.yaml")
    assert len(load_errors(folder)) == 3


def test_faults_in_three_files_are_reported_together(folder):
    set_key("title", "5")(folder / "sections" / "form.md")
    set_key("load", "feather")(folder / "prescriptions.yaml")
    set_key("role", "boss")(folder / "muscles.yaml")
    faults = load_errors(folder)
    assert sorted(fault.partition(":")[0] for fault in faults) == [
        "muscles.yaml",
        "prescriptions.yaml",
        "sections/form.md",
    ]


def test_all_unreadable_files_are_reported_together(folder):
    (folder / "notes.txt").write_text("x")
    (folder / "muscles.yaml").write_text("")
    replace_first("^title: ", "title: : ")(folder / "sections" / "form.md")
    assert [fault.partition(":")[0] for fault in load_errors(folder)] == [
        "muscles.yaml",
        "notes.txt",
        "sections/form.md",
    ]


def test_all_faulty_files_are_reported(folder):
    replace_first("^title: ", "title: : ")(folder / "sections" / "form.md")
    set_key("role", "boss")(folder / "muscles.yaml")
    (folder / "notes.txt").write_text("x")
    assert {fault.partition(":")[0] for fault in load_errors(folder)} == {
        "muscles.yaml",
        "notes.txt",
        "sections/form.md",
    }


def test_missing_folder_is_named(tmp_path):
    assert load_errors(tmp_path / "nowhere") == (f"{tmp_path / 'nowhere'}: is not a folder.",)
    (tmp_path / "file").write_text("x")
    assert load_errors(tmp_path / "file") == (f"{tmp_path / 'file'}: is not a folder.",)


def test_empty_folder_lacks_the_cover(tmp_path):
    (fault,) = load_errors(tmp_path)
    assert fault.startswith("guide.yaml: is missing")


def test_import_fault_names_the_existing_item(some_files):
    set_key("reps", "10-14")(some_files("placements.yaml") / "placements.yaml")
    assert "working copy, prescriptions/M02" in load_errors(some_files())[0]


@pytest.mark.parametrize(("file", "change", "words"), UNPUBLISHABLE.values(), ids=UNPUBLISHABLE)
def test_dangling_references_block_publishing(some_files, file, change, words):
    folder = some_files(file)
    change(folder / file)
    with pytest.raises((InvalidContent, PublishError)) as refused:
        load_and_publish(folder)
    reasons = [str(reason) for reason in refused.value.args]
    assert any(all(word in reason for word in words) for reason in reasons), reasons
    assert Edition.objects.count() == 1
