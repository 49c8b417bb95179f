"""Rows as plain data and back: the snapshot that files, editions and the read model share.

A snapshot is a mapping of kind to a list of items, each item a mapping of field to value, with
children inside and relations as slugs.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from django.db import models, transaction

from guide.models import coaching, coaching_rules, content, cover, variation
from guide.models.base import Child, Item, SnapshotModel, differs_in_json, serialize_value
from guide.models.fields import NotationField
from guide.models.snapshot_loader import Fault, SnapshotLoader

ItemData = dict[str, Any]
Snapshot = dict[str, list[ItemData]]

# In the order in which they can be saved: what is pointed at comes first.
MODELS: tuple[type[Item], ...] = (
    cover.Cover,
    content.Section,
    content.Muscle,
    content.Source,
    content.Question,
    content.Synonyms,
    content.Mistake,
    coaching.Equipment,
    coaching.Experience,
    coaching.Placement,
    coaching.Aim,
    coaching.Load,
    coaching_rules.Progression,
    variation.Phase,
    variation.Variation,
    coaching_rules.Limit,
    content.Audience,
    coaching_rules.Preference,
    coaching.Prescription,
)
KINDS: dict[str, type[Item]] = {model.kind: model for model in MODELS}


class ItemKey(NamedTuple):
    """The name of an item anywhere: in rows, snapshots, files and forms."""

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


ItemMap = Mapping[ItemKey, ItemData]
"""A snapshot as one mapping. It is shared: nobody changes it, nor an item in it."""


def item_key(row: Item) -> ItemKey:
    return ItemKey(row.kind, row.slug)


def item_title(item: ItemData) -> str:
    return str(item.get("title") or item.get("name") or item["slug"])


def items_by_key(snapshot: Snapshot) -> dict[ItemKey, ItemData]:
    """Every item by its key, kind by kind. (A database may hand back the kinds in another order.)"""
    return {ItemKey(kind, item["slug"]): item for kind in KINDS for item in snapshot.get(kind, [])}


def snapshot_from_items(items: ItemMap) -> Snapshot:
    """Every kind in its fixed order, and in each the items as they stand on the page."""
    snapshot: Snapshot = {kind: [] for kind in KINDS}
    for key, item in items.items():
        snapshot[key.kind].append(item)
    for listed in snapshot.values():
        listed.sort(key=lambda item: (item["position"], item["slug"]))
    return snapshot


def read_working_copy(kinds: Collection[str] = KINDS) -> Snapshot:
    """The working copy: every row as it stands. One query for each table, and no row is made into an object."""
    return {kind: list(_items(model)) for kind, model in KINDS.items() if kind in kinds}


def _items(model: type[Item]) -> Iterator[ItemData]:
    children = {name: _child_rows(child) for name, child in model.child_models().items()}
    for pk, data in _stored_rows(model, "pk", "slug", "position", order=("position", "slug")):
        yield data | {name: found.get(pk, []) for name, found in children.items()}


def _child_rows(model: type[Child]) -> dict[int, list[Any]]:
    """The children of one kind, in order, by their parent's key."""
    lines: dict[int, list[Any]] = defaultdict(list)
    for parent, data in _stored_rows(model, f"{model.parent}_id", order=("position", "pk")):
        lines[parent].append(model.compact(data))
    return lines


def _stored_rows(
    model: type[SnapshotModel], key: str, *place: str, order: tuple[str, ...]
) -> Iterator[tuple[Any, ItemData]]:
    """The key of each row, and what it holds as plain data: its place, then what an editor wrote."""
    fields = model.content_fields()
    names = [*place, *(field.name for field in fields)]
    changed = [field for field in fields if differs_in_json(field)]
    for found, *values in model.objects.order_by(*order).values_list(key, *place, *map(value_expression, fields)):
        data = dict(zip(names, values, strict=True))
        for field in changed:
            data[field.name] = serialize_value(field, data[field.name])
        yield found, data


def value_expression(field: models.Field) -> Any:
    """What to read of a field: of a notation the text as it is stored, which need not be parsed to be written down."""
    if isinstance(field, NotationField):
        return models.ExpressionWrapper(models.F(field.name), models.TextField())
    return f"{field.name}__slug" if field.is_relation else field.name


def validate_snapshot(snapshot: Snapshot) -> list[Fault]:
    """Everything that keeps the snapshot from being saved as rows, in one list."""
    return SnapshotLoader(snapshot, KINDS).faults


@transaction.atomic
def write_rows(snapshot: Snapshot, changed: Collection[ItemKey], removed: Collection[ItemKey] = ()) -> None:
    """Save the changed items of a faultless snapshot as rows, and delete the removed ones."""
    SnapshotLoader(snapshot, KINDS, only=changed).save(changed)
    for model in reversed(MODELS):
        slugs = [key.slug for key in removed if key.kind == model.kind]
        model.objects.filter(slug__in=slugs).delete()
