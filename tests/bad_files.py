"""Faulty content files, each with the words that its error must contain."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

# Changes a file and returns the line of the change.
Change = Callable[[Path], int]

FORM, CABLE, PRESCRIPTIONS = "sections/form.md", "variations/cable.md", "prescriptions.yaml"


class BadFile(NamedTuple):
    name: str
    file: str
    change: Change
    # Words that the error must contain; {line} stands for the line of the change.
    words: tuple[str, ...]


def replace_first(pattern: str, new: str) -> Change:
    """Replace the first match of a multiline pattern."""

    def change(path: Path) -> int:
        text = path.read_text(encoding="utf-8")
        match = re.search(pattern, text, re.MULTILINE)
        assert match, f"{path.name} has no {pattern}"
        path.write_text(text[: match.start()] + match.expand(new) + text[match.end() :], encoding="utf-8")
        return text.count("\n", 0, match.start()) + 1

    return change


def write_file(data: bytes | str) -> Change:
    def change(path: Path) -> int:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return 1

    return change


def copy_of(name: str) -> Change:
    """Copy a valid file to an invalid name."""

    def change(path: Path) -> int:
        return write_file((path.parent.parent / name).read_bytes())(path)

    return change


def remove_file(path: Path) -> int:
    path.unlink()
    return 1


def set_key(name: str, value: str) -> Change:
    """Replace the value of a key, or remove the key if `value` is empty."""
    return replace_first(rf"^( *){name}:.*\n(?:\1 +.*\n|\1- .*\n)*", rf"\1{name}: {value}\n" if value else "")


SYNTAX = [
    BadFile("yaml in a table", "muscles.yaml", replace_first("role: target", "role: : target"), ("line {line}:",)),
    BadFile("yaml in front matter", FORM, replace_first("^title: ", "title: : "), ("line {line}:",)),
    BadFile("yaml in the cover", "guide.yaml", replace_first("^side: .*", "side: 'leg"), ("line ",)),
    BadFile(
        "yaml after blank lines",
        FORM,
        replace_first(r"^position: .*\ntitle: ", "\n\nposition: 6\ntitle: : "),
        ("line 5:",),
    ),
    BadFile("tab in front matter", FORM, replace_first("^title:", "\ttitle:"), ("line {line}:", "tab")),
    BadFile("tab in a table", "muscles.yaml", replace_first("^  role:", "\trole:"), ("line {line}:", "tab")),
    BadFile(
        "key twice in front matter",
        FORM,
        replace_first("^title: ", "position: 6\ntitle: "),
        ("line 3:", "position", "twice"),
    ),
    BadFile(
        "key twice in a table",
        "muscles.yaml",
        replace_first("^  role: (.*)", r"  role: \1\n  role: \1"),
        ("line", "role", "twice"),
    ),
    BadFile(
        "key twice in a line of an item",
        CABLE,
        replace_first("^- phase: kick", "- phase: kick\n  phase: kick"),
        ("line", "phase"),
    ),
    BadFile("no front matter", FORM, replace_first(r"\A---\n", ""), ("line 1:", "---")),
    BadFile("text before front matter", FORM, replace_first(r"\A", "Form\n"), ("line 1:", "---")),
    BadFile("front matter without an end", FORM, replace_first(r"^---\n\n", "\n"), ("---",)),
    BadFile(
        "front matter that is a list", FORM, replace_first(r"\A---\n(?:.*\n)*?---\n", "---\n- a\n---\n"), ("mapping",)
    ),
    BadFile("front matter that is empty", FORM, replace_first(r"\A---\n(?:.*\n)*?---\n", "---\n---\n"), ("mapping",)),
    BadFile("not utf-8", FORM, write_file(b"---\ntitle: caf\xe9\n---\n"), ("UTF-8",)),
    BadFile("not utf-8 in a table", "muscles.yaml", write_file("- slug: a\n".encode("utf-16")), ("UTF-8",)),
    BadFile("control character", "muscles.yaml", write_file("- slug: a\n  name: \x07\n"), ("cannot be read",)),
    BadFile("anchor within itself", "equipment.yaml", set_key("hint", "&a [*a]"), ("line {line}:", "alias")),
    BadFile(
        "python object",
        "muscles.yaml",
        set_key("name", "!!python/name:os.system"),
        ("line {line}:", "the tag", "python"),
    ),
    BadFile("empty text", FORM, write_file(""), ("---",)),
    BadFile("empty table", "muscles.yaml", write_file(""), ("list of items",)),
    BadFile("empty cover", "guide.yaml", write_file(""), ("mapping",)),
]

PLACES = [
    BadFile("file name with spaces", "questions/two words.md", copy_of("questions/cramp.md"), ("slug", "valid")),
    BadFile("file name that is no word", "questions/ü.md", copy_of("questions/cramp.md"), ("slug", "valid")),
    BadFile("unknown file", "notes.txt", write_file("x"), ("not a file of the guide",)),
    BadFile("unknown table", "recipes.yaml", write_file("[]"), ("not a file of the guide",)),
    BadFile("unknown text", "README.md", write_file("x"), ("not a file of the guide",)),
    BadFile("unknown folder", "drafts/form.md", copy_of(FORM), ("not a file of the guide",)),
    BadFile("folder in a folder", "sections/old/form.md", write_file("x"), ("not a file of the guide",)),
    BadFile("table in a folder", "sections/muscles.yaml", write_file("[]"), ("not a file of the guide",)),
    BadFile("no cover", "guide.yaml", remove_file, ("missing",)),
    BadFile("cover that is a list", "guide.yaml", write_file("- name: x\n"), ("mapping",)),
    BadFile("table that is a mapping", "muscles.yaml", write_file("slug: x\n"), ("list of items",)),
    BadFile("table of words", "muscles.yaml", write_file("- x\n"), ("item 1:", "slug")),
    BadFile("row without slug", "muscles.yaml", replace_first("^- slug: .*\n  ", "- "), ("item 1:", "slug")),
    BadFile(
        "row whose slug is a number", "muscles.yaml", replace_first("^- slug: .*", "- slug: 7"), ("item 1:", "slug")
    ),
    BadFile(
        "slug twice",
        "muscles.yaml",
        replace_first("slug: hamstrings", "slug: gluteus-maximus"),
        ("gluteus-maximus", "twice"),
    ),
    BadFile("slug in front matter", FORM, replace_first("^title:", "slug: other\ntitle:"), ("slug",)),
    BadFile("slug in the cover", "guide.yaml", replace_first("^name:", "slug: other\nname:"), ("slug",)),
    BadFile(
        "position in a table", "muscles.yaml", replace_first("^  name:", "  position: first\n  name:"), ("position",)
    ),
    BadFile("body in front matter", FORM, replace_first("^title:", "body: other\ntitle:"), ("body",)),
    BadFile("no position", FORM, set_key("position", ""), ("position:", "number above 0")),
    *(
        BadFile(f"position {value}", FORM, set_key("position", value), ("position:", "number above 0"))
        for value in ("0", "-1", "-1.5", "0.0", "first", "true", "'2'", "10000", "[1]")
    ),
]
