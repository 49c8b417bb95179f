"""Reads a snapshot from content files and writes one to them.

guide.yaml              the cover
sections/<slug>.md      also variations, audiences, questions: front matter, then the body
muscles.yaml            also every other kind: a list in page order
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.utils.text import Truncator

from guide.content_files.content_folder import COVER_FILE, MISSING_COVER, find_content
from guide.content_files.yaml_scalars import read_position
from guide.content_files.yaml_text import InvalidText, decode_text, dump_yaml, parse_front_matter, parse_yaml
from guide.models.base import Item
from guide.models.snapshot import (
    KINDS,
    ItemData,
    ItemKey,
    Snapshot,
    items_by_key,
    read_working_copy,
    snapshot_from_items,
)
from guide.models.snapshot_loader import Fault, SnapshotLoader

FOLDERS = ("sections", "variations", "audiences", "questions")
MAX_FAULTS, MAX_FAULT_LENGTH = 100, 600
TABLES = tuple(kind for kind in KINDS if kind not in FOLDERS and kind != "cover")
UNKNOWN_FILE = (
    f"is not a file of the guide. Move it out of this folder or rename it: the files are {COVER_FILE}, "
    f"{', '.join(f'{name}.yaml' for name in TABLES)}, and NAME.md in {', '.join(FOLDERS[:-1])} and {FOLDERS[-1]}."
)


class InvalidContent(Exception):
    """Files that cannot be loaded. Each argument is one fault, with the name of its file.

    Of many faults only the first are kept, and of a long one only its start, since faults quote what the files hold.
    """

    def __init__(self, *faults: str) -> None:
        more = [f"And {len(faults) - MAX_FAULTS} more."] if len(faults) > MAX_FAULTS else []
        super().__init__(*(Truncator(fault).chars(MAX_FAULT_LENGTH) for fault in faults[:MAX_FAULTS]), *more)


class ContentComparison(NamedTuple):
    """Items of the files by how they compare with the working copy, and items that no file has."""

    new: list[ItemKey]
    different: list[ItemKey]
    same: list[ItemKey]
    only_in_working_copy: list[ItemKey]
    passed_over: list[str]  # a sentence for each kind of files that are not the guide's


class ImportPlan(NamedTuple):
    """What an import would change: the working copy before and after, and the unsaved rows."""

    comparison: ContentComparison
    before: Snapshot
    after: Snapshot
    loader: SnapshotLoader


class ContentReader:
    """Reads all files of a folder and collects their faults, so that they can be shown in one list."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.faults: list[str] = []
        self._events = count()
        self.file_names: dict[ItemKey, str] = {}
        self.passed_over: list[str] = []
        self.snapshot: Snapshot = {kind: [] for kind in KINDS}
        if not folder.is_dir():
            self.faults.append(f"{folder}: is not a folder.")
            return
        paths = sorted(path for path in folder.rglob("*") if path.is_file())
        files, self.passed_over = find_content((str(path.relative_to(folder)), path) for path in paths)
        for name, path in files:
            self._read(path, Path(name))
        if not self.snapshot["cover"] and not self.faults:
            self.faults.append(MISSING_COVER)

    def _read(self, path: Path, name: Path) -> None:
        try:
            if str(name) == COVER_FILE:
                self._add("cover", "guide", self._parse(path), name, position=1)
            elif name.suffix == ".md" and len(name.parts) == 2 and name.parts[0] in FOLDERS:
                self._add(name.parts[0], name.stem, self._parse(path), name)
            elif name.suffix == ".yaml" and len(name.parts) == 1 and name.stem in TABLES:
                self._read_table(self._parse(path), name)
            else:
                raise InvalidText(UNKNOWN_FILE)
        except InvalidText as error:
            self.faults += [f"{name}: {fault}" for fault in error.args]

    def _parse(self, path: Path) -> Any:
        parse = parse_front_matter if path.suffix == ".md" else parse_yaml
        return parse(decode_text(path.read_bytes()), events=self._events)

    def _read_table(self, rows: Any, name: Path) -> None:
        if not isinstance(rows, list):
            raise InvalidText("must be a list of items, each starting with “- slug:”.")
        for position, row in enumerate(rows, 1):
            slug = row.pop("slug", None) if isinstance(row, dict) else None
            if not isinstance(slug, str) or not slug:
                self.faults.append(f"{name}: item {position}: slug is missing or not text.")
            elif "position" in row:
                self.faults.append(f"{name}: {slug}: position: is the place in the list; remove the key.")
            else:
                self._add(name.stem, slug, row, name, position)

    def _add(self, kind: str, slug: str, data: Any, name: Path, position: float | None = None) -> None:
        if not isinstance(data, dict):
            raise InvalidText("must be a mapping of keys to values.")
        if "slug" in data:
            raise InvalidText("slug: is the name of the file; remove the key.")
        position = data.pop("position", None) if position is None else position
        place = read_position(position)
        if place is None:
            self.faults.append(f"{name}: position: must be a number above 0, such as 3, or 2.5 between 2 and 3.")
        self.file_names[ItemKey(kind, slug)] = str(name)
        self.snapshot[kind].append({"slug": slug, "position": place or 1} | data)


