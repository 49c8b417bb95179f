"""The answer as Markdown and as plain text."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from urllib.parse import urljoin

from django.urls import Resolver404, resolve
from django.utils.html import conditional_escape, strip_tags

from guide.builder.answer import Answer, NextSessionAnswer
from guide.builder.numbers import RoutineNumber
from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenLikelyMistake
from guide.text.list_numbers import write_list_numbers
from guide.text.portable_markdown import escape_marks, unescape_marks

PATH = re.compile(r"(?<=\()/[^\s()]*(?=\))")  # as `plain_line` writes the addresses of links
RIR_NOTE = "“Left” means clean reps that you could still do."


def answer_as_text(answer: Answer, guide: Guide, address: str, next_session: NextSessionAnswer | None = None) -> str:
    """Return the Markdown without its markup."""
    text = answer_as_markdown(answer, guide, address, next_session)
    text = re.sub(r"^\|(?:[ :-]+\|)+\n", "", text, flags=re.MULTILINE)
    text = re.sub(r"^\| (.*) \|$", lambda row: re.sub(r" \| ", "; ", row[1]), text, flags=re.MULTILINE)
    # The escapes have letters too, such as `&lt;`.
    text = re.sub(r"^#+ (.*)$", lambda title: escape_marks(unescape_marks(title[1]).upper()), text, flags=re.MULTILINE)
    return unescape_marks(text.replace("**", ""))


def answer_as_markdown(
    answer: Answer, guide: Guide, address: str, next_session: NextSessionAnswer | None = None
) -> str:
    parts = [part for section in text_sections(answer, guide, next_session) for part in section]
    footer = f"Edition {guide.edition.number} of {escape_marks(guide.cover.name)}. This routine again: {address}"
    return with_absolute_links("\n\n".join([*parts, footer]) + "\n", address)


def text_sections(answer: Answer, guide: Guide, next_session: NextSessionAnswer | None) -> Iterator[list[str]]:
    made_from = f"Made from your answers: {', '.join(map(escape_marks, answer.summary))}."
    weeks = f"Planned for {answer.routine.trainee.weeks} weeks."
    yield [f"# {escape_marks(guide.cover.name)}: {escape_marks(answer.variation.title)}", f"{made_from} {weeks}"]
    yield safety_lines(answer)
    if next_session:
        yield ["## Next session", *next_session_lines(next_session)]
    numbers = [f"**{number.label}**: {number_text(number)}" for number in answer.numbers]
    yield ["## Prescription", bullet_list(numbers), *map(escape_marks, answer.notes)]
    yield ["## Watch", bullet_list(cue_lines(answer))]
    yield ["## Your week", *map(markdown_line, answer.week)]
    yield [
        "## Week by week",
        " ".join(filter(None, (escape_marks(answer.plan_note), RIR_NOTE))),
        weeks_table(answer),
    ]
    yield ["## What your answers led to", reasons_text(answer)]
    yield [
        "## How to progress",
        bullet_list(
            [f"**{escape_marks(rule.name)}**: {markdown_line(rule.text)}" for rule in answer.routine.progressions]
        ),
    ]
    if lines := alternative_lines(answer):
        yield ["## Instead", bullet_list(lines)]


def safety_lines(answer: Answer) -> list[str]:
    routine = answer.routine
    notices = [markdown_line(limit.safety_notice) for limit in routine.safety_notices]
    lines = [
        f"Do it like this ({escape_marks(adaptation.limit.name)}): {markdown_line(adaptation.effect.text)}"
        for adaptation in routine.adaptations
    ]
    lines += [f"**{escape_marks(limit.name)}**: {markdown_line(limit.text)}" for limit in routine.limits]
    lines += [
        f"Left out: {escape_marks(excluded.variation.title)}. {markdown_line(excluded.effect.text)}"
        for excluded in routine.excluded
    ]
    caution = [escape_marks(answer.caution_note)] if answer.caution_note else []
    return ["## Safety first", *notices, *caution, bullet_list(lines)] if lines else []


def number_text(number: RoutineNumber) -> str:
    remark = f"({number.remark})" if number.remark else ""
    value = escape_marks(" ".join(part for part in (number.value, remark, number.unit) if part))
    return f"{value}. {markdown_line(number.meaning)}" if number.meaning else value


def reasons_text(answer: Answer) -> str:
    routine = answer.routine
    return bullet_list(
        [
            f"**{escape_marks(answer.variation.title)}**: {markdown_line(answer.variation_reason)}",
            f"**{escape_marks(routine.prescription.placement.name)}**: {markdown_line(routine.placement_reason)}",
            f"**{escape_marks(routine.prescription.aim.name)}**: {markdown_line(routine.prescription.aim.note)}",
        ]
    )


def weeks_table(answer: Answer) -> str:
    rows = ["| Week | Sets | Reps | Left | Load | Minutes a week | What changes |", f"|{' --- |' * 7}"]
    for row in answer.weeks:
        load, change = escape_marks(row.load), escape_marks(f"{row.text} {row.extra_sets}".strip())
        rows.append(f"| {row.number} | {row.sets} | {row.reps} | {row.rir} | {load} | {row.minutes} | {change} |")
    return "\n".join(rows)


def next_session_lines(next_session: NextSessionAnswer) -> list[str]:
    lines = [f"Reps, set by set: {next_session.reps}."] if next_session.reps else []
    lines += [f"Load: {escape_marks(next_session.load)}."] if next_session.load else []
    lines += [f"Tempo: {next_session.tempo}."] if next_session.tempo else []
    return [
        *lines,
        escape_marks(next_session.target.reason),
        *filter(None, (escape_marks(next_session.match_note), markdown_line(next_session.safety_notice))),
    ]


def alternative_lines(answer: Answer) -> list[str]:
    lines = [f"{escape_marks(other.variation.title)}: {markdown_line(other.load)}" for other in answer.alternatives]
    for name, step in (("Easier", answer.easier), ("Harder", answer.harder)):
        if step:
            title = f"{name} ({escape_marks(step.variation.title)})" if step.variation else name
            lines.append(f"**{title}**: {markdown_line(step.text)}")
    return lines


def cue_lines(answer: Answer) -> list[str]:
    lines = [escape_marks(cue) for cue in answer.cues]
    return [*lines, mistake_line(answer.common_mistake, escape_marks, bold="**")] if answer.common_mistake else lines


def mistake_line(likely: FrozenLikelyMistake, write: Callable[[str], str] = str, *, bold: str = "") -> str:
    mistake = likely.mistake
    title, text, cue = map(write, (mistake.title, plain_line(likely.text), mistake.cue))
    return f"{bold}{title}{bold}: {text} Say to yourself: {cue}"


def bullet_list(lines: list[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def markdown_line(text: str) -> str:
    """Convert HTML to one line of Markdown that shows its words exactly."""
    return escape_marks(plain_line(text))


def with_absolute_links(text: str, address: str) -> str:
    """Make links to pages of the site absolute, for use outside the site, but not words such as “(/arm)”."""
    return PATH.sub(lambda path: urljoin(address, path[0]) if is_page(path[0]) else path[0], text)


def is_page(path: str) -> bool:
    try:
        resolve(re.split("[?#]", path)[0])
    except Resolver404:
        return False
    return True


def plain_line(text: str) -> str:
    """Convert HTML to one line of text, with addresses after links and separators between the cells of tables.

    Text that is not marked as safe HTML is shown as it is.
    """
    text = re.sub(r"<sup.*?</sup>", "", write_list_numbers(conditional_escape(text)), flags=re.DOTALL)
    text = re.sub(r'<a [^>]*?href="([^"]*)"[^>]*>(.*?)</a>', r"\2 (\1)", text, flags=re.DOTALL)
    text = re.sub(r"</t[hd]>\s*(?=<t[hd])|</tr>\s*</thead>", ": ", text)
    text = re.sub(r"</tr>\s*(?=<tr)", "; ", text).replace("</table>", ". ")
    text = re.sub(r"\s+", " ", html.unescape(strip_tags(text)))
    return re.sub(r" (?=[.,;:])", "", text).strip()
