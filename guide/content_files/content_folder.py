"""Finds the folder of the guide in a zip or in another folder, and passes over what programs add to folders."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Generic, NamedTuple, TypeVar

File = TypeVar("File")
COVER_FILE, TOP_FOLDER = "guide.yaml", "content/"
MISSING_COVER = f"{COVER_FILE}: is missing. It names the guide."
# What is passed over, by what made it.
ADDED_FILES = {
    "of macOS": re.compile(r"(?:^|/)(?:__MACOSX/|\._|\.DS_Store$|Icon\r$)"),
    "of Windows": re.compile(r"(?:^|/)(?:(?:eh)?Thumbs\.db|desktop\.ini)$", re.IGNORECASE),
    "kept by an editor": re.compile(r"(?:~|\.(?:sw[op]|bak|orig|tmp))$|(?:^|/)(?:\.?#|~\$)[^/]*$"),
    "with a hidden name": re.compile(r"(?:^|/)\.[^./][^/]*(?:/|$)"),
}
GUIDE_FILE = re.compile(r"[a-z]+\.yaml|[a-z]+/[\w-]+\.md", re.IGNORECASE)
NAMED = 3


class ContentFolder(NamedTuple, Generic[File]):
    files: list[tuple[str, File]]  # each with its name below the guide's folder
    passed_over: list[str]  # a sentence for each kind


def find_content(files: Iterable[tuple[str, File]]) -> ContentFolder[File]:
    """Return the files of the guide, which lie beside its cover or below."""
    files = list(files)
    kept, added = set_apart([(name.replace("\\", "/").removeprefix("./"), file) for name, file in files])
    top = content_top([name for name, _ in kept])
    backslashes = [name for name, _ in files if "\\" in name]
    outside = [name for name, _ in kept if not name.startswith(top)]
    inside = [(name.removeprefix(top), file) for name, file in kept if name.startswith(top)]
    capitals = [name for name, _ in inside if name != small_letters(name)]
    sentences = [f"Read \\ as / in {names(backslashes)}."] if backslashes else []
    sentences += [f"Read capitals as small letters in {names(capitals)}."] if capitals else []
    sentences += [f"Passed over {names(found)} {kind}." for kind, found in added.items()]
    sentences += [f"Passed over {names(outside)} outside {top}."] if outside else []
    return ContentFolder([(small_letters(name), file) for name, file in inside], sentences)


def set_apart(files: list[tuple[str, File]]) -> tuple[list[tuple[str, File]], dict[str, list[str]]]:
    """Return the files that people made, and the names of the others by kind. Folders are neither."""
    kept = []
    added: dict[str, list[str]] = {}
    for name, file in files:
        kind = next((kind for kind, pattern in ADDED_FILES.items() if pattern.search(name)), None)
        if kind:
            added.setdefault(kind, []).append(name)
        elif not name.endswith("/"):
            kept.append((name, file))
    return kept, added


def small_letters(name: str) -> str:
    """Return the name that a file of the guide has on a computer that takes capitals for small letters."""
    return name.lower() if GUIDE_FILE.fullmatch(name) else name


def content_top(paths: list[str]) -> str:
    """Return the path of the guide's folder, such as “edition-1/content/”; it is empty if that is the whole."""
    tops = [path[: -len(COVER_FILE)] for path in paths if f"/{path}".lower().endswith(f"/{COVER_FILE}")]
    if not tops:
        return TOP_FOLDER if all(path.startswith(TOP_FOLDER) for path in paths) else ""
    # A whole repository may hold more guides deeper down, such as those of its tests.
    return min(tops, key=lambda top: (top.count("/"), not f"/{top}".lower().endswith(f"/{TOP_FOLDER}"), top))


def names(paths: list[str]) -> str:
    """Return “3 files (a, b and more)” for a list of paths."""
    distinct = list(Counter(paths))
    more = " and more" if len(distinct) > NAMED else ""
    count = "1 file" if len(paths) == 1 else f"{len(paths)} files"
    return f"{count} ({', '.join(distinct[:NAMED])}{more})"