def load_content(folder: Path, *, overwrite: bool = False) -> ContentComparison:
    """Load content files into the working copy: new items, and with `overwrite` items that differ.

    Raises InvalidContent with all faults; then nothing is saved.
    """
    plan = plan_import(folder)
    with transaction.atomic():
        plan.loader.save({*plan.comparison.new, *(plan.comparison.different if overwrite else ())})
    return plan.comparison


def plan_import(folder: Path) -> ImportPlan:
    """Return what loading the files would change. Raises InvalidContent with all faults but gaps of other drafts."""
    reader = ContentReader(folder)
    rows = read_working_copy()
    loader = SnapshotLoader(merge_files(rows, reader.snapshot), KINDS, is_complete=not reader.faults)
    found = [fault for fault in loader.faults if not fault.is_gap or ItemKey(*fault[:2]) in reader.file_names]
    if faults := reader.faults + [_fault_text(fault, reader) for fault in found + duplicate_slugs(reader)]:
        raise InvalidContent(*faults)
    after = loader.serialize()
    return ImportPlan(compare_with_files(rows, after, reader), rows, after, loader)


def merge_files(rows: Snapshot, files: Snapshot) -> Snapshot:
    """Return the working copy with the files' items in place of its own.

    A table file has an order but no positions. If it agrees with the order of the rows, their positions stay.
    """
    before, after = items_by_key(rows), items_by_key(files)
    for kind in TABLES:
        file_slugs = [item["slug"] for item in files[kind]]
        common = [item for item in rows[kind] if item["slug"] in file_slugs]
        if [item["slug"] for item in common] == [slug for slug in file_slugs if ItemKey(kind, slug) in before]:
            for item in common:
                after[ItemKey(kind, item["slug"])]["position"] = item["position"]
    return snapshot_from_items(before | after)


def duplicate_slugs(reader: ContentReader) -> list[Fault]:
    """Return a fault for each slug that a file has twice."""
    # They are looked for before merging by key, which would drop the first.
    seen: set[ItemKey] = set()
    faults = []
    for kind, rows in reader.snapshot.items():
        for row in rows:
            key = ItemKey(kind, row["slug"])
            faults += [Fault(kind, row["slug"], "slug", "is used twice.")] if key in seen else []
            seen.add(key)
    return faults


def _fault_text(fault: Fault, reader: ContentReader) -> str:
    key = ItemKey(fault.kind, fault.slug)
    origin = reader.file_names.get(key, f"working copy, {key}")
    item = f" {fault.slug}:" if origin.endswith(".yaml") and fault.kind != "cover" else ""
    return f"{origin}:{item} {fault.path}: {fault.message}"


def compare_with_files(rows: Snapshot, files: Snapshot, reader: ContentReader) -> ContentComparison:
    before, after = items_by_key(rows), items_by_key(files)
    in_files = [key for key in after if key in reader.file_names]
    return ContentComparison(
        new=[key for key in in_files if key not in before],
        different=[key for key in in_files if key in before and before[key] != after[key]],
        same=[key for key in in_files if before.get(key) == after[key]],
        only_in_working_copy=[key for key in before if key not in reader.file_names],
        passed_over=reader.passed_over,
    )


def write_content(snapshot: Snapshot, folder: Path) -> list[Path]:
    """Write a snapshot as content files and delete those of items that it does not have. Return the paths."""
    texts = dict(content_texts(snapshot))
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    existing = [
        *(folder / f"{kind}.yaml" for kind in TABLES),
        *(p for kind in FOLDERS for p in folder.glob(f"{kind}/*.md")),
    ]
    for path in existing:
        if str(path.relative_to(folder)) not in texts:
            path.unlink(missing_ok=True)
    return [folder / name for name in texts]


def content_texts(snapshot: Snapshot) -> Iterator[tuple[str, str]]:
    """Yield name and text of each content file."""
    for kind, items in snapshot_from_items(items_by_key(snapshot)).items():
        rows = [_file_data(KINDS[kind], item) for item in items]
        if kind == "cover":
            yield from (
                (COVER_FILE, dump_yaml({k: v for k, v in item.items() if k not in {"slug", "position"}}))
                for item in rows
            )
        elif kind in FOLDERS:
            for item in rows:
                body = item.pop("body")
                yield f"{kind}/{item.pop('slug')}.md", f"---\n{dump_yaml(item)}---\n\n{body}\n"
        elif rows:
            yield f"{kind}.yaml", dump_yaml([{k: v for k, v in item.items() if k != "position"} for item in rows])


def _file_data(model: type[Item], item: ItemData) -> ItemData:
    """Return the item with its keys in model order and without blank values."""
    names = ["slug", "position", *(field.name for field in model.content_fields()), *model.children]
    data = {name: item[name] for name in names if name in item}
    for name, child in model.child_models().items():
        fields = [field.name for field in child.content_fields()]
        if len(fields) > 1:
            data[name] = [_without_blanks({f: row[f] for f in fields if f in row}) for row in item.get(name, [])]
    return _without_blanks(data)


def _without_blanks(data: ItemData) -> ItemData:
    return {name: value for name, value in data.items() if value not in ("", None, [])}
