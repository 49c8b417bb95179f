"""Printed pages, read back from a PDF."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from tests.addresses import FURTHER_PAGES, KINDS, VARIATIONS

PAPERS = ["A4", "Letter"]


@pytest.fixture
def printed(open_page, site, tmp_path):
    """Print a page and return its sheets as text."""
    assert shutil.which("pdftotext"), "The print tests need Debian's package poppler-utils."
    page = open_page(viewport={"width": 1280, "height": 900})

    def printed(address: str, paper: str) -> list[str]:
        page.goto(site + address)
        return sheets_of(page, tmp_path / "page.pdf", paper)

    return printed


def sheets_of(page, path, paper: str) -> list[str]:
    page.pdf(path=path, format=paper)
    command = ["pdftotext", "-raw", path, "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return text.removesuffix("\f").split("\f")


def words(text: str) -> str:
    """Return letters and digits only; line breaks and hyphens differ in print."""
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("paper", PAPERS)
def test_each_variation_prints_as_one_card(printed, guide, paper):
    for variation in guide.variations:
        pages = printed(f"/variations/{variation.slug}/", paper)
        assert len(pages) == 1, variation.slug
        check_card(pages, variation)


def check_card(pages, variation):
    """Check that every step and cue, and empty boxes, are on the card."""
    for text in (variation.title, *variation.cues, *(line.mistake.cue for line in variation.mistakes)):
        assert in_order(text, pages[0]), text
    for step in variation.steps:
        assert in_order(re.sub(r"<sup.*?</sup>|<[^>]+>", " ", step.text), pages[0]), step.text
    for line in re.findall(r"<li>(.*?)</li>", variation.setup, re.DOTALL):
        assert in_order(re.sub(r"<sup.*?</sup>|<[^>]+>", " ", line), pages[0]), line
    assert "Write the load, and the reps of each set" in pages[0]
    assert "your local emergency number" in pages[0]
    assert f"/variations/{variation.slug}/" in pages[0]
    assert "Edition 1" in pages[0]
    assert "Build my routine" not in pages[0]


def in_order(text: str, page: str) -> bool:
    """Whether the words are on the page in this order; other columns may come between them."""
    found = iter(re.findall(r"\w+", page))
    return all(any(word == other for other in found) for word in re.findall(r"\w+", text))


@pytest.mark.parametrize("paper", PAPERS)
def test_full_guide_prints_completely(printed, site, guide, paper):
    pages = printed("/guide/", paper)
    text = words(" ".join(pages))
    assert re.search(r"Edition 1, last changed \d+ \w+ \d{4}", pages[0])
    assert f"From {site}/guide/" in pages[0]
    assert "(/variations/cable/)" in "".join(pages)
    for question in guide.questions:
        assert words(question.title) in text
    for row in guide.prescriptions:
        assert words(str(row.rest)) in text
    for load in ("Intermediate", "Progression"):
        assert sum(load in page for page in pages) >= 2
    assert all(page.strip() for page in pages)
    assert words("Build my routine") not in text


OWN_LOOK = ["/guide/", *(f"/variations/{slug}/" for slug in VARIATIONS)]
# Every text that is meant for print, folded or not.
PAPER_TEXT = """() => {
  const hidden = (e) => {
    const style = getComputedStyle(e);
    if (style.display === "none" || style.clipPath !== "none") return true;
    return e.matches("script, noscript, select, textarea, title");
  };
  const texts = [], walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    let above = walker.currentNode.parentElement;
    while (above && !hidden(above)) above = above.parentElement;
    if (!above) texts.push(walker.currentNode.textContent);
  }
  return texts;
}"""
# Elements that clip or scroll their content.
CLIPPED = """() => [...document.body.querySelectorAll("*")].filter((e) =>
  getComputedStyle(e).overflowX !== "visible" && e.clientWidth && !e.closest("svg, .visually-hidden")
  && (e.scrollWidth > e.clientWidth || e.scrollHeight > e.clientHeight + 1)).map((e) => e.outerHTML.slice(0, 80))"""


def test_no_text_is_lost_or_cut_in_print(open_page, site, tmp_path):
    page = open_page("/", viewport={"width": 703, "height": 900})
    for address in sorted({*KINDS, *FURTHER_PAGES} - {*OWN_LOOK}):
        page.goto(site + address)
        page.emulate_media(media="print")
        assert page.evaluate("document.documentElement.scrollWidth") <= 703, address
        assert page.evaluate(CLIPPED) == [], address
        texts = page.evaluate(PAPER_TEXT)
        assert len(texts) > 5, address
        for paper in PAPERS:
            sheets = sheets_of(page, tmp_path / "page.pdf", paper)
            whole = words("".join(sheets))
            assert [text for text in texts if words(text) not in whole] == [], (address, paper)
            assert all(map(str.strip, sheets)), (address, paper)


def test_no_text_crosses_the_paper_edge(open_page, site):
    page = open_page("/guide/", viewport={"width": 703, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 703
    wide = "[...document.querySelectorAll('.scroll')].filter((box) => box.scrollWidth > box.clientWidth).length"
    assert page.evaluate(wide) == 0
