"""Ways to break a file of content/, and what must be said of each."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

Change = Callable[[Path], int]
"""Breaks a file and gives the line where it did."""

FORM, CABLE, PRESCRIPTIONS = "sections/form.md", "variations/cable.md", "prescriptions.yaml"


class Broken(NamedTuple):
    name: str
    file: str
    change: Change
    words: tuple[str, ...]
    """What the fault must say; {line} stands for the line of the change."""


def swap(pattern: str, new: str) -> Change:
    """Replace the first place where a pattern (with ^ and $ at lines) matches."""

    def change(path: Path) -> int:
        text = path.read_text(encoding="utf-8")
        match = re.search(pattern, text, re.MULTILINE)
        assert match, f"{path.name} has no {pattern}"
        path.write_text(text[: match.start()] + match.expand(new) + text[match.end() :], encoding="utf-8")
        return text.count("\n", 0, match.start()) + 1

    return change


def write(data: bytes | str) -> Change:
    def change(path: Path) -> int:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        return 1

    return change


def copy_of(name: str) -> Change:
    """A good file under a name that is not good."""

    def change(path: Path) -> int:
        return write((path.parent.parent / name).read_bytes())(path)

    return change


def without(path: Path) -> int:
    path.unlink()
    return 1


def key(name: str, value: str) -> Change:
    """Give a key, at the edge or in a row, another value, whatever it was and however many lines it had."""
    return swap(rf"^( *){name}:.*\n(?:\1 +.*\n|\1- .*\n)*", rf"\1{name}: {value}\n" if value else "")


SYNTAX = [
    Broken("yaml in a table", "muscles.yaml", swap("role: target", "role: : target"), ("line {line}:",)),
    Broken("yaml in front matter", FORM, swap("^title: ", "title: : "), ("line {line}:",)),
    Broken("yaml in the cover", "guide.yaml", swap("^side: .*", "side: 'leg"), ("line ",)),
    Broken("yaml after blank lines", FORM, swap(r"^position: .*\ntitle: ", "\n\nposition: 6\ntitle: : "), ("line 5:",)),
    Broken("tab in front matter", FORM, swap("^title:", "\ttitle:"), ("line {line}:", r"\t")),
    Broken("tab in a table", "muscles.yaml", swap("^  role:", "\trole:"), ("line {line}:", r"\t")),
    Broken(
        "key twice in front matter", FORM, swap("^title: ", "position: 6\ntitle: "), ("line 3:", "position", "twice")
    ),
    Broken(
        "key twice in a table",
        "muscles.yaml",
        swap("^  role: (.*)", r"  role: \1\n  role: \1"),
        ("line", "role", "twice"),
    ),
    Broken(
        "key twice in a line of an item",
        CABLE,
        swap("^- phase: kick", "- phase: kick\n  phase: kick"),
        ("line", "phase"),
    ),
    Broken("no front matter", FORM, swap(r"\A---\n", ""), ("line 1:", "---")),
    Broken("text before front matter", FORM, swap(r"\A", "Form\n"), ("line 1:", "---")),
    Broken("front matter without an end", FORM, swap(r"^---\n\n", "\n"), ("---",)),
    Broken("front matter that is a list", FORM, swap(r"\A---\n(?:.*\n)*?---\n", "---\n- a\n---\n"), ("mapping",)),
    Broken("front matter that is empty", FORM, swap(r"\A---\n(?:.*\n)*?---\n", "---\n---\n"), ("mapping",)),
    Broken("not utf-8", FORM, write(b"---\ntitle: caf\xe9\n---\n"), ("UTF-8",)),
    Broken("not utf-8 in a table", "muscles.yaml", write("- slug: a\n".encode("utf-16")), ("UTF-8",)),
    Broken("control character", "muscles.yaml", write("- slug: a\n  name: \x07\n"), ("cannot be read",)),
    Broken("anchor within itself", "equipment.yaml", key("hint", "&a [*a]"), ("line {line}:", "alias")),
    Broken("python object", "muscles.yaml", key("name", "!!python/name:os.system"), ("line {line}:", "python")),
    Broken("empty text", FORM, write(""), ("---",)),
    Broken("empty table", "muscles.yaml", write(""), ("list of items",)),
    Broken("empty cover", "guide.yaml", write(""), ("mapping",)),
]

PLACES = [
    Broken("file name with spaces", "questions/two words.md", copy_of("questions/cramp.md"), ("slug", "valid")),
    Broken("file name that is no word", "questions/ü.md", copy_of("questions/cramp.md"), ("slug", "valid")),
    Broken("unknown file", "notes.txt", write("x"), ("not a file of the guide",)),
    Broken("unknown table", "recipes.yaml", write("[]"), ("not a file of the guide",)),
    Broken("unknown text", "README.md", write("x"), ("not a file of the guide",)),
    Broken("unknown folder", "drafts/form.md", copy_of(FORM), ("not a file of the guide",)),
    Broken("folder in a folder", "sections/old/form.md", write("x"), ("not a file of the guide",)),
    Broken("table in a folder", "sections/muscles.yaml", write("[]"), ("not a file of the guide",)),
    Broken("no cover", "guide.yaml", without, ("missing",)),
    Broken("cover that is a list", "guide.yaml", write("- name: x\n"), ("mapping",)),
    Broken("table that is a mapping", "muscles.yaml", write("slug: x\n"), ("list of items",)),
    Broken("table of words", "muscles.yaml", write("- x\n"), ("item 1:", "slug")),
    Broken("row without slug", "muscles.yaml", swap("^- slug: .*\n  ", "- "), ("item 1:", "slug")),
    Broken("row whose slug is a number", "muscles.yaml", swap("^- slug: .*", "- slug: 7"), ("item 1:", "slug")),
    Broken(
        "slug twice", "muscles.yaml", swap("slug: hamstrings", "slug: gluteus-maximus"), ("gluteus-maximus", "twice")
    ),
    Broken("slug in front matter", FORM, swap("^title:", "slug: other\ntitle:"), ("slug",)),
    Broken("slug in the cover", "guide.yaml", swap("^name:", "slug: other\nname:"), ("slug",)),
    Broken("position in a table", "muscles.yaml", swap("^  name:", "  position: first\n  name:"), ("position",)),
    Broken("body in front matter", FORM, swap("^title:", "body: other\ntitle:"), ("body",)),
    Broken("no position", FORM, key("position", ""), ("position:", "whole number")),
    *(
        Broken(f"position {value}", FORM, key("position", value), ("position:", "whole number"))
        for value in ("0", "-1", "1.5", "first", "true", "'2'", "10000", "[1]")
    ),
]
