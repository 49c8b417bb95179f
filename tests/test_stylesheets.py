from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from guide import stylesheets
from guide.stylesheets import SHEETS, StylesFinder, build_stylesheet


def test_every_css_part_is_in_a_stylesheet():
    parts = {path.stem for path in stylesheets.PARTS_DIR.glob("*.css")}
    assert parts == {part for names in SHEETS.values() for part in names}
    assert [path for path, _ in StylesFinder().list(())] == [f"guide/{name}.css" for name in SHEETS]


@pytest.mark.parametrize("name", SHEETS)
def test_stylesheet_contains_its_parts_in_order(name):
    found = Path(finders.find(f"guide/{name}.css")).read_text()
    assert found == build_stylesheet(name)
    for part in SHEETS[name]:
        source = (stylesheets.PARTS_DIR / f"{part}.css").read_text()
        assert source.count("{") == source.count("}")
    sources = [(stylesheets.PARTS_DIR / f"{part}.css").read_text() for part in SHEETS[name]]
    assert found.count("{") == sum(source.count("{") for source in sources)
    assert "/*" not in found


@pytest.mark.parametrize("name", sorted(SHEETS.keys() - {"figures"}))
def test_css_variables_are_defined(name):
    text = build_stylesheet(name) + (build_stylesheet("guide") if name == "preview" else "")  # it comes after another
    used, given = (set(re.findall(pattern, text)) for pattern in (r"var\((--[\w-]+)", r"(--[\w-]+):"))
    assert used - given == set()


def test_edited_part_is_in_the_next_response(tmp_path, settings, monkeypatch):
    monkeypatch.setattr(stylesheets, "PARTS_DIR", tmp_path)
    part, settings.STYLES_DIR = tmp_path / "guide.css", tmp_path / "made"
    part.write_text("a { color: red; }")
    assert Path(StylesFinder().find("guide/guide.css")).read_text() == "a{color:red}"
    part.write_text("a { color: green; }")
    assert Path(StylesFinder().find("guide/guide.css")).read_text() == "a{color:green}"


@pytest.mark.parametrize("path", ["guide/none.css", "guide.css", "guide/../guide.css", "guide/offline.js"])
def test_other_names_are_left_to_other_finders(path):
    assert StylesFinder().find(path) == []
