"""The numbers of ordered lists, which browsers show and which are lost with the tags."""

from __future__ import annotations

import re

LIST_TAG = re.compile(r'<ol(?: start="(?P<first>\d+)")?>|<ul>|</[ou]l>|<li>')


def write_list_numbers(html: str) -> str:
    """Return rendered prose with the number of each item of an ordered list as text."""
    next_numbers: list[int | None] = []  # of each list that is open, None if it has no numbers

    def numbered(tag: re.Match[str]) -> str:
        if tag[0] == "<li>":
            number = next_numbers[-1] if next_numbers else None
            if number is None:
                return tag[0]
            next_numbers[-1] = number + 1
            return f"<li>{number}. "
        if tag[0].startswith("</"):
            del next_numbers[-1:]
        else:
            next_numbers.append(int(tag["first"] or 1) if tag[0].startswith("<ol") else None)
        return tag[0]

    return LIST_TAG.sub(numbered, html)
