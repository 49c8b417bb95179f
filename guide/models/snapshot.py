"""Rows to snapshots and back. Files, editions and the read model share this format.

A snapshot maps each kind to a list of items. An item maps field names to values, with its children
inside and relations as slugs.
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

# In saving order: a model comes after those that it refers to.
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
    """Identifies an item in rows, snapshots, files and forms."""

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"

    @classmethod
    def of_address(cls, address: str) -> ItemKey:
        """Return the key of an item that is named as in links of texts, such as “question:how-high”."""
        kind, _, slug = address.partition(":")
        return cls(f"{kind}s", slug)

    @property
    def address(self) -> str:
        """The item as links in texts name it, such as “question:how-high”."""
        return f"{self.kind.removesuffix('s')}:{self.slug}"

    @property
    def noun(self) -> str:
        """The kind in words, such as “section”."""
        return str(KINDS[self.kind]._meta.verbose_name)


# A snapshot by key. It is shared, so neither the mapping nor its items may be changed.
ItemMap = Mapping[ItemKey, ItemData]


def item_key(row: Item) -> ItemKey:
    return ItemKey(row.kind, row.slug)


def item_title(item: ItemData) -> str:
    return str(item.get("title") or item.get("name") or item["slug"])


def items_by_key(snapshot: Snapshot) -> dict[ItemKey, ItemData]:
    """Return every item by its key, in the order of KINDS."""
    return {ItemKey(kind, item["slug"]): item for kind in KINDS for item in snapshot.get(kind, [])}


def snapshot_from_items(items: ItemMap) -> Snapshot:
    """Return a snapshot with kinds in the order of KINDS and items in page order."""
    snapshot: Snapshot = {kind: [] for kind in KINDS}
    for key, item in items.items():
        snapshot[key.kind].append(item)
    for rows in snapshot.values():
        rows.sort(key=lambda item: (item["position"], item["slug"]))
    return snapshot


def read_working_copy(kinds: Collection[str] = KINDS) -> Snapshot:
    """Read the working copy: one query per table, without model instances."""
    return {kind: list(_items(model)) for kind, model in KINDS.items() if kind in kinds}


def _items(model: type[Item]) -> Iterator[ItemData]:
    children = {name: _child_rows(child) for name, child in model.child_models().items()}
    for pk, data in _stored_rows(model, "pk", "slug", "position", order=("position", "slug")):
        yield data | {name: found.get(pk, []) for name, found in children.items()}


def _child_rows(model: type[Child]) -> dict[int, list[Any]]:
    """Return serialized children by the primary key of their parent, in order."""
    rows: dict[int, list[Any]] = defaultdict(list)
    for parent, data in _stored_rows(model, f"{model.parent}_id", order=("position", "pk")):
        rows[parent].append(model.compact(data))
    return rows


def _stored_rows(
    model: type[SnapshotModel], key: str, *place: str, order: tuple[str, ...]
) -> Iterator[tuple[Any, ItemData]]:
    """Yield the `key` column and the serialized data of each row: `place` columns, then content fields."""
    fields = model.content_fields()
    names = [*place, *(field.name for field in fields)]
    converted = [field for field in fields if differs_in_json(field)]
    for row_key, *values in model.objects.order_by(*order).values_list(key, *place, *map(value_expression, fields)):
        data = dict(zip(names, values, strict=True))
        for field in converted:
            data[field.name] = serialize_value(field, data[field.name])
        yield row_key, data


def value_expression(field: models.Field) -> Any:
    """Return what to select for a field. A notation is read as text, since parsing it is slow and not needed."""
    if isinstance(field, NotationField):
        return models.ExpressionWrapper(models.F(field.name), models.TextField())
    return f"{field.name}__slug" if field.is_relation else field.name


def validate_snapshot(snapshot: Snapshot) -> list[Fault]:
    """Return all faults that keep the snapshot from being published."""
    return SnapshotLoader(snapshot, KINDS).faults


@transaction.atomic
def write_rows(snapshot: Snapshot, changed: Collection[ItemKey], removed: Collection[ItemKey] = ()) -> list[Fault]:
    """Save the changed items of a snapshot as rows, and delete the removed ones.

    If it has faults other than gaps, only return them.
    """
    loader = SnapshotLoader(snapshot, KINDS)
    faults = [fault for fault in loader.faults if not fault.is_gap]
    if not faults:
        loader.save(changed)
        for model in reversed(MODELS):
            slugs = [key.slug for key in removed if key.kind == model.kind]
            model.objects.filter(slug__in=slugs).delete()
    return faults
