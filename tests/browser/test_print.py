"""What comes out of the printer, read back from a PDF."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

PAPERS = ["A4", "Letter"]


@pytest.fixture
def printed(open_page, tmp_path):
    """The pages of a print as text."""
    assert shutil.which("pdftotext"), "The print tests need Debian's package poppler-utils."

    def printed(address: str, paper: str) -> list[str]:
        path = tmp_path / "page.pdf"
        open_page(address, viewport={"width": 1280, "height": 900}).pdf(path=path, format=paper)
        text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
        return text.removesuffix("\f").split("\f")

    return printed


def words(text: str) -> str:
    """Letters and digits alone: where lines break and hyphens fall does not count."""
    return re.sub(r"[\W_]+", "", text)


@pytest.mark.parametrize("paper", PAPERS)
def test_each_variation_prints_as_one_card(printed, guide, paper):
    for variation in guide.variations:
        pages = printed(f"/variations/{variation.slug}/", paper)
        assert len(pages) == 1, variation.slug
        check_card(pages, variation)


def check_card(pages, variation):
    """Every step and cue, and empty boxes."""
    for text in (variation.title, *variation.cues, *(line.mistake.cue for line in variation.mistakes)):
        assert sequence(text, pages[0]), text
    for step in variation.steps:
        assert sequence(re.sub(r"<sup.*?</sup>|<[^>]+>", " ", step.text), pages[0]), step.text
    assert "Set 3: load, reps" in pages[0]
    assert "Edition 1" in pages[0]
    assert "Build my routine" not in pages[0]


def sequence(text: str, page: str) -> bool:
    """Whether the words stand on the page in order; columns side by side put others between them."""
    found = iter(re.findall(r"\w+", page))
    return all(any(word == other for other in found) for word in re.findall(r"\w+", text))


@pytest.mark.parametrize("paper", PAPERS)
def test_the_whole_guide_prints_with_edition_date_addresses_and_nothing_folded_or_cut(printed, site, guide, paper):
    pages = printed("/guide/", paper)
    text = words(" ".join(pages))
    assert re.search(r"Edition 1, last changed \d+ \w+ \d{4}", pages[0])
    assert f"From {site}/guide/" in pages[0]
    assert "(/variations/cable/)" in "".join(pages)
    for question in guide.questions:
        assert words(question.title) in text
    for row in guide.prescriptions:
        assert words(str(row.rest)) in text
    for load in ("Experience", "Progression"):
        assert sum(load in page for page in pages) >= 3
    assert all(page.strip() for page in pages)
    assert words("Build my routine") not in text


def test_no_text_on_paper_reaches_over_the_edge(open_page, site):
    page = open_page("/guide/", viewport={"width": 703, "height": 900})
    page.emulate_media(media="print")
    assert page.evaluate("document.documentElement.scrollWidth") <= 703
    wide = "[...document.querySelectorAll('.scroll')].filter((box) => box.scrollWidth > box.clientWidth).length"
    assert page.evaluate(wide) == 0
