"""Imports run one way. The table is the design: what each module may import of the project."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODELS = {"notation", "figures", "models"}
READING = {"notation", "legible", "rulebook", "markup", "linking", "pictures", "parts", "models"}
PAGES = {*READING, "query", "drawn", "routine", "reading", "publishing", "answer", "forms", "delivery", "views"}
PAGES |= {"catalogue", "client_address", "item_dates", "linked_data", "notes", "search", "telling", "unsaved"}
PAGES |= {"contents", "choosing", "usual", "styles"}
MAY_IMPORT = {
    "notation": set(),
    "rulebook": {"notation"},
    "routine": {"notation", "rulebook", "routine"},
    "figures": {"figures"},
    "pictures": {"notation", "figures"},
    "markup": set(),
    "legible": set(),
    "unsaved": set(),
    "linking": {"markup"},
    "models": MODELS,
    "parts": {"notation", "rulebook", "pictures"},
    "reading": READING,
    "prose": {"markup"},
    "checks": {
        "notation",
        "rulebook",
        "routine",
        "legible",
        "markup",
        "linking",
        "prose",
        "models",
        "reading",
        "checks",
    },
    "changes": {"models"},
    "item_dates": {"changes", "models"},
    "difference": {"models"},
    "publishing": {"changes", "models", "reading", "checks"},
    "approval": {"models", "publishing"},
    "yaml_text": set(),
    "backups": {"models", "current"},
    "files": {"models", "yaml_text"},
    "catalogue": {"models", "reading"},
    "linked_data": {"catalogue", "reading"},
    "notes": {"catalogue", "markup", "parts", "reading"},
    "telling": {"models"},
    "client_address": set(),
    "logins": {"models"},
    "contents": {"parts", "reading"},
    "choosing": {"parts", "reading", "rulebook"},
    "usual": {"notation", "routine", "parts", "reading", "answer"},
    "answer": {"notation", "drawn", "rulebook", "routine", "parts", "reading", "answer"},
    "forms": {"notation", "query", "drawn", "routine", "reading", "forms"},
    "search": {"parts", "reading", "search"},
    "views": PAGES,
    "styles": set(),
    "kept": set(),
    "current": set(),
    "purging": {"current"},
    "query": set(),
    "drawn": set(),
    "delivery": {"current", "kept", "query"},
    "urls": {"views"},
    "whereabouts": {"linking", "models"},
    "merging": set(),
    "spreadsheet": set(),
    "archive": {"files", "models"},
    "activity": {"models", "unsaved"},
    "desk": {"changes", "models", "unsaved"},
    "admin": {"approval", "changes", "desk", "difference", "models", "publishing", "checks", "whereabouts"}
    | {
        "activity",
        "answer",
        "archive",
        "files",
        "spreadsheet",
        "unsaved",
        "notation",
        "pictures",
        "routine",
        "admin",
        "linking",
        "merging",
        "prose",
        "markup",
        "reading",
    },
    "management": {"changes", "models", "files", "publishing", "checks", "whereabouts", "backups", "routine"},
    "migrations": {"models", "notation", "migrations"},
}
PURE = {"legible", "merging", "notation", "rulebook", "routine"}
FIGURES = sorted((ROOT / "guide" / "figures").glob("*.py"))
MODULES = sorted(
    path for path in (ROOT / "guide").rglob("*.py") if path.name != "__init__.py" or path.parent.name != "guide"
)


def name_of(path: Path) -> str:
    return path.relative_to(ROOT / "guide").parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports are absolute"
            own = node.module == "guide"
            names |= {f"guide.{alias.name}" for alias in node.names} if own else {node.module}
    return names


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_imports_only_what_lies_below_it(path):
    own = {name.split(".")[1] for name in imports_of(path) if name.startswith("guide.")}
    assert own <= MAY_IMPORT[name_of(path)], own
    assert not any(name.split(".")[0] in {"kickbacks", "tests"} for name in imports_of(path))


def test_the_table_has_no_circle():
    reached = {name: set(below) - {name} for name, below in MAY_IMPORT.items()}
    for _ in reached:
        reached = {name: below.union(*(reached[other] for other in below)) for name, below in reached.items()}
    assert not [name for name, below in reached.items() if name in below]


@pytest.mark.parametrize("name", sorted(PURE))
def test_the_method_is_pure(name):
    allowed = {
        "__future__",
        "collections",
        "collections.abc",
        "functools",
        "dataclasses",
        "datetime",
        "decimal",
        "itertools",
        "json",
        "math",
        "re",
    }
    allowed |= {"typing", "guide.notation", "guide.rulebook"}
    files = [ROOT / "guide" / f"{name}.py", *(ROOT / "guide" / name).glob("*.py")]
    found = set().union(*(imports_of(file) for file in files if file.exists()))
    assert {module for module in found if not module.startswith(f"guide.{name}.")} <= allowed


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name)
def test_the_figures_are_pure(path):
    standard = {"__future__", "cmath", "collections", "dataclasses", "functools", "itertools", "math", "re", "typing"}
    outside = {name for name in imports_of(path) if not name.startswith("guide.figures")}
    assert {name.split(".")[0] for name in outside} <= standard | {"guide"}
    assert {name for name in outside if name.startswith("guide.")} == set()


def test_only_one_module_knows_markdown_and_the_sanitiser():
    knowing = [name_of(path) for path in MODULES if {"markdown", "nh3"} & {n.split(".")[0] for n in imports_of(path)}]
    assert knowing == ["markup"]


def test_files_and_functions_keep_their_size():
    too_long = []
    for path in [*ROOT.glob("guide/**/*.py"), *ROOT.glob("kickbacks/*.py"), *ROOT.glob("tests/**/*.py")]:
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        too_long += [f"{path}: {text.count(chr(10))} lines"] if text.count("\n") > 250 else []
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 25:
                too_long.append(f"{path}: {node.name}")
    too_long += [
        str(path) for path in ROOT.glob("templates/**/*") if path.is_file() and path.read_text().count("\n") > 80
    ]
    assert too_long == []
