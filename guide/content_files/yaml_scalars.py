"""YAML values that programs read differently, or that no database can store. Each is a fault with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import yaml
from django.utils.text import Truncator

PLAIN_NUMBER = r"0|-?[1-9][0-9]{0,30}"
# Numbers in YAML 1.1, YAML 1.2 or both: 060 is 48 in the first and 60 in the second, 1:00 is 60 or text.
ANY_NUMBER = re.compile(
    r"[-+]?(?:0b[01_]+|0o[0-7_]+|0x[0-9a-f_]+|[0-9][0-9_]*(?::[0-9]+)*\.?|\.(?:inf|[0-9][0-9_]*))(?:e[-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*\.[0-9_]+e[-+]?[0-9]+|[-+]?[0-9][0-9_]*(?::[0-9]+)+\.[0-9_]+|\.nan",
    re.IGNORECASE,
)
# Text with a decimal point stays as it is typed: only a position may be a number with a fraction.
PLAIN = re.compile(PLAIN_NUMBER)
FRACTION = re.compile(r"[0-9]{1,4}\.[0-9]{1,6}")
YES_OR_NO = re.compile(r"yes|no|on|off", re.IGNORECASE)
SURROGATE = re.compile(r"[\ud800-\udfff]")
SURROGATE_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]|\\U0000[dD][89a-fA-F]")
# yamllint's comments: 2 blanks, #, a blank. Any other # after a text may be meant as part of it: “Set #2”.
UNSURE_COMMENT = re.compile(r"(?: ?|\s+(?=#\S))#.*")
KEY = re.compile(r"([\w-]+):\s*\Z")


def join_surrogates(text: str) -> str:
    """Join characters that were escaped in two halves. A half without the other stays as it is."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass") if SURROGATE.search(text) else text


def scalar_faults(text: str, loader: type[Any], lines_above: int) -> Iterator[str]:
    """Yield a fault for each value that would not arrive as it was typed."""
    lines = text.split("\n")
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.ScalarEvent) and (problem := scalar_problem(event, lines)):
            number, before, _ = line_around(event.start_mark, lines)
            key = KEY.search(before)
            yield f"line {number + lines_above + 1}: {key[1] + ': ' if key else ''}{problem}"


def line_around(mark: Any, lines: list[str]) -> tuple[int, str, str]:
    """Return the number of a line, and what is before and after the mark on it."""
    line = lines[mark.line] if mark.line < len(lines) else ""
    return mark.line, line[: mark.column], line[mark.column :]


def is_unusual_number(value: str) -> bool:
    return bool(ANY_NUMBER.fullmatch(value) and not PLAIN.fullmatch(value))


def is_ambiguous(value: str) -> bool:
    """Tell whether a text needs quotation marks, since it could be read as a number or as true or false."""
    return is_unusual_number(value) or bool(YES_OR_NO.fullmatch(value))


def scalar_problem(event: yaml.ScalarEvent, lines: list[str]) -> str | None:
    value, quoted = join_surrogates(event.value), Truncator(event.value).chars(30)
    if SURROGATE.search(value):
        return "has half of a character (\\ud800 to \\udfff). Write the character itself."
    if "\0" in value:
        return "has a NUL character (\\0), which cannot be stored. Remove it."
    if not event.implicit[0]:  # in quotation marks or a block
        return None
    if is_unusual_number(value):
        return (
            f"“{quoted}” is read as different numbers by different programs. "
            f"Write plain digits, like {plain_digits(value)}, or put it in quotation marks if it is text."
        )
    if YES_OR_NO.fullmatch(value):
        return f"“{quoted}” is true or false to some programs. Write true or false, or put text in quotation marks."
    comment = UNSURE_COMMENT.match(line_around(event.end_mark, lines)[2])
    if comment and not PLAIN.fullmatch(value) and value.lower() not in {"true", "false", "null", "~"}:
        return f"“{Truncator(comment[0].strip()).chars(30)}” is a comment in YAML and would be lost. Quote the text."
    return None


def read_position(value: Any) -> float | None:
    """Return a position above 0, such as 3 or 2.5, or None."""
    if isinstance(value, str) and FRACTION.fullmatch(value):
        value = float(value)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return value if is_number and 0 < value < 10_000 else None


def plain_digits(value: str) -> str:
    """Return the number in plain digits if it is short and clear, or else 60."""
    digits = value.replace("_", "").lstrip("+0")
    if re.match("[box]", digits, re.IGNORECASE) and len(digits) < 9:
        with suppress(ValueError):
            return str(int(f"0{digits}", 0))
    return digits if PLAIN.fullmatch(digits) else "60"
