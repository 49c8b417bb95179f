"""Zip files of the content, and the import form's address."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

from django.core.files.uploadedfile import SimpleUploadedFile

from tests.conftest import CONTENT

PAGE = "/admin/import-export/"


def zipped(files: dict[str, bytes], method=ZIP_DEFLATED, **options) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content, **options)
    return file.getvalue()


def our_zip(**changes: bytes) -> bytes:
    """Return the content as a zip; `sections__form=...` replaces sections/form.md."""
    files = {str(path.relative_to(CONTENT)): path.read_bytes() for path in CONTENT.rglob("*") if path.is_file()}
    return zipped(files | {name.replace("__", "/") + ".md": content for name, content in changes.items()})


def renamed_zip() -> bytes:
    return our_zip(sections__form=(CONTENT / "sections/form.md").read_bytes().replace(b"step by step", b"bit by bit"))


def upload(client, content: bytes, **options):
    return client.post(PAGE, {"archive": SimpleUploadedFile("guide.zip", content)}, **options)
