"""The searchable documents of a guide: one for each heading or item, with its exact address."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenSection, FrozenSource, FrozenVariation

SPACE_BEFORE_MARK = re.compile(r" (?=[.,;:])")


@dataclass(frozen=True)
class SearchDocument:
    kind: str  # a key of `index.KINDS`
    item: str  # several documents may belong to one item
    title: str
    context: str  # the title of the section or the topic; empty if the title needs none
    text: str  # each paragraph and list item on a line of its own
    address: str
    studies: str = ""  # what the studies say, which is folded on the page


@dataclass
class Passage:
    """A heading and the text below it. The first passage of a text has no heading and no anchor."""

    anchor: str = ""
    level: str = ""
    heading: str = ""
    text: str = ""
    studies: str = ""


class PassageParser(HTMLParser):
    """Splits rendered prose at its headings, drops citation marks, and keeps the folded studies apart."""

    HEADINGS = {"h2", "h3", "h4", "h5", "h6"}
    BLOCKS = {"p", "li", "dt", "dd", "tr"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.passages = [Passage()]
        self._studies: Passage | None = None  # the passage that the open studies belong to
        self._inside = ""  # a heading, a citation or a summary
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "details":
            # The studies stand last, below the headings of their part. So they are not those of the last heading.
            top = min((passage.level for passage in self.passages[1:]), default="")
            self._studies = next(each for each in reversed(self.passages) if each.level in {"", top})
        elif tag in self.HEADINGS and not self._studies:
            self.passages.append(Passage(dict(attrs).get("id") or "", tag))
        if tag in self.HEADINGS or tag in {"sup", "summary"}:
            self._inside = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == "details":
            self._studies = None
        if tag == self._inside:
            self._inside = ""
        if tag in self.BLOCKS:
            self.handle_data("\n")

    def handle_data(self, data: str) -> None:
        if self._inside in self.HEADINGS and not self._studies:
            self.passages[-1].heading += data
        elif self._inside in {"sup", "summary"}:
            return
        elif self._studies:
            self._studies.studies += data
        else:
            self.passages[-1].text += data


def searchable_text(*prose: str) -> str:
    """Return rendered prose as plain text, without citation marks and without the folded studies."""
    passages = [passage for html in prose for passage in PassageParser(html).passages]
    return normalize_spaces("\n".join(f"{passage.heading}\n{passage.text}" for passage in passages))


def studies_text(prose: str) -> str:
    """Return the folded studies of rendered prose as plain text."""
    return normalize_spaces("\n".join(passage.studies for passage in PassageParser(prose).passages))


def normalize_spaces(text: str) -> str:
    """Return a text without blank lines and needless spaces."""
    lines = filter(None, (" ".join(line.split()) for line in text.splitlines()))
    return SPACE_BEFORE_MARK.sub("", "\n".join(lines))


def search_documents(guide: Guide) -> tuple[SearchDocument, ...]:
    """Return all documents, in the order of the guide."""
    documents = [document for section in guide.sections for document in _section_documents(section, guide)]
    documents += [document for row in guide.variations for document in _variation_documents(row, guide)]
    documents += [*_list_documents(guide), *_page_documents(guide)]
    documents += [_source_document(source, guide) for source in guide.sources]
    return tuple(documents)


def _section_documents(section: FrozenSection, guide: Guide) -> Iterator[SearchDocument]:
    address = guide.url("section", section.slug)
    yield from _prose_documents(
        "sections", f"section-{section.slug}", section.title, address, section.summary, section.body
    )
    if section.list_below == "prescriptions":
        for rule in guide.progressions:
            anchor = f"{address}#progression-{rule.slug}"
            yield SearchDocument(
                "sections", f"progression-{rule.slug}", rule.name, section.title, searchable_text(rule.text), anchor
            )


def _prose_documents(
    kind: str, item: str, title: str, address: str, summary: str, body: str
) -> Iterator[SearchDocument]:
    first, *rest = PassageParser(body).passages
    text, studies = normalize_spaces(f"{summary}\n{first.text}"), normalize_spaces(first.studies)
    yield SearchDocument(kind, item, title, "", text, address, studies)
    for part in rest:
        heading, text, studies = map(normalize_spaces, (part.heading, part.text, part.studies))
        yield SearchDocument(kind, item, heading, title, text, f"{address}#{part.anchor}", studies)


def _variation_documents(variation: FrozenVariation, guide: Guide) -> Iterator[SearchDocument]:
    address, item = guide.url("variation", variation.slug), f"variation-{variation.slug}"
    about = normalize_spaces(
        f"{variation.summary}\n{variation.equipment.name}. {variation.stance}.\n{searchable_text(variation.body)}"
    )
    yield SearchDocument("variations", item, variation.title, "", about, address, studies_text(variation.body))
    mistakes = [text for line in variation.mistakes for text in (f"<p>{line.mistake.title}.</p>", line.text)]
    parts: dict[str, tuple[str, list[str]]] = {
        "setup": ("set-up", [variation.setup]),
        "steps": ("step by step", [step.text for step in variation.steps]),
        "cues": ("cues", [f"<p>{cue}</p>" for cue in variation.cues]),
        "mistakes": ("mistakes to watch", mistakes),
        "suits": ("who it suits", [variation.suits]),
        "loading": ("how to load it", [variation.loading]),
        "ladder": ("easier or harder", [variation.easier_text, variation.harder_text, variation.instead_text]),
    }
    for anchor, (name, prose) in parts.items():
        title = f"{variation.title}: {name}"
        yield SearchDocument("variations", item, title, "", searchable_text(*prose), f"{address}#{item}-{anchor}")


def _list_documents(guide: Guide) -> Iterator[SearchDocument]:
    """Return the mistakes, muscles, audiences and questions that a page shows."""
    for mistake in guide.mistakes:
        text = searchable_text(f"<p>{mistake.cue}</p>", mistake.looks, mistake.feels, mistake.matters, mistake.fix)
        yield from _list_document(guide, "mistake", mistake.slug, mistake.title, text)
    for muscle in guide.muscles:
        text = f"{muscle.plain_name[:1].upper()}{muscle.plain_name[1:]}. {searchable_text(muscle.text)}"
        yield from _list_document(guide, "muscle", muscle.slug, muscle.name, text)
    for audience in guide.audiences:
        text = f"{audience.summary}\n{searchable_text(audience.body)}"
        yield from _list_document(
            guide, "audience", audience.slug, audience.title, text, studies=studies_text(audience.body)
        )
    for row in guide.questions:
        text, studies = searchable_text(row.body), studies_text(row.body)
        yield from _list_document(guide, "question", row.slug, row.title, text, row.topic, studies)


def _list_document(
    guide: Guide, kind: str, slug: str, title: str, text: str, context: str = "", studies: str = ""
) -> Iterator[SearchDocument]:
    address = guide.part_url(kind, slug)
    if address:
        yield SearchDocument(f"{kind}s", f"{kind}-{slug}", title, context, text, address, studies)


def _page_documents(guide: Guide) -> Iterator[SearchDocument]:
    cover = guide.cover
    names = [f"{other.name}, {other.note}." if other.note else f"{other.name}." for other in cover.names]
    facts = [f"{line.label}: {line.text}." for line in cover.key_facts]
    text = "\n".join([*facts, "Other names:", *names, cover.not_to_confuse_with])
    yield SearchDocument("facts", "page-glance", "Facts at a glance", "", text, f"{guide.url('home')}#glance")
    yield SearchDocument(
        "pages", "page-builder", "Build my routine", "", searchable_text(cover.builder), guide.url("routine")
    )
    variations = "\n".join(
        f"{row.title}: {row.summary} {row.equipment.name}. {row.stance}." for row in guide.variations
    )
    yield SearchDocument("pages", "page-variations", "Variations compared", "", variations, guide.url("variations"))
    yield from _prose_documents("pages", "page-about", "About this guide", guide.url("about"), "", cover.about)


def _source_document(source: FrozenSource, guide: Guide) -> SearchDocument:
    address = f"{guide.url('sources')}#source-{source.slug}"
    title = source.citation if len(source.citation) < 120 else f"{source.citation[:110].rpartition(' ')[0]} …"
    return SearchDocument(
        "sources", f"source-{source.slug}", title, source.slug, searchable_text(source.finding), address
    )
