from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from guide.content_files.files import InvalidContent, load_content
from guide.editions.publishing import PublishError, publish
from guide.models import Edition
from guide.models.snapshot import read_working_copy
from tests import bad_files, bad_values
from tests.bad_files import Broken, key, swap
from tests.conftest import CONTENT

pytestmark = pytest.mark.django_db

BROKEN: list[Broken] = [
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
    "citation": ("questions/cramp.md", swap(r"\Z", "\nSee [E999].\n"), ("questions/cramp", "[E999]")),
    "one citation of two": ("questions/cramp.md", swap(r"\Z", "\nSee [E66, E998].\n"), ("cramp", "E998")),
    "link": ("questions/cramp.md", swap(r"\Z", "\n[x](section:nowhere)\n"), ("questions/cramp", "section:nowhere")),
    "link of no kind": (
        "questions/cramp.md",
        swap(r"\Z", "\n[x](chapter:form)\n"),
        ("questions/cramp", "chapter:form"),
    ),
    "link to no page": (
        "questions/cramp.md",
        swap(r"\Z", "\n[x](page:nowhere)\n"),
        ("questions/cramp", "page:nowhere"),
    ),
    "evidence": ("prescriptions.yaml", key("evidence", "S E997"), ("M01", "E997")),
    "progression": ("prescriptions.yaml", key("progression", "P3, P99"), ("M01", "P99")),
    "citation in a load": ("loads.yaml", key("text", "Easy [E996]."), ("light", "E996")),
    "citation in a finding": ("sources.yaml", key("finding", "Well [E995]."), ("E1", "E995")),
}


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(CONTENT, tmp_path / "content"))


@pytest.fixture
def part(tmp_path):
    """Copies some files of content/; what they do not hold stands in the working copy."""

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


def faults_of(folder: Path) -> tuple[str, ...]:
    """What load tells of a folder. It must have changed nothing."""
    rows, editions = read_working_copy(), Edition.objects.count()
    with pytest.raises(InvalidContent) as bad:
        load_content(folder, overwrite=True)
    assert (read_working_copy(), Edition.objects.count()) == (rows, editions)
    return bad.value.args


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in BROKEN])
def test_a_broken_file_is_refused_with_its_name_and_the_fault(part, case):
    folder = part(case.file)
    line = case.change(folder / case.file)
    (fault,) = [fault for fault in faults_of(folder) if fault.startswith(f"{case.file}: ") or case.file not in fault]
    assert [word for word in case.words if word.replace("{line}", str(line)) not in fault] == [], fault
    assert fault.endswith(".")


def test_there_is_one_fault_for_each_thing_that_is_wrong(part):
    folder = part("prescriptions.yaml")
    key("reps", "ten")(folder / "prescriptions.yaml")
    key("tempo", "fast")(folder / "prescriptions.yaml")
    key("load", "feather")(folder / "prescriptions.yaml")
    assert len(faults_of(folder)) == 3


def test_faults_in_three_files_are_told_at_once(folder):
    key("title", "5")(folder / "sections" / "form.md")
    key("load", "feather")(folder / "prescriptions.yaml")
    key("role", "boss")(folder / "muscles.yaml")
    faults = faults_of(folder)
    assert sorted(fault.partition(":")[0] for fault in faults) == [
        "muscles.yaml",
        "prescriptions.yaml",
        "sections/form.md",
    ]


def test_files_that_cannot_be_read_are_all_told_at_once(folder):
    (folder / "notes.txt").write_text("x")
    (folder / "muscles.yaml").write_text("")
    swap("^title: ", "title: : ")(folder / "sections" / "form.md")
    assert [fault.partition(":")[0] for fault in faults_of(folder)] == ["muscles.yaml", "notes.txt", "sections/form.md"]


def test_all_faulty_files_are_reported(folder):
    swap("^title: ", "title: : ")(folder / "sections" / "form.md")
    key("role", "boss")(folder / "muscles.yaml")
    (folder / "notes.txt").write_text("x")
    assert {fault.partition(":")[0] for fault in faults_of(folder)} == {"muscles.yaml", "notes.txt", "sections/form.md"}


def test_a_folder_that_is_not_there_is_named(tmp_path):
    assert faults_of(tmp_path / "nowhere") == (f"{tmp_path / 'nowhere'}: is not a folder.",)
    (tmp_path / "file").write_text("x")
    assert faults_of(tmp_path / "file") == (f"{tmp_path / 'file'}: is not a folder.",)


def test_an_empty_folder_lacks_the_cover(tmp_path):
    (fault,) = faults_of(tmp_path)
    assert fault.startswith("guide.yaml: is missing")


def test_import_fault_names_the_existing_item(part):
    key("reps", "10-14")(part("placements.yaml") / "placements.yaml")
    assert "working copy, prescriptions/M02" in faults_of(part())[0]


@pytest.mark.parametrize(("file", "change", "words"), UNPUBLISHABLE.values(), ids=UNPUBLISHABLE)
def test_dangling_references_block_publishing(part, file, change, words):
    folder = part(file)
    change(folder / file)
    with pytest.raises((InvalidContent, PublishError)) as refused:
        load_and_publish(folder)
    reasons = [str(reason) for reason in refused.value.args]
    assert any(all(word in reason for word in words) for reason in reasons), reasons
    assert Edition.objects.count() == 1
