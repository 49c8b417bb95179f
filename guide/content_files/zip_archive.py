"""Content files as one zip. An uploaded zip may be broken or hostile, so it is checked before it is unpacked."""

from __future__ import annotations

import re
import stat
from collections import Counter
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from guide.content_files.content_folder import COVER_FILE, MISSING_COVER, TOP_FOLDER, find_content
from guide.content_files.files import InvalidContent, content_texts
from guide.models.snapshot import Snapshot

# The shipped guide has 69 files of 220 kB in all.
MAX_BYTES, MAX_FILES, MAX_UNPACKED_BYTES = 3 << 20, 1_000, 3 << 20
# At most one folder and a file name, of letters, digits, hyphens and dots, so that no path leads out of the folder.
# Both are short, as file systems allow at most 255 bytes.
SAFE_NAME = re.compile(r"(?:[\w-]{1,60}/)?[\w-][\w.-]{0,59}")
LEADS_OUT = re.compile(r"[\\/]|.*(?:^|[\\/])\.\.(?:[\\/]|$)|\w:", re.DOTALL)


def pack_zip(snapshot: Snapshot) -> bytes:
    """Pack a snapshot. Equal snapshots give equal bytes."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as archive:
        for name, text in content_texts(snapshot):
            archive.writestr(ZipInfo(TOP_FOLDER + name, (1980, 1, 1, 0, 0, 0)), text, ZIP_DEFLATED)
    return file.getvalue()


def unpack_zip(content: bytes, folder: Path) -> list[str]:
    """Unpack the guide's files into an empty folder. Return a sentence for each kind of files that are passed over.

    Raises InvalidContent with all faults; then nothing is written.
    """
    if len(content) > MAX_BYTES:
        raise InvalidContent(f"The file has more than {MAX_BYTES >> 20} MB. A guide is far smaller.")
    try:
        with ZipFile(BytesIO(content)) as archive:
            files, passed_over = _content_files(archive)
            read = dict(_read(archive, files))
    except InvalidContent:
        raise
    except Exception as error:  # zipfile raises many kinds of errors for broken files
        raise InvalidContent("This is not a readable zip file. Pack the folder again.") from error
    for name, data in read.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return passed_over


def _content_files(archive: ZipFile) -> tuple[dict[str, ZipInfo], list[str]]:
    """Return the files of the guide by their name, and what is passed over."""
    infos = [info for info in archive.infolist() if not info.is_dir()]
    if len(infos) > MAX_FILES:
        raise InvalidContent(f"The zip holds {len(infos)} files, more than {MAX_FILES}.")
    found = find_content((info.filename, info) for info in infos if not LEADS_OUT.match(info.filename))
    names = [name for name, _ in found.files]
    faults = [_name_fault(info.filename) for info in infos if LEADS_OUT.match(info.filename)]
    faults += [fault for name, info in found.files if (fault := _file_fault(name, info))]
    faults += [f"{name}: appears twice." for name, times in Counter(names).items() if times > 1]
    folders = {name.partition("/")[0] for name in names if "/" in name}
    faults += [f"{name}: is a file and a folder." for name in folders.intersection(names)]
    if faults and COVER_FILE not in names:  # it would have shown which folder the guide's is
        faults.insert(0, MISSING_COVER)
    if faults or not names:
        raise InvalidContent(*(faults or ["The zip is empty.", *found.passed_over]))
    return dict(found.files), found.passed_over


def _file_fault(name: str, info: ZipInfo) -> str | None:
    if stat.S_ISLNK(info.external_attr >> 16):
        return f"{name}: is a link. Put the file itself into the zip."
    if info.flag_bits & 1:
        return f"{name}: is encrypted. Pack the folder without a password."
    if info.compress_type not in (ZIP_STORED, ZIP_DEFLATED):
        return f"{name}: uses an unusual compression method. Pack the folder as an ordinary zip."
    if not SAFE_NAME.fullmatch(name):
        return _name_fault(name)
    return None


def _name_fault(name: str) -> str:
    return f"{name!r}: is not a file name of the guide. Pack the folder content/ and nothing else."


def _read(archive: ZipFile, files: dict[str, ZipInfo]) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of each file."""
    # Bytes are counted while reading, since a zip can declare a false size.
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
