"""The answer as plain text and as Markdown, for notes and messages."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from django.utils.html import strip_tags

from guide.builder.answer import Answer, Next
from guide.builder.numbers import Number
from guide.read_model.guide import Guide
from guide.read_model.parts import LikelyMistake

GOES_WELL = "This is how it goes if each week goes well. Your reps decide: if they do not rise, stay where you are."
LEFT = "“Left” means clean reps that you could still do."


def as_text(answer: Answer, guide: Guide, address: str, coming: Next | None = None) -> str:
    """Plain text: the Markdown without its marks."""
    text = as_markdown(answer, guide, address, coming)
    text = re.sub(r"^\|(?:[ :-]+\|)+\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^\| (.*) \|$", lambda row: re.sub(r" \| ", "; ", row[1]), text, flags=re.MULTILINE)
    text = re.sub(r"^#+ (.*)$", lambda title: title[1].upper(), text, flags=re.MULTILINE)
    return text.replace("**", "")


def as_markdown(answer: Answer, guide: Guide, address: str, coming: Next | None = None) -> str:
    parts = [part for section in sections(answer, guide, coming) for part in section]
    stamp = f"Edition {guide.stamp.number} of {guide.cover.name}. This routine again: {address}"
    return leaving("\n\n".join([*parts, stamp]) + "\n", address)


def sections(answer: Answer, guide: Guide, coming: Next | None) -> Iterator[list[str]]:
    yield [f"# {guide.cover.name}: {answer.variation.title}", f"Made from: {', '.join(answer.told)}."]
    yield safety(answer)
    if coming:
        yield ["## Next session", *next_lines(coming)]
    yield ["## Prescription", listed(number_line(answer)), *answer.notes]
    yield ["## Watch", listed(watch(answer))]
    yield ["## The week", *map(plain, answer.week)]
    yield ["## The weeks", " ".join(filter(None, (GOES_WELL, answer.counts_with, LEFT))), table(answer)]
    yield ["## What your answers led to", led(answer)]
    yield [
        "## How to progress",
        listed([f"**{rule.name}**: {plain(rule.text)}" for rule in answer.routine.progressions]),
    ]
    if lines := instead(answer):
        yield ["## Instead", listed(lines)]


def safety(answer: Answer) -> list[str]:
    routine = answer.routine
    cards = [plain(limit.safety_notice) for limit in routine.limits if limit.safety_notice]
    lines = [f"**{limit.name}**: {plain(limit.text)}" for limit in routine.limits]
    lines += [f"Left out: {gone.variation.title}. {plain(gone.line.text)}" for gone in routine.removed]
    lines += [f"Do it like this ({change.limit.name}): {plain(change.line.text)}" for change in routine.changed]
    careful = [answer.careful] if answer.careful else []
    return ["## Safety first", *cards, *careful, listed(lines)] if lines else []


def number_line(answer: Answer) -> list[str]:
    return [f"**{number.label}**: {in_one_line(number)}" for number in answer.numbers]


def in_one_line(number: Number) -> str:
    remark = f"({number.remark})" if number.remark else ""
    value = " ".join(part for part in (number.value, remark, number.unit) if part)
    return f"{value}. {plain(number.meaning)}" if number.meaning else value


def led(answer: Answer) -> str:
    routine = answer.routine
    return listed(
        [
            f"**{answer.variation.title}**: {plain(routine.variation_reason)}",
            f"**{routine.prescription.placement.name}**: {plain(routine.placement_reason)}",
            f"**{routine.prescription.aim.name}**: {plain(routine.prescription.aim.note)}",
        ]
    )


def table(answer: Answer) -> str:
    rows = ["| Week | Sets a session | Reps | Left | Load | What changes |", "| --- | --- | --- | --- | --- | --- |"]
    for row in answer.weeks:
        line = f"{row.line} {row.extra}".strip()
        rows.append(f"| {row.number} | {row.sets} | {row.reps} | {row.rir} | {row.load} | {line} |")
    return "\n".join(rows)


def next_lines(coming: Next) -> list[str]:
    lines = [f"Reps, set by set: {coming.reps}."] if coming.reps else []
    lines += [f"Load: {coming.load}."] if coming.load else []
    return [*lines, coming.target.why, *filter(None, (coming.match, plain(coming.card)))]


def instead(answer: Answer) -> list[str]:
    lines = [f"{other.variation.title}: {plain(other.load)}" for other in answer.instead]
    for name, rung in (("Easier", answer.easier), ("Harder", answer.harder)):
        if rung:
            title = f"{name} ({rung.variation.title})" if rung.variation else name
            lines.append(f"**{title}**: {plain(rung.text)}")
    return lines


def watch(answer: Answer) -> list[str]:
    lines = list(answer.cues)
    return [*lines, likely_line(answer.likely, bold="**")] if answer.likely else lines


def likely_line(likely: LikelyMistake, *, bold: str = "") -> str:
    mistake = likely.mistake
    return f"{bold}{mistake.title}{bold}: {plain(likely.text)} Say to yourself: {mistake.cue}"


def listed(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def leaving(text: str, address: str) -> str:
    """The text as it can leave the site: addresses of other pages are as whole as that of the routine."""
    return text.replace("(/", f"({urljoin(address, '/')}")


def plain(text: str) -> str:
    """One line of text from safe HTML: links with their address, items of lists and rows of tables as sentences."""
    text = re.sub(r"<sup.*?</sup>", "", text, flags=re.DOTALL)
    text = re.sub(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', r"\2 (\1)", text, flags=re.DOTALL)
    text = re.sub(r"</t[hd]>\s*(?=<t[hd])|</tr>\s*</thead>", ": ", text)
    text = re.sub(r"</tr>\s*(?=<tr)", "; ", text).replace("</table>", ". ")
    text = re.sub(r"\s+", " ", html.unescape(strip_tags(text)))
    return re.sub(r" (?=[.,;:])", "", text).strip()
