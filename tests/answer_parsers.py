"""An answer read back from each of its forms, as one and the same dictionary of words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

import html5lib


def words(text: str) -> str:
    """Words and figures alone: where a form has its marks does not count."""
    return " ".join(re.findall(r"[\w+%]+", text))


def said(element: Element) -> str:
    """The words of an element, without the numbers of notes."""
    return words(" ".join(texts(element)))


def texts(element: Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if child.tag != "sup":
            yield from texts(child)
        yield child.tail or ""


def of(element: Element, name: str, tag: str = "") -> list[Element]:
    """The elements inside that have this class."""
    return [e for e in element.iter() if name in e.get("class", "").split() and tag in ("", e.tag)]


def parsed(html: str) -> Element:
    return html5lib.parse(html, namespaceHTMLElements=False)


def after(root: Element, slug: str) -> list[Element]:
    """What follows a heading, up to the next one of its level."""
    for parent in root.iter():
        for place, child in enumerate(parent):
            if child.get("id") == slug:
                found = list(parent)[place + 1 :]
                end = next((at for at, e in enumerate(found) if e.tag == child.tag), len(found))
                return found[:end]
    return []


def pairs(parts: list[Element]) -> list[tuple[str, str]]:
    return [(said(div.find("dt")), said(div.find("dd"))) for part in parts for div in part.iter("div")]


def from_page(html: str) -> dict[str, Any]:
    root = parsed(html)
    answer = of(root, "answer", "section")[0]
    title = next(e for e in answer.iter() if e.get("id") == "answer-title")
    safety = of(answer, "safety")
    reasons = [(said(why.find("summary")), why.find("div")) for why in of(answer, "why", "details")]
    numbers = pairs(of(answer, "numbers"))
    meanings = {label: said(text) if text is not None else "" for label, text in reasons}
    watch = after(answer, "watch")
    return {
        "variation": said(title).removeprefix("Your routine "),
        "cards": [said(card) for part in safety for card in of(part, "card")],
        "careful": [said(b) for part in safety for b in part.findall("./p/b")],
        "safety": [name_and_how(*pair) for part in safety for pair in pairs(of(part, "parts"))],
        "numbers": numbers,
        "meanings": [next(text for head, text in meanings.items() if head.startswith(label)) for label, _ in numbers],
        "notes": [said(note) for note in of(answer, "note", "p") if note in list(answer)],
        "week": " ".join(said(e) for e in after(answer, "week")),
        "weeks": [[said(cell) for cell in row] for row in of(answer, "weeks", "table")[0].iter("tr")][1:],
        "instead": [said(li) for e in after(answer, "instead") for li in e.iter("li")],
        "rungs": [" ".join(pair) for pair in pairs([e for e in after(answer, "instead") if e.tag == "dl"])],
        "cues": [said(li) for e in watch if e.tag == "ul" for li in e],
        "mistake": " ".join(said(e) for e in [*of(answer, "measure"), *of(answer, "cue")] if e in watch),
        "next": [said(e) for target in of(answer, "target") for e in target],
    }


def name_and_how(name: str, how: str) -> str:
    """A line of safety: the page names the variation once more where the text does not."""
    return words(re.sub(r"^Do the .*? like this", "Do it like this", name) + " " + how)


def from_data(data: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """The same from `/routine.json`; `names` are the titles of variations and names of limits by their slugs."""
    safety, mistake = data["safety"], data["mistake"]
    left_out = [f"Left out {names[gone['variation']]} {gone['reason']}" for gone in safety["removed"]]
    changed = [f"Do it like this {names[each['limit']]} {each['how']}" for each in safety["changed"]]
    rungs = [(name, data[name.lower()]) for name in ("Easier", "Harder") if data[name.lower()]]
    numbers = [(n["label"], " ".join((n["value"], n["remark"], n["unit"]))) for n in data["numbers"]]
    return {
        "variation": words(data["variation"]["title"]),
        "cards": [said(parsed(card["html"])) for card in safety["cards"]],
        "careful": [words(safety["careful_because"])] if safety["careful_because"] else [],
        "safety": [
            words(line)
            for line in [*(f"{each['name']} {each['text']}" for each in safety["limits"]), *left_out, *changed]
        ],
        "numbers": [(words(label), words(value)) for label, value in numbers],
        "meanings": [words(number["meaning"]) for number in data["numbers"]],
        "notes": [words(note) for note in data["notes"]],
        "week": words(" ".join(data["week"])),
        "weeks": [week_in_data(week) for week in data["weeks"]],
        "instead": [words(f"{other['title']} {other['load']}") for other in data["instead"]],
        "rungs": [words(f"{name} {names.get(rung['slug'], '')} {rung['text']}") for name, rung in rungs],
        "cues": [words(cue) for cue in data["cues"]],
        "mistake": words(f"{mistake['text']} {mistake['cue']}") if mistake else "",
    }


def week_in_data(week: dict[str, Any]) -> list[str]:
    sets = week["sets"]
    each = str(sets[0]) if len(set(sets)) == 1 else " then ".join(map(str, sets))
    line = f"{week['text']} {week['offer'] or ''}"
    return [words(str(part)) for part in (week["week"], each, week["reps"], week["rir"], week["load"], line)]


def from_text(text: str) -> dict[str, Any]:
    """The same from plain text or Markdown, without the addresses that links become there."""
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
        "cards": [p for p in paragraphs if not p.startswith("The numbers are our careful ones")],
        "careful": [p for p in paragraphs if p.startswith("The numbers are our careful ones")],
        "safety": [words(line) for line in lines.get("SAFETY FIRST", [])],
        "numbers": [words(line) for line in lines["PRESCRIPTION"]],
        "notes": [words(p) for p in loose["PRESCRIPTION"]],
        "week": words(parts["THE WEEK"]),
        "weeks": [row for row in rows(parts["THE WEEKS"]) if row[0].isdigit()],
        "instead": [words(line) for line in lines.get("INSTEAD", []) if line not in rungs],
        "rungs": [words(line) for line in rungs],
        "cues": [words(cue) for cue in watch],
        "mistake": words(mistake.partition(":")[2].replace("Say to yourself:", "")),
    }


def sections(text: str) -> list[tuple[str, str]]:
    """Titles and what stands below them: `## Title`, or a line in capitals."""
    found = re.split(r"^(?:## (.+)|([A-Z][A-Z ]+))$", text, flags=re.MULTILINE)
    return [
        ((marked or plain), body) for marked, plain, body in zip(found[1::3], found[2::3], found[3::3], strict=True)
    ]


def rows(table: str) -> list[list[str]]:
    """The cells of each row, between bars or semicolons; what changes may hold a semicolon of its own."""
    lines = [line.strip("| ") for line in table.splitlines() if re.match(r"\|? ?\d", line)]
    return [[words(cell) for cell in re.split(r" \| |; ", line, maxsplit=5)] for line in lines]
