"""Import and export of the content as a zip, with invalid and hostile zips."""

from __future__ import annotations

import stat
from datetime import timedelta
from io import BytesIO
from random import Random
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile, ZipInfo

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from guide.content_files import zip_archive
from guide.content_files.files import InvalidContent
from guide.content_files.zip_archive import pack_zip, unpack_zip
from guide.editions.changes import pending_changes
from guide.models import Edition, Section, Upload
from guide.models.snapshot import read_working_copy
from tests.conftest import CONTENT
from tests.zip_files import PAGE, our_zip, renamed_zip, upload, zipped

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
EXPORT = "/admin/content.zip"
FORM = Section.objects.filter(slug="form")


def test_export_of_the_edition_is_content(as_editor):
    response = as_editor.get(EXPORT)
    assert response["Content-Disposition"] == 'attachment; filename="edition-1.zip"'
    with ZipFile(BytesIO(response.content)) as found:
        read = {name: found.read(name) for name in found.namelist()}
    files = {f"content/{path.relative_to(CONTENT)}": path.read_bytes() for path in CONTENT.rglob("*") if path.is_file()}
    assert read == files
    assert as_editor.get(EXPORT).content == response.content


def test_export_of_working_copy_includes_drafts(as_editor):
    FORM.update(title="A draft")
    assert as_editor.get(f"{EXPORT}?working").content == pack_zip(read_working_copy()) != as_editor.get(EXPORT).content


def test_before_the_first_edition_only_drafts_are_exported(as_editor, monkeypatch):
    monkeypatch.setattr(type(Edition.objects), "current", lambda self, at=None: None)
    assert as_editor.get(EXPORT).status_code == 404
    assert as_editor.get(f"{EXPORT}?working").status_code == 200


def test_import_preview_changes_nothing(as_editor):
    text = upload(as_editor, renamed_zip(), follow=True).content.decode()
    assert "The file has 0 new, 1 changed and" in text
    assert "<del>step</del>" in text
    assert pending_changes() == []
    as_editor.post(f"{PAGE}{Upload.objects.get().pk}/", {"overwrite": "on"})
    assert [str(change.key) for change in pending_changes()] == ["sections/form"]
    assert FORM.get().title == "Form, bit by bit"
    assert LogEntry.objects.get().change_message == "Imported from a zip file."
    assert not Upload.objects.exists()


def test_import_preview_counts_items_that_no_file_has(as_editor):
    Section.objects.create(slug="draft", position=99, title="A draft", summary="Not in the zip.", body="Text.")
    assert "stay as they are: 1." in upload(as_editor, our_zip(), follow=True).content.decode()


def test_without_overwrite_only_missing_items_are_imported(as_editor):
    Section.objects.filter(slug="purpose").delete()
    title = FORM.get().title
    upload(as_editor, renamed_zip())
    as_editor.post(f"{PAGE}{Upload.objects.get().pk}/")
    assert Section.objects.filter(slug="purpose").exists()
    assert FORM.get().title == title


def test_new_upload_replaces_the_waiting_one(as_editor):
    for name in ("another", "ada", "ada"):
        Upload.objects.create(content=b"x", working_copy_digest="", by=name)
    upload(as_editor, renamed_zip())
    assert sorted(Upload.objects.values_list("by", flat=True)) == ["ada", "another"]


def test_import_is_previewed_again_after_a_change(as_editor):
    upload(as_editor, renamed_zip())
    url = f"{PAGE}{Upload.objects.get().pk}/"
    FORM.update(title="Saved by somebody else")
    assert b"Somebody changed the working copy" in as_editor.post(url, {"overwrite": "on"}).content
    assert FORM.get().title == "Saved by somebody else"
    as_editor.post(url, {"overwrite": "on"})
    assert FORM.get().title == "Form, bit by bit"


def test_same_content_has_nothing_to_import(as_editor):
    assert b"There is nothing to import" in upload(as_editor, our_zip(), follow=True).content


def zip_with_symlink() -> bytes:
    info = ZipInfo("sections/form.md")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr(info, "/etc/passwd")
    return file.getvalue()


def zip_with_duplicate() -> bytes:
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("guide.yaml", "a")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("guide.yaml", "b")
    return file.getvalue()


def damaged_zip() -> bytes:
    content = bytearray(zipped({"guide.yaml": b"name: x\n" * 99}))
    content[45] ^= 0xFF
    return bytes(content)


