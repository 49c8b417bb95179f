"""Documentation: links are valid, and all keys, settings and addresses are documented."""

from __future__ import annotations

import ast
import re
from itertools import chain
from pathlib import Path

import pytest
from django.core.management import get_commands
from django.urls import URLPattern, get_resolver

from guide import figures
from guide.models.snapshot import KINDS
from guide.notation import EVIDENCE_LETTERS
from tests.describe_content import BEGIN, END, describe_kinds, file_name

ROOT = Path(__file__).resolve().parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")])
CONTENT, DEPLOY, API = (ROOT / "docs" / f"{name}.md" for name in ("content", "deploy", "api"))
LINK = re.compile(r"(?<!!)\[[^\[\]]*\]\(([^()\s]+)\)|!\[[^\[\]]*\]\(([^()\s]+)\)|<img [^>]*src=\"([^\"]+)\"")


def without_code(text: str) -> str:
    """Remove code, which may contain links that are no links."""
    return re.sub(r"`[^`\n]*`", "", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S))


def anchors(text: str) -> set[str]:
    """Return the anchors that GitHub gives to headings."""
    titles = re.findall(r"^#{1,6} (.+)$", re.sub(r"^```.*?^```", "", text, flags=re.M | re.S), re.M)
    return {re.sub(r"[^\w\- ]", "", title.strip().lower()).replace(" ", "-") for title in titles}


def broken_links(document: Path, text: str) -> list[str]:
    links = [link for link in chain.from_iterable(LINK.findall(without_code(text))) if link]
    return [link for link in links if not re.match(r"https?:", link) and not is_valid_link(document, text, link)]


def is_valid_link(document: Path, text: str, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = document.parent / path
    if path and not target.exists():
        return False
    return not anchor or anchor in anchors(target.read_text() if path else text)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_are_valid(document):
    assert broken_links(document, document.read_text()) == []


def test_broken_links_are_detected():
    text = '# A title\n[a](#a-title) [b](#no) [c](docs/no.md) [d](README.md#no) <img src="no.png"> `[e](no.md)`'
    assert broken_links(ROOT / "new.md", text) == ["#no", "docs/no.md", "README.md#no", "no.png"]


def test_readme_is_short_and_links_every_document():
    readme = (ROOT / "README.md").read_text()
    assert len(readme.splitlines()) <= 150
    linked = {ROOT / first for first, *_ in LINK.findall(readme)}
    assert linked >= set(DOCUMENTS) - {ROOT / "README.md"}


NOW = [path for path in DOCUMENTS if path.name != "CHANGELOG.md"]  # it names what was removed
FILE = re.compile(r"`((?:guide|kickbacks|tests|templates|static|docs|content|\.deploy)/[\w./-]*)`")


@pytest.mark.parametrize("document", NOW, ids=lambda path: path.name)
def test_named_files_exist(document):
    assert [name for name in FILE.findall(document.read_text()) if not (ROOT / name).exists()] == []


@pytest.mark.parametrize("document", NOW, ids=lambda path: path.name)
def test_named_commands_exist(document):
    text = document.read_text()
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.M)
    made = re.findall(r"(?:`|^)(?:\w+=\S+ )*make ([\w-]+)", text, re.M)
    assert [name for name in made if name not in targets] == []
    assert [name for name in re.findall(r"manage\.py (\w+)", text) if name not in get_commands()] == []


def section_of(text: str, heading: str) -> str:
    """Return the text below a heading, up to the next heading of its level or above."""
    level = heading.split(" ")[0]
    below = text.split(f"\n{heading}\n")[1]
    return re.split(rf"^#{{1,{len(level)}}} ", below, maxsplit=1, flags=re.M)[0]


@pytest.mark.parametrize("kind", KINDS)
def test_content_document_names_every_key_and_choice(kind):
    model = KINDS[kind]
    section = section_of(CONTENT.read_text(), f"### `{file_name(kind)}`")
    fields = [*model.content_fields(), *(f for child in model.child_models().values() for f in child.content_fields())]
    choices = [key for field in fields for key, _ in field.choices or () if key]
    names = [*(field.name for field in fields), *model.child_models(), *choices]
    assert [name for name in names if f"`{name}`" not in section] == []


def test_tables_of_keys_are_up_to_date():
    """If this fails, run `make describe`."""
    assert CONTENT.read_text().split(BEGIN)[1].split(END)[0].strip() == describe_kinds().strip()


def test_content_document_names_angles_and_letters():
    poses = section_of(CONTENT.read_text(), "## Poses")
    legend = (ROOT / "docs" / "pose-angles.svg").read_text()
    drawn = set(re.findall(r">(\w+)(?: \(cm\))?</text>", legend))
    assert [name for name in figures.ANGLE_LIMITS if f"`{name}`" not in poses or name not in drawn] == []
    letters = section_of(CONTENT.read_text(), "### More on notations")
    assert [letter for letter in EVIDENCE_LETTERS if f"| `{letter}` |" not in letters] == []


def variables_read(source: str) -> set[str]:
    """Return the names of environment variables that `env.…("NAME")` reads."""
    calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
    calls = [node for node in calls if isinstance(node.func, ast.Attribute) and ast.unparse(node.func.value) == "env"]
    return {node.args[0].value for node in calls if node.args and isinstance(node.args[0], ast.Constant)}


def test_configuration_table_matches_the_variables():
    read = variables_read((ROOT / "kickbacks" / "settings.py").read_text())
    table = section_of(DEPLOY.read_text(), "## Configuration")
    assert set(re.findall(r"^\| `(\w+)` \|", table, re.M)) == read
    assert "DATABASE_URL" in read


def test_only_settings_read_the_environment():
    """Otherwise the configuration table would be incomplete."""
    files = [*ROOT.glob("kickbacks/**/*.py"), *ROOT.glob("guide/**/*.py")]
    reading = [path.name for path in files if re.search(r"os\.getenv|os\.environ(\[|\.get\()", path.read_text())]
    assert reading == ["make_editor.py"]  # the password of an account, which is no setting


def addresses(patterns: list, prefix: str = "") -> set[str]:
    """Return every public address, with `<>` for each variable part."""
    found = set()
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            found.add("/" + re.sub(r"<[^>]*>", "<>", route))
        elif pattern.app_name == "guide" and not str(pattern.pattern):
            found |= addresses(pattern.url_patterns, route)
    return found


def documented(text: str) -> set[str]:
    named = re.findall(r"`(/[^`\s]*)`", text)
    return {re.sub(r"<[^>]*>", "<>", name.split("?")[0]).replace("/…", "/<>") for name in named}


def test_api_document_lists_every_public_address():
    public = addresses(get_resolver("kickbacks.urls").url_patterns)
    assert {"/", "/routine.json", "/guide/<>/", "/preview/edition/<>/<>"} <= public
    named = documented(API.read_text())
    also = {address.removesuffix("<>") for address in named if address.startswith("/preview/")}
    assert public - named - also == set()


def test_api_document_lists_no_missing_address():
    public = addresses(get_resolver("kickbacks.urls").url_patterns)
    assert documented(API.read_text()) - public == {"/preview/<>"}
