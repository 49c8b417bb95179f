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
from guide.models.base import Child, Item, Part, is_written_otherwise, plain_value
from guide.models.fields import NotationField
from guide.models.snapshot_loader import Draft, Fault

Plain = dict[str, Any]
Snapshot = dict[str, list[Plain]]

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


class Key(NamedTuple):
    """The name of an item anywhere: in rows, snapshots, files and forms."""

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


Items = Mapping[Key, Plain]
"""A snapshot as one mapping. It is shared: nobody changes it, nor an item in it."""


def key_of(row: Item) -> Key:
    return Key(row.kind, row.slug)


def title_of(item: Plain) -> str:
    return str(item.get("title") or item.get("name") or item["slug"])


def items_of(snapshot: Snapshot) -> dict[Key, Plain]:
    """Every item by its key, kind by kind. (A database may hand back the kinds in another order.)"""
    return {Key(kind, item["slug"]): item for kind in KINDS for item in snapshot.get(kind, [])}


def snapshot_of(items: Items) -> Snapshot:
    """Every kind in its fixed order, and in each the items as they stand on the page."""
    snapshot: Snapshot = {kind: [] for kind in KINDS}
    for key, item in items.items():
        snapshot[key.kind].append(item)
    for listed in snapshot.values():
        listed.sort(key=lambda item: (item["position"], item["slug"]))
    return snapshot


def take(kinds: Collection[str] = KINDS) -> Snapshot:
    """The working copy: every row as it stands. One query for each table, and no row is made into an object."""
    return {kind: list(_items(model)) for kind, model in KINDS.items() if kind in kinds}


def _items(model: type[Item]) -> Iterator[Plain]:
    children = {name: _lines(child) for name, child in model.child_models().items()}
    for pk, data in _stored(model, "pk", "slug", "position", order=("position", "slug")):
        yield data | {name: found.get(pk, []) for name, found in children.items()}


def _lines(model: type[Child]) -> dict[int, list[Any]]:
    """The children of one kind, in order, by their parent's key."""
    lines: dict[int, list[Any]] = defaultdict(list)
    for parent, data in _stored(model, f"{model.parent}_id", order=("position", "pk")):
        lines[parent].append(model.line(data))
    return lines


def _stored(model: type[Part], key: str, *place: str, order: tuple[str, ...]) -> Iterator[tuple[Any, Plain]]:
    """The key of each row, and what it holds as plain data: its place, then what an editor wrote."""
    fields = model.content_fields()
    names = [*place, *(field.name for field in fields)]
    changed = [field for field in fields if is_written_otherwise(field)]
    for found, *values in model.objects.order_by(*order).values_list(key, *place, *map(column, fields)):
        data = dict(zip(names, values, strict=True))
        for field in changed:
            data[field.name] = plain_value(field, data[field.name])
        yield found, data


def column(field: models.Field) -> Any:
    """What to read of a field: of a notation the text as it is stored, which need not be parsed to be written down."""
    if isinstance(field, NotationField):
        return models.ExpressionWrapper(models.F(field.name), models.TextField())
    return f"{field.name}__slug" if field.is_relation else field.name


def faults_in(snapshot: Snapshot) -> list[Fault]:
    """Everything that keeps the snapshot from being saved as rows, in one list."""
    return Draft(snapshot, KINDS).faults


@transaction.atomic
def put(snapshot: Snapshot, changed: Collection[Key], removed: Collection[Key] = ()) -> None:
    """Save the changed items of a faultless snapshot as rows, and delete the removed ones."""
    Draft(snapshot, KINDS, only=changed).save(changed)
    for model in reversed(MODELS):
        slugs = [key.slug for key in removed if key.kind == model.kind]
        model.objects.filter(slug__in=slugs).delete()
