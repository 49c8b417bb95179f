"""The places of a guide that a reader can be sent to: what each is about, and its exact address."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser

from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenSection, FrozenSource, FrozenVariation


@dataclass(frozen=True)
class SearchDocument:
    kind: str
    """Which group of the results it belongs to."""
    item: str
    """The part of the guide that it is a piece of; a page may hold several places of one item."""
    title: str
    context: str
    """Where it stands: the section, the variation or the topic. Empty where the title says it all."""
    text: str
    address: str


@dataclass
class Passage:
    """The text below one heading; the text above the first one has no anchor."""

    anchor: str = ""
    heading: str = ""
    text: str = ""


class PassageParser(HTMLParser):
    """Takes rendered prose apart at its headings. The marks of citations are left out."""

    HEADINGS = {"h2", "h3", "h4", "h5", "h6"}

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found = [Passage()]
        self._in_heading = self._in_citation = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in self.HEADINGS:
            self.found.append(Passage(dict(attrs).get("id") or ""))
            self._in_heading = True
        elif tag == "sup":
            self._in_citation = True

    def handle_endtag(self, tag: str) -> None:
        if tag in self.HEADINGS:
            self._in_heading = False
        elif tag == "sup":
            self._in_citation = False

    def handle_data(self, data: str) -> None:
        if self._in_heading:
            self.found[-1].heading += data
        elif not self._in_citation:
            self.found[-1].text += data


def searchable_text(*prose: str) -> str:
    """The words of rendered prose on one line, without marks of citations."""
    words = " ".join(f"{part.heading} {part.text}" for html in prose for part in PassageParser(html).found)
    return normalize_spaces(words)


def normalize_spaces(text: str) -> str:
    return " ".join(text.split()).replace(" .", ".").replace(" ,", ",").replace(" ;", ";").replace(" :", ":")


def search_documents(guide: Guide) -> tuple[SearchDocument, ...]:
    """Every place, in the order of the guide."""
    found = [place for section in guide.sections for place in _of_section(section, guide)]
    found += [place for variation in guide.variations for place in _of_variation(variation, guide)]
    found += [*_of_lists(guide), *_of_pages(guide)]
    found += [_of_source(source, guide) for source in guide.sources]
    return tuple(found)


def _of_section(section: FrozenSection, guide: Guide) -> Iterator[SearchDocument]:
    address = guide.url("section", section.slug)
    yield from _of_prose("sections", f"section-{section.slug}", section.title, address, section.summary, section.body)
    if section.list_below == "prescriptions":
        for rule in guide.progressions:
            anchor = f"{address}#progression-{rule.slug}"
            yield SearchDocument(
                "sections", f"progression-{rule.slug}", rule.name, section.title, searchable_text(rule.text), anchor
            )


def _of_prose(kind: str, item: str, title: str, address: str, summary: str, body: str) -> Iterator[SearchDocument]:
    first, *rest = PassageParser(body).found
    yield SearchDocument(kind, item, title, "", normalize_spaces(f"{summary} {first.text}"), address)
    for part in rest:
        yield SearchDocument(
            kind, item, normalize_spaces(part.heading), title, normalize_spaces(part.text), f"{address}#{part.anchor}"
        )


def _of_variation(variation: FrozenVariation, guide: Guide) -> Iterator[SearchDocument]:
    address, item = guide.url("variation", variation.slug), f"variation-{variation.slug}"
    about = normalize_spaces(
        f"{variation.summary} {variation.equipment.name}. {variation.stance}. {searchable_text(variation.body)}"
    )
    yield SearchDocument("variations", item, variation.title, "", about, address)
    likely = [text for line in variation.mistakes for text in (f"<p>{line.mistake.title}.</p>", line.text)]
    parts: dict[str, tuple[str, list[str]]] = {
        "setup": ("set-up", [variation.setup]),
        "steps": ("step by step", [step.text for step in variation.steps]),
        "cues": ("cues", [f"<p>{cue}</p>" for cue in variation.cues]),
        "mistakes": ("mistakes to watch", likely),
        "suits": ("who it suits", [variation.suits]),
        "loading": ("how to load it", [variation.loading]),
        "ladder": ("easier, harder, instead", [variation.easier_text, variation.harder_text, variation.instead_text]),
    }
    for anchor, (name, prose) in parts.items():
        title = f"{variation.title}: {name}"
        yield SearchDocument("variations", item, title, "", searchable_text(*prose), f"{address}#{item}-{anchor}")


def _of_lists(guide: Guide) -> Iterator[SearchDocument]:
    """Mistakes, muscles, audiences and questions, each where the guide shows it."""
    for mistake in guide.mistakes:
        text = searchable_text(f"<p>{mistake.cue}</p>", mistake.looks, mistake.feels, mistake.matters, mistake.fix)
        yield from _listed(guide, "mistake", mistake.slug, mistake.title, text)
    for muscle in guide.muscles:
        text = f"{muscle.plain_name[:1].upper()}{muscle.plain_name[1:]}. {searchable_text(muscle.text)}"
        yield from _listed(guide, "muscle", muscle.slug, muscle.name, text)
    for audience in guide.audiences:
        yield from _listed(
            guide, "audience", audience.slug, audience.title, f"{audience.summary} {searchable_text(audience.body)}"
        )
    for question in guide.questions:
        yield from _listed(
            guide, "question", question.slug, question.title, searchable_text(question.body), question.topic
        )


def _listed(guide: Guide, kind: str, slug: str, title: str, text: str, within: str = "") -> Iterator[SearchDocument]:
    address = guide.part_url(kind, slug)
    if address:
        yield SearchDocument(f"{kind}s", f"{kind}-{slug}", title, within, text, address)


def _of_pages(guide: Guide) -> Iterator[SearchDocument]:
    cover = guide.cover
    names = [f"{other.name}, {other.note}." if other.note else f"{other.name}." for other in cover.names]
    glance = [f"{line.label}: {line.text}." for line in cover.key_facts]
    text = " ".join([*glance, "Other names:", *names, cover.not_to_confuse_with])
    yield SearchDocument("pages", "page-glance", "Facts at a glance", "", text, f"{guide.url('home')}#glance")
    yield SearchDocument(
        "pages", "page-builder", "Build my routine", "", searchable_text(cover.builder), guide.url("routine")
    )
    ways = " ".join(f"{way.title}: {way.summary} {way.equipment.name}. {way.stance}." for way in guide.variations)
    yield SearchDocument("pages", "page-variations", "Variations compared", "", ways, guide.url("variations"))
    yield from _of_prose("pages", "page-about", "About this guide", guide.url("about"), "", cover.about)


def _of_source(source: FrozenSource, guide: Guide) -> SearchDocument:
    address = f"{guide.url('sources')}#source-{source.slug}"
    title = source.citation if len(source.citation) < 120 else f"{source.citation[:110].rpartition(' ')[0]} …"
    return SearchDocument(
        "sources", f"source-{source.slug}", title, source.slug, searchable_text(source.finding), address
    )
