"""Zips and folders as people and programs make them: passed over or accepted, with a sentence for each kind."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from hypothesis import given
from hypothesis import strategies as st

from guide.content_files.content_folder import find_content
from guide.content_files.files import InvalidContent, load_content
from guide.content_files.zip_archive import pack_zip, unpack_zip
from guide.models import Section
from guide.models.snapshot import read_working_copy
from tests.conftest import CONTENT
from tests.zip_files import upload, zipped

FILES = {str(path.relative_to(CONTENT)): path.read_bytes() for path in CONTENT.rglob("*") if path.is_file()}
TOPS = ["", "content/", "edition-1/content/", "repo-main/content/", "guide/", "a/b/c/", "./content/", "./"]
ADDED = {
    "__MACOSX/content/sections/._form.md": "of macOS",
    "content/._guide.yaml": "of macOS",
    "content/.DS_Store": "of macOS",
    "content/sections/.DS_Store": "of macOS",
    "content/Icon\r": "of macOS",
    "content/Thumbs.db": "of Windows",
    "content/sections/ehthumbs.db": "of Windows",
    "content/Desktop.ini": "of Windows",
    "content/sections/form.md~": "kept by an editor",
    "content/sections/.form.md.swp": "kept by an editor",
    "content/sections/form.md.bak": "kept by an editor",
    "content/sections/form.md.orig": "kept by an editor",
    "content/sections/#form.md#": "kept by an editor",
    "content/sections/.#form.md": "kept by an editor",
    "content/~$muscles.yaml": "kept by an editor",
    "content/.gitignore": "with a hidden name",
    ".git/config": "with a hidden name",
    ".github/workflows/ci.yml": "with a hidden name",
    "content/.idea/guide.xml": "with a hidden name",
    "README.md": "outside content/",
    "tests/other/guide.yaml": "outside content/",
}


def files_below(top: str) -> dict[str, bytes]:
    return {top + name: content for name, content in FILES.items()}


@pytest.mark.parametrize("separator", ["/", "\\"])
@pytest.mark.parametrize("top", TOPS)
def test_guide_is_found_in_any_enclosing_folder(tmp_path, top, separator):
    packed = {name.replace("/", separator): content for name, content in files_below(top).items()}
    sentences = unpack_zip(zipped(packed), tmp_path)
    assert {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*.*")} == FILES
    assert [sentence.startswith("Read \\ as / in ") for sentence in sentences] == [True] * (separator == "\\")


@pytest.mark.parametrize(("name", "kind"), ADDED.items())
def test_added_file_is_passed_over_with_a_sentence(tmp_path, name, kind):
    (sentence,) = unpack_zip(zipped(files_below("content/") | {name: b"\0\0"}), tmp_path)
    assert sentence == f"Passed over 1 file ({name}) {sentence.rpartition(') ')[2]}"
    assert kind in sentence
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == len(FILES)


def test_one_sentence_tells_a_kind_of_files(tmp_path):
    added = {f"__MACOSX/content/._{number}.md": b"" for number in range(5)}
    assert unpack_zip(zipped(files_below("content/") | added), tmp_path) == [
        "Passed over 5 files (__MACOSX/content/._0.md, __MACOSX/content/._1.md, __MACOSX/content/._2.md and more) "
        "of macOS."
    ]


def test_the_guide_of_a_repository_is_the_one_in_content(tmp_path):
    both = files_below("repo-main/content/") | {"repo-main/backup/guide.yaml": b"x", "repo-main/a/b/guide.yaml": b"x"}
    (sentence,) = unpack_zip(zipped(both), tmp_path)
    assert sentence.endswith("outside repo-main/content/.")
    assert (tmp_path / "guide.yaml").read_bytes() == FILES["guide.yaml"]


@pytest.mark.django_db
@pytest.mark.parametrize("top", ["", "content/", "edition-1/content/"])
def test_folder_is_loaded_as_its_zip_is(tmp_path, capsys, top):
    for name, content in (files_below(top) | {f"{top}{name}": b"x" for name in (".DS_Store", "guide.yaml~")}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    found = load_content(tmp_path)
    assert found.new == found.different == found.only_in_working_copy == []
    call_command("load_content", tmp_path, "--check")
    assert capsys.readouterr().out.splitlines()[:2] == [
        f"Passed over 1 file ({top}.DS_Store) of macOS.",
        f"Passed over 1 file ({top}guide.yaml~) kept by an editor.",
    ]


@pytest.mark.django_db
def test_desk_tells_what_was_passed_over(as_editor):
    Section.objects.filter(slug="form").update(title="Form, renamed")
    page = upload(as_editor, zipped(files_below("edition-1/content/") | {"__MACOSX/._edition-1": b"x"}), follow=True)
    assert "Passed over 1 file (__MACOSX/._edition-1) of macOS." in page.content.decode()
    assert "0 new, 1 changed" in page.content.decode()


@pytest.mark.parametrize("top", ["", "edition-1/Content/"])
def test_capitals_in_names_are_read_as_small_letters(tmp_path, top):
    names = {"guide.yaml": "Guide.yaml", "sections/form.md": "Sections/Form.MD", "muscles.yaml": "MUSCLES.YAML"}
    sentences = unpack_zip(zipped({top + names.get(name, name): content for name, content in FILES.items()}), tmp_path)
    assert {str(path.relative_to(tmp_path)): path.read_bytes() for path in tmp_path.rglob("*.*")} == FILES
    assert [sentence.partition("(")[0] for sentence in sentences] == ["Read capitals as small letters in 3 files "]


def test_same_file_in_capitals_and_small_letters_is_refused(tmp_path):
    with pytest.raises(InvalidContent, match="sections/form.md: appears twice"):
        unpack_zip(zipped(FILES | {"sections/Form.md": b"x"}), tmp_path)


def test_missing_cover_is_told_first(tmp_path):
    with pytest.raises(InvalidContent) as told:
        unpack_zip(zipped({"edits/sections/form.md": FILES["sections/form.md"]}), tmp_path)
    assert told.value.args[0] == "guide.yaml: is missing. It names the guide."


@pytest.mark.parametrize(
    "name", ["../guide.yaml", "content/../../x.md", "/etc/passwd", "C:\\x.md", "..\\x.md", "\\x.md"]
)
def test_name_that_leads_out_is_refused_beside_a_good_guide(tmp_path, name):
    with pytest.raises(InvalidContent, match="is not a file name of the guide"):
        unpack_zip(zipped(files_below("content/") | {name: b"x"}), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_same_file_with_both_slashes_is_refused(tmp_path):
    with pytest.raises(InvalidContent, match="sections/form.md: appears twice"):
        unpack_zip(zipped(files_below("") | {"sections\\form.md": b"x"}), tmp_path)


@given(st.lists(st.sampled_from([*ADDED, "content/sections/form.md", "content/guide.yaml"]), unique=True))
def test_every_file_is_kept_or_named(names):
    packed = [*((name, None) for name in names), ("content/guide.yaml", None)]
    found = find_content(packed)
    told = sum(int(sentence.split()[2]) for sentence in found.passed_over)
    assert len(found.files) + told == len(packed)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notes.txt", b"x", "the files are guide.yaml, muscles.yaml, "),
        ("muscles.yml", b"[]", "prescriptions.yaml, and NAME.md in sections, variations, audiences and questions."),
        ("muscles.yaml", b"- slug: a\n  role: boss\n", "“boss” is not one of target, "),
        ("muscles.yaml", b"- slug: a\n  rolle: x\n", "The keys are name, "),
        ("variations/x.md", b"---\nposition: 1\ncue: x\n---\n", ", poses, steps, cues, mistakes."),
    ],
)
def test_fault_names_what_would_be_right(tmp_path, name, content, words):
    (tmp_path / "variations").mkdir()
    (tmp_path / "guide.yaml").write_bytes(FILES["guide.yaml"])
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InvalidContent) as told:
        load_content(tmp_path)
    assert any(fault.startswith(f"{name}: ") and words in fault for fault in told.value.args), told.value.args


@pytest.mark.django_db
def test_our_own_zip_needs_no_sentence(tmp_path):
    assert unpack_zip(pack_zip(read_working_copy()), tmp_path) == []
