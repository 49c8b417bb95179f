"""The guide as one file: `content/` in a zip, and back with nothing taken on trust."""

from __future__ import annotations

import re
import stat
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from guide.content_files.files import InvalidContent, content_texts
from guide.models.snapshot import Snapshot

MAX_BYTES, MAX_FILES, MAX_UNPACKED_BYTES = 5 << 20, 5_000, 50 << 20
TOP_FOLDER = "content/"
SAFE_NAME = re.compile(r"(?:[\w-]+/)?[\w-][\w.-]*")
"""At most one folder and a file, of letters, digits, hyphens and dots: nothing that leads out of a folder."""


def pack_zip(snapshot: Snapshot) -> bytes:
    """The same bytes for the same snapshot."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, text in content_texts(snapshot):
            archive.writestr(ZipInfo(TOP_FOLDER + name, (1980, 1, 1, 0, 0, 0)), text, ZIP_DEFLATED)
    return file.getvalue()


def unpack_zip(content: bytes, folder: Path) -> None:
    """Write the files of a zip into an empty folder. Raises InvalidContent with the reasons, and writes nothing."""
    if len(content) > MAX_BYTES:
        raise InvalidContent(f"The file has more than {MAX_BYTES >> 20} MB. A guide is far smaller.")
    try:
        with ZipFile(BytesIO(content)) as archive:
            read = dict(_read(archive, _content_files(archive)))
    except InvalidContent:
        raise
    except Exception as error:  # zipfile raises whatever comes up when bytes are not what they claim to be
        raise InvalidContent("This is no zip file that can be read. Pack the folder again.") from error
    for name, data in read.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def _content_files(archive: ZipFile) -> dict[str, ZipInfo]:
    """The files by their names below `content/`."""
    files = [info for info in archive.infolist() if not info.is_dir()]
    if len(files) > MAX_FILES:
        raise InvalidContent(f"The zip holds {len(files)} files, more than {MAX_FILES}.")
    own = all(info.filename.startswith(TOP_FOLDER) for info in files)
    named = [(info.filename.removeprefix(TOP_FOLDER) if own else info.filename, info) for info in files]
    names = [name for name, _ in named]
    faults = [fault for name, info in named if (fault := _file_fault(name, info))]
    faults += [f"{name}: is there twice." for name in sorted({name for name in names if names.count(name) > 1})]
    if faults or not files:
        raise InvalidContent(*(faults or ["The zip is empty."]))
    return dict(named)


def _file_fault(name: str, info: ZipInfo) -> str | None:
    if stat.S_ISLNK(info.external_attr >> 16):
        return f"{name}: is a link. Put the file itself into the zip."
    if info.flag_bits & 1:
        return f"{name}: has a password. Pack the folder without one."
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return f"{name}: is packed in a way that few programs know. Pack the folder as an ordinary zip."
    if not SAFE_NAME.fullmatch(name):
        return f"{name!r}: is no name of a file of the guide. Pack the folder content/ and nothing else."
    return None


def _read(archive: ZipFile, files: dict[str, ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Each file, counted while it is read: what a zip says of its own size may be a lie."""
    left = MAX_UNPACKED_BYTES
    for name, info in files.items():
        with archive.open(info) as file:
            data = file.read(left + 1)
        left -= len(data)
        if left < 0:
            raise InvalidContent(
                f"Unpacked, the files have more than {MAX_UNPACKED_BYTES >> 20} MB. A guide is far smaller."
            )
        yield name, data
