"""Parsers that turn each format of a routine into the same dictionary."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib


def words(text: str) -> str:
    """Return words and figures only; formats differ in punctuation."""
    return " ".join(re.findall(r"[\w+%]+", text))


def text_of(element: Element) -> str:
    """Return the words of an element without footnote numbers."""
    return words(" ".join(texts(element)))


def texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != "sup":
            yield from texts(child)
        yield child.tail or ""


def by_class(element: Element, name: str, tag: str = "") -> list[Element]:
    """Return the elements inside that have this class."""
    return [e for e in element.iter() if name in e.get("class", "").split() and tag in ("", e.tag)]


def parse_html(html: str) -> Element:
    return html5lib.parse(html, namespaceHTMLElements=False)


def elements_after(root: Element, slug: str) -> list[Element]:
    """Return the elements between a heading and the next one of its level."""
    for parent in root.iter():
        for place, child in enumerate(parent):
            if child.get("id") == slug:
                found = list(parent)[place + 1 :]
                end = next((at for at, e in enumerate(found) if e.tag == child.tag), len(found))
                return found[:end]
    return []


def definitions(parts: list[Element]) -> list[tuple[str, str]]:
    return [(text_of(div.find("dt")), text_of(div.find("dd"))) for part in parts for div in part.iter("div")]


def parse_page(html: str) -> dict[str, Any]:
    root = parse_html(html)
    answer, details = by_class(root, "answer", "section")[0], by_class(root, "details")[0]
    title = next(e for e in answer.iter() if e.get("id") == "answer-title")
    safety = by_class(answer, "safety")
    reasons = [(text_of(why.find("summary")), why.find("div")) for why in by_class(details, "why", "details")]
    numbers = definitions(by_class(answer, "numbers") + by_class(answer, "facts"))
    meanings = {label: text_of(text) if text is not None else "" for label, text in reasons}
    watch, instead = elements_after(details, "watch"), elements_after(details, "instead")
    return {
        "variation": text_of(title).removeprefix("Your routine "),
        "cards": [text_of(card) for part in safety for card in by_class(part, "card")],
        "careful": [text_of(b) for part in safety for b in part.findall("./p/b")],
        "safety": [line for part in safety for lines in by_class(part, "parts") for line in safety_lines(lines)],
        "numbers": numbers,
        "meanings": [next(text for head, text in meanings.items() if head.startswith(label)) for label, _ in numbers],
        "notes": [text_of(note) for note in by_class(answer, "note", "p") if note in list(answer)],
        "week": " ".join(text_of(e) for e in elements_after(details, "week")),
        "weeks": [[text_of(cell) for cell in row] for row in by_class(details, "weeks", "table")[0].iter("tr")][1:],
        "instead": [text_of(li) for e in instead for li in e.iter("li")],
        "rungs": [" ".join(pair) for pair in definitions([e for e in instead if e.tag == "dl"])],
        "cues": [text_of(li) for e in watch if e.tag == "ul" for li in e],
        "mistake": " ".join(text_of(e) for e in watch if {"measure", "cue"} & set(e.get("class", "").split())),
        "next": [text_of(e) for target in by_class(answer, "target") for e in target],
    }


def safety_lines(part: Element) -> list[str]:
    label = "Do it like this " if "how" in part.get("class", "") else ""
    return [words(f"{label}{name} {text}") for name, text in definitions([part])]


def parse_json(data: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Parse `/routine.json`; `names` maps slugs to titles of variations and names of limits."""
    safety, mistake = data["safety"], data["mistake"]
    rungs = [(name, data[name.lower()]) for name in ("Easier", "Harder") if data[name.lower()]]
    numbers = [(n["label"], " ".join((n["value"], n["remark"], n["unit"]))) for n in data["numbers"]]
    return {
        "variation": words(data["variation"]["title"]),
        "cards": [text_of(parse_html(card["html"])) for card in safety["cards"]],
        "careful": [words(safety["careful_because"])] if safety["careful_because"] else [],
        "safety": [words(line) for line in json_safety_lines(safety, names)],
        "numbers": [(words(label), words(value)) for label, value in numbers],
        "meanings": [words(number["meaning"]) for number in data["numbers"]],
        "notes": [words(note) for note in data["notes"]],
        "week": words(" ".join(data["week"])),
        "weeks": [week_row(week) for week in data["weeks"]],
        "instead": [words(f"{other['title']} {other['load']}") for other in data["instead"]],
        "rungs": [words(f"{name} {names.get(rung['slug'], '')} {rung['text']}") for name, rung in rungs],
        "cues": [words(cue) for cue in data["cues"]],
        "mistake": words(f"{mistake['text']} {mistake['cue']}") if mistake else "",
    }