BAD_ZIPS = {
    "no zip": (lambda: b"name: x", "This is not a readable zip file."),
    "damaged": (damaged_zip, "This is not a readable zip file."),
    "unusual compression": (
        lambda: zipped({"guide.yaml": b"x"}, ZIP_LZMA),
        "guide.yaml: uses an unusual compression method",
    ),
    "empty": (lambda: zipped({}), "The zip is empty."),
    "above": (lambda: zipped({"../guide.yaml": b"x"}), "is not a file name of the guide"),
    "above the folder content": (lambda: zipped({"content/../../x.md": b"x"}), "is not a file name of the guide"),
    "absolute": (lambda: zipped({"/etc/guide.yaml": b"x"}), "is not a file name of the guide"),
    "backslash": (lambda: zipped({"C:\\guide.yaml": b"x"}), "is not a file name of the guide"),
    "too deep": (lambda: zipped({"a/b/c.md": b"x"}), "is not a file name of the guide"),
    "symbolic link": (zip_with_symlink, "sections/form.md: is a link."),
    "twice": (zip_with_duplicate, "guide.yaml: appears twice."),
    "bomb": (lambda: zipped({"guide.yaml": b"0" * (4 << 20)}), "have more than 3 MB"),
    "too many": (lambda: zipped({f"sections/{n}.md": b"" for n in range(1001)}), "holds 1001 files, more than 1000"),
    "unknown file": (lambda: our_zip(unknown=b"x"), "unknown.md: is not a file of the guide."),
    "not utf-8": (lambda: our_zip(sections__x=b"---\na\n\xff"), "sections/x.md: line 3: is not UTF-8 text (byte 6)."),
    "bad yaml": (lambda: our_zip(sections__x=b"---\na: [\n---\n"), "sections/x.md: line 3: "),
    "missing key": (lambda: our_zip(sections__x=b"---\ntitle: X\n---\n\nx"), "sections/x.md: position: must be"),
}


@pytest.mark.parametrize(("make_zip", "message"), BAD_ZIPS.values(), ids=BAD_ZIPS)
def test_invalid_zip_is_refused_with_the_reason(as_editor, make_zip, message):
    response = upload(as_editor, make_zip())
    assert response.status_code == 200
    found = [str(error) for error in response.context["form"].errors["archive"]]
    assert any(message in error for error in found), found
    assert (Upload.objects.count(), pending_changes()) == (0, [])


@pytest.mark.parametrize("method", [ZIP_STORED, ZIP_DEFLATED, ZIP_BZIP2, ZIP_LZMA])
def test_damaged_zip_is_refused_or_read_whole(tmp_path, method):
    random, whole = Random(method), zipped({"guide.yaml": b"name: x\n" * 99}, method)
    refused = 0
    for number in range(600):
        content, folder = bytearray(whole), tmp_path / str(number)
        for _ in range(random.randint(1, 6)):
            content[random.randrange(len(content))] = random.randrange(256)
        folder.mkdir()
        try:
            unpack_zip(bytes(content), folder)
        except InvalidContent:
            refused += 1
            assert list(folder.iterdir()) == []
    assert refused > 400


def test_false_size_in_a_zip_is_detected(tmp_path, monkeypatch):
    monkeypatch.setattr(zip_archive, "MAX_UNPACKED_BYTES", 10)
    with pytest.raises(InvalidContent, match="have more than"):
        unpack_zip(zipped({"guide.yaml": b"0" * 11}), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_missing_or_too_large_file_is_refused(as_editor, monkeypatch):
    assert b"Choose a zip file of at most 3 MB." in as_editor.post(PAGE).content
    monkeypatch.setattr("guide.admin.import_export.MAX_BYTES", 10)
    assert b"A guide is far smaller." in upload(as_editor, renamed_zip()).content


def test_far_too_large_file_is_never_written_to_disk(as_editor, monkeypatch):
    monkeypatch.setattr("django.core.files.uploadhandler.TemporaryUploadedFile", None)
    huge = SimpleUploadedFile("guide.zip", b"0" * (7 << 20))
    assert b"Choose a zip file of at most 3 MB." in as_editor.post(PAGE, {"archive": huge}).content


def test_upload_is_private_and_expires_after_a_day(as_editor, client, make_user):
    upload(as_editor, renamed_zip())
    url = f"{PAGE}{Upload.objects.get().pk}/"
    client.force_login(make_user("Editors", name="lin"))
    assert client.get(url).status_code == 404
    assert client.post(url, {"overwrite": "on"}).status_code == 404
    Upload.objects.update(at=timezone.now() - timedelta(days=2), by="lin")
    assert client.get(url).status_code == 404
    upload(client, renamed_zip())
    assert Upload.objects.count() == 1


def test_export_and_import_need_a_role(client, make_user):
    assert client.get(EXPORT).status_code == client.get(PAGE).status_code == 302
    client.force_login(make_user())
    assert client.get(EXPORT).status_code == client.get(PAGE).status_code == 403
    assert upload(client, renamed_zip()).status_code == 403
    assert not Upload.objects.exists()
