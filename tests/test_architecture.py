"""Packages import only what the table allows.

A name with a dot is one module of a package whose other modules may not be imported.
"""

from __future__ import annotations

import ast
import re
import sys
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
GUIDE = ROOT / "guide"

# From the lowest layer up: no line names a package of a line below it.
MAY_IMPORT = {
    "notation": "",
    "figures": "",
    "text": "",
    "http": "",
    "stylesheets": "",
    "models": "notation figures",
    "routine": "notation",
    "read_model": "models text notation figures routine.rulebook",
    "content_files": "models",
    "checks": "read_model routine text models notation",
    "editions": "checks read_model models text http.current_edition",
    "builder": "routine read_model http text notation",
    "pages": "builder read_model models text routine notation",
    "search": "read_model",
    "audit": "models http",
    "views": "audit search pages builder editions read_model models routine text http notation stylesheets",
    "urls": "views",
    "admin": "audit builder editions checks content_files read_model routine models text http figures notation",
    "management": "editions checks content_files routine models",
    "migrations": "models notation",
}
PURE = ["notation", "routine", "figures", "admin/editing/three_way_merge", "text/control_characters"]
MODULES = sorted(path for path in GUIDE.rglob("*.py") if path != GUIDE / "__init__.py")


def own_name(path: Path) -> str:
    """Return the package of `guide/` that a module is in, or the module's own name."""
    return path.relative_to(GUIDE).parts[0].removesuffix(".py")


def imports_of(path: Path) -> set[str]:
    """Return full names of the modules that a file imports; `from guide import x` counts as guide.x."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: imports are absolute"
            inside = (GUIDE.parent / node.module.replace(".", "/")).is_dir()
            names |= {f"{node.module}.{alias.name}" for alias in node.names} if inside else {node.module}
    return names


def is_allowed(name: str, package: str) -> bool:
    """Whether a module of `package` may import `name`, which begins with "guide."."""
    inside = name.removeprefix("guide.")
    allowed = [package, *MAY_IMPORT[package].split()]
    return any(inside == other or inside.startswith(f"{other}.") for other in allowed)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_module_imports_only_allowed_packages(path):
    names = imports_of(path)
    assert {name for name in names if name.startswith("guide.") and not is_allowed(name, own_name(path))} == set()
    assert {name for name in names if name.split(".")[0] in ("kickbacks", "tests")} == set()


def test_table_lists_every_package_and_no_other():
    assert {own_name(path) for path in MODULES} == MAY_IMPORT.keys()


def test_table_is_in_order_and_has_no_cycle():
    seen: set[str] = set()
    for package, allowed in MAY_IMPORT.items():
        assert {name.split(".")[0] for name in allowed.split()} <= seen, package
        seen.add(package)


@pytest.mark.parametrize("package", sorted(MAY_IMPORT))
def test_modules_of_a_package_have_no_import_cycle(package):
    graph = {}
    for path in MODULES:
        if own_name(path) == package and path.name != "__init__.py":
            name = ".".join(path.relative_to(ROOT).with_suffix("").parts)
            graph[name] = {other for other in imports_of(path) if other.startswith(f"guide.{package}.")}
    list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("name", PURE)
def test_pure_code_imports_only_the_standard_library(name):
    """Training rules and drawings use no Django, files, network or clock."""
    files = [path for path in (GUIDE / f"{name}.py", *(GUIDE / name).glob("*.py")) if path.exists()]
    assert files, name
    outside = {module for path in files for module in imports_of(path) if not module.startswith("guide.")}
    assert {module.split(".")[0] for module in outside} <= set(sys.stdlib_module_names)
    effects = {"os", "io", "pathlib", "socket", "subprocess", "time", "random", "urllib", "threading", "logging"}
    assert {module.split(".")[0] for module in outside} & effects == set()


def test_only_texts_import_markdown_and_the_sanitizer():
    libraries = {"markdown_it": {"blocks", "parser", "parsed_text", "markdown", "portable_markdown"}}
    libraries |= {"mdformat": {"portable_markdown"}, "nh3": {"markdown"}}
    for library, knowing in libraries.items():
        found = [path for path in MODULES if library in {name.split(".")[0] for name in imports_of(path)}]
        assert {str(path.relative_to(GUIDE)) for path in found} == {f"text/{name}.py" for name in knowing}


def test_no_test_imports_from_another_test():
    files = sorted((ROOT / "tests").rglob("*.py"))
    found = {f"{path.relative_to(ROOT)}: {name}" for path in files for name in imports_of(path)}
    assert [line for line in sorted(found) if re.search(r": tests\.(\w+\.)*test_", line)] == []


def test_modules_functions_and_templates_stay_within_their_size():
    too_long = []
    for path in [*GUIDE.rglob("*.py"), *ROOT.glob("kickbacks/*.py"), *ROOT.glob("tests/**/*.py")]:
        if "migrations" in path.parts:
            continue
        text = path.read_text()
        too_long += [f"{path}: {text.count(chr(10))} lines"] if text.count("\n") > 250 else []
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 25:
                too_long.append(f"{path}: {node.name}")
    templates = [path for path in ROOT.glob("templates/**/*") if path.is_file()]
    too_long += [str(path) for path in templates if path.read_text().count("\n") > 80]
    assert too_long == []