def json_safety_lines(safety: dict[str, Any], names: dict[str, str]) -> list[str]:
    limits = [f"{each['name']} {each['text']}" for each in safety["limits"]]
    left_out = [f"Left out {names[removed['variation']]} {removed['reason']}" for removed in safety["removed"]]
    how = {each["limit"]: f"Do it like this {names[each['limit']]} {each['how']}" for each in safety["changed"]}
    how |= {each["limit"]: f"Do it like this {names[each['limit']]} {each['why']}" for each in safety["unchanged"]}
    return [*(how[limit["limit"]] for limit in safety["limits"] if limit["limit"] in how), *limits, *left_out]


def week_row(week: dict[str, Any]) -> list[str]:
    sets = week["sets"]
    each = str(sets[0]) if len(set(sets)) == 1 else " then ".join(map(str, sets))
    line = f"{week['text']} {week['offer'] or ''}"
    cells = (week["week"], each, week["reps"], week["rir"], week["load"], week["weekly_minutes"], line)
    return [words(str(part)) for part in cells]


def parse_plain_text(text: str) -> dict[str, Any]:
    """Parse plain text or Markdown, without the addresses of links."""
    text = re.sub(r" \(https?://[^)]*\)", "", text)
    parts = {title.upper(): body.strip() for title, body in sections(text)}
    lines = {title: [line[2:] for line in body.splitlines() if line.startswith("- ")] for title, body in parts.items()}
    loose = {title: [p for p in body.split("\n\n") if not p.startswith("- ")] for title, body in parts.items()}
    paragraphs = [words(p) for p in loose.get("SAFETY FIRST", [])]
    rungs = [line for line in lines.get("INSTEAD", []) if re.match(r"\W*(Easier|Harder)\b", line)]
    watch = lines["WATCH"]
    mistake = watch.pop() if watch and "Say to yourself:" in watch[-1] else ""
    return {
        "variation": words(re.search(r"^(?:# )?[^:\n]*: (.*)$", text, re.MULTILINE)[1]).capitalize(),
        "cards": [p for p in paragraphs if not p.startswith("We used the more cautious numbers")],
        "careful": [p for p in paragraphs if p.startswith("We used the more cautious numbers")],
        "safety": [words(line) for line in lines.get("SAFETY FIRST", [])],
        "numbers": [words(line) for line in lines["PRESCRIPTION"]],
        "notes": [words(p) for p in loose["PRESCRIPTION"]],
        "week": words(parts["YOUR WEEK"]),
        "weeks": [row for row in rows(parts["WEEK BY WEEK"]) if row[0].isdigit()],
        "instead": [words(line) for line in lines.get("INSTEAD", []) if line not in rungs],
        "rungs": [words(line) for line in rungs],
        "cues": [words(cue) for cue in watch],
        "mistake": words(mistake.partition(":")[2].replace("Say to yourself:", "")),
    }


def sections(text: str) -> list[tuple[str, str]]:
    """Return titles and their bodies; a title is `## Title` or a line in capitals."""
    found = re.split(r"^(?:## (.+)|([A-Z][A-Z ]+))$", text, flags=re.MULTILINE)
    return [
        ((marked or plain), body) for marked, plain, body in zip(found[1::3], found[2::3], found[3::3], strict=True)
    ]


def rows(table: str) -> list[list[str]]:
    """Return the cells of each row, split at bars or semicolons; the last cell may contain semicolons."""
    lines = [line.strip("| ") for line in table.splitlines() if re.match(r"\|? ?\d", line)]
    return [[words(cell) for cell in re.split(r" \| |; ", line, maxsplit=6)] for line in lines]
