from __future__ import annotations

import pytest
from django.core.management import CommandError

from guide.content_files.files import write_content
from guide.models import Edition, Question, Section
from guide.models.snapshot import items_by_key, read_working_copy
from tests.commands import command_output, tree

pytestmark = pytest.mark.django_db


@pytest.fixture
def exported_files(db, tmp_path_factory):
    """The edition exported as files."""
    folder = tmp_path_factory.mktemp("written")
    write_content(read_working_copy(), folder)
    return tree(folder)


def test_export_defaults_to_the_current_edition(tmp_path, exported_files):
    Section.objects.filter(slug="form").update(title="Not yet published")
    command_output("export_content", tmp_path / "edition")
    command_output("export_content", tmp_path / "rows", "--working-copy")
    assert tree(tmp_path / "edition") == exported_files
    differing = [name for name, text in tree(tmp_path / "rows").items() if text != exported_files[name]]
    assert differing == ["sections/form.md"]
    assert "\ntitle: Not yet published\n" in (tmp_path / "rows" / "sections" / "form.md").read_text(encoding="utf-8")


def test_export_is_deterministic(tmp_path, exported_files):
    count = len(exported_files)
    for _ in range(2):
        assert command_output("export_content", tmp_path) == f"{count} files written to {tmp_path}.\n"
        assert tree(tmp_path) == exported_files


def test_exporting_changes_no_rows_and_no_edition(tmp_path):
    rows = read_working_copy()
    command_output("export_content", tmp_path, "--working-copy")
    assert (read_working_copy(), Edition.objects.count()) == (rows, 1)


def test_files_of_removed_items_are_deleted_and_others_kept(tmp_path, exported_files):
    write_content(read_working_copy(), tmp_path)
    foreign = ["README.md", "notes.yaml", "sections/figure.svg", "drafts/idea.md", "sections/old/form.md"]
    for name in foreign:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("mine")
    Question.objects.get(slug="cramp").delete()
    command_output("export_content", tmp_path, "--working-copy")
    assert set(tree(tmp_path)) == {*exported_files, *foreign} - {"questions/cramp.md"}
    assert {(tmp_path / name).read_text() for name in foreign} == {"mine"}


def test_file_of_an_empty_table_is_deleted(tmp_path, exported_files):
    write_content(read_working_copy(), tmp_path)
    rows = read_working_copy() | {"preferences": []}
    write_content(rows, tmp_path)
    assert set(exported_files) - set(tree(tmp_path)) == {"preferences.yaml"}


def test_export_before_first_edition(tmp_path, monkeypatch, exported_files):
    monkeypatch.setattr(type(Edition.objects), "current", lambda self, at=None: None)
    with pytest.raises(CommandError, match=r"^There is no edition yet\. Publish one, or use --working-copy\.$"):
        command_output("export_content", tmp_path)
    assert tree(tmp_path) == {}
    command_output("export_content", tmp_path, "--working-copy")
    assert tree(tmp_path) == exported_files


def test_unwritable_folder_is_reported(tmp_path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(CommandError, match=r"file cannot be written: "):
        command_output("export_content", tmp_path / "file")


def test_every_item_has_a_file(tmp_path):
    write_content(read_working_copy(), tmp_path)
    for key in items_by_key(read_working_copy()):
        own = tmp_path / key.kind / f"{key.slug}.md"
        table = tmp_path / ("guide.yaml" if key.kind == "cover" else f"{key.kind}.yaml")
        assert own.is_file() != table.is_file(), key
