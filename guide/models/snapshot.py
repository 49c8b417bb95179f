"""Rows as plain data and back: the snapshot that files, editions and the read model share.

A snapshot is a mapping of kind to a list of items, each item a mapping of field to value, with
children inside and relations as slugs.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any, NamedTuple

from django.db import transaction

from guide.models import coaching, content, cover, rules, variation
from guide.models.draft import Draft, Fault
from guide.models.item import Item

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
    rules.Progression,
    variation.Variation,
    rules.Limit,
    content.Audience,
    coaching.Preference,
    coaching.Prescription,
)
KINDS: dict[str, type[Item]] = {model.kind: model for model in MODELS}


class Key(NamedTuple):
    """The name of an item anywhere: in rows, snapshots, files and forms."""

    kind: str
    slug: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.slug}"


def items_of(snapshot: Snapshot) -> dict[Key, Plain]:
    """Every item by its key, kind by kind. (A database may hand back the kinds in another order.)"""
    return {Key(kind, item["slug"]): item for kind in KINDS for item in snapshot.get(kind, [])}


def snapshot_of(items: dict[Key, Plain]) -> Snapshot:
    """Every kind in its fixed order, and in each the items as they stand on the page."""
    snapshot: Snapshot = {kind: [] for kind in KINDS}
    for key, item in items.items():
        snapshot[key.kind].append(item)
    for listed in snapshot.values():
        listed.sort(key=lambda item: (item["position"], item["slug"]))
    return snapshot


def take() -> Snapshot:
    """The working copy: every row as it stands."""
    return {model.kind: [row.plain() for row in _whole(model)] for model in MODELS}


def _whole(model: type[Item]) -> Iterator[Item]:
    rows = model.objects.select_related(*model.relations())
    for name, child in model.child_models().items():
        relations = [f.name for f in child.content_fields() if f.is_relation]
        rows = rows.prefetch_related(name, *(f"{name}__{relation}" for relation in relations))
    return iter(rows)


def faults_in(snapshot: Snapshot) -> list[Fault]:
    """Everything that keeps the snapshot from being saved as rows, in one list."""
    return Draft(snapshot, KINDS).faults


@transaction.atomic
def put(snapshot: Snapshot, changed: Collection[Key], removed: Collection[Key] = ()) -> None:
    """Save the changed items of a faultless snapshot as rows, and delete the removed ones."""
    Draft(snapshot, KINDS).save(changed)
    for model in reversed(MODELS):
        slugs = [key.slug for key in removed if key.kind == model.kind]
        model.objects.filter(slug__in=slugs).delete()
