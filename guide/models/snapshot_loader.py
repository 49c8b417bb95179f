"""Build and validate the rows of a snapshot in memory, then save them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db import models

from guide.models.base import Child, Item, SnapshotModel, related_item
from guide.models.field_validation import clean_value, may_be_missing, to_stored, type_problem


class Fault(NamedTuple):
    """An error in an item. `path` is the key, such as `steps[2].phase`."""

    kind: str
    slug: str
    path: str
    message: str
    is_gap: bool = False  # a missing text: it stops publishing, and no draft


class SnapshotLoader:
    """Builds an unsaved row for every item of a snapshot, and collects the faults.

    If the snapshot is not complete, a reference to a missing item is allowed.
    """

    def __init__(
        self, snapshot: Mapping[str, list[dict[str, Any]]], kinds: Mapping[str, type[Item]], *, is_complete: bool = True
    ) -> None:
        self.is_complete = is_complete
        self.faults: list[Fault] = []
        self._kinds = kinds
        self._data = {(kind, data["slug"]): data for kind in kinds for data in snapshot.get(kind, [])}
        self._items: dict[tuple[str, str], Item] = {}
        self._children: dict[tuple[str, str], dict[str, list[Child]]] = {}
        for kind, model in kinds.items():
            for data in snapshot.get(kind, []):
                self._fill_item(model, data)
            self._check_unique(kind, snapshot.get(kind, []))

    def _item(self, kind: str, slug: str) -> Item:
        """Return the row of an item, creating it on first use."""
        if (kind, slug) not in self._items:
            self._items[kind, slug] = item = self._kinds[kind]()
            item.slug = slug
        return self._items[kind, slug]

    def serialize(self) -> dict[str, list[dict[str, Any]]]:
        """Return the snapshot as it would be read back from the rows: with all fields and normalized values."""
        snapshot: dict[str, list[dict[str, Any]]] = {kind: [] for kind in self._kinds}
        for kind, slug in self._data:
            snapshot[kind].append(self._items[kind, slug].serialize(self._children[kind, slug]))
        return snapshot

    def save(self, keys: Collection[tuple[str, str]]) -> None:
        """Save these items with their children. Call it in a transaction."""
        self._set_primary_keys()
        self_references = []
        for key in (key for key in self._data if key in keys):
            item = self._items[key]
            # A relation within one kind may refer to a row that is not saved yet, so it is set in a second step.
            related = {name: getattr(item, name) for name, model in item.relations().items() if model is type(item)}
            for name in related:
                setattr(item, name, None)
            item.save()
            self_references += [(item, related)] if related else []
        for item, related in self_references:
            for name, other in related.items():
                setattr(item, name, other)
            item.save(update_fields=list(related))
        for key in (key for key in self._data if key in keys):
            self._save_children(key)

    def _set_primary_keys(self) -> None:
        kinds = {kind for kind, _ in self._items}
        stored = {kind: dict(self._kinds[kind].objects.values_list("slug", "pk")) for kind in kinds}
        for (kind, slug), item in self._items.items():
            item.pk = stored[kind].get(slug)

    def _save_children(self, key: tuple[str, str]) -> None:
        for model in self._items[key].child_models().values():
            model.objects.filter(**{model.parent: self._items[key]}).delete()
        for lines in self._children[key].values():
            for child in lines:
                child.save()

    def _fill_item(self, model: type[Item], data: dict[str, Any]) -> None:
        item = self._item(model.kind, data["slug"])
        filler = RowFiller(self, item, data["slug"], "")
        item.slug, item.position = data["slug"], data["position"]
        children = {name: data[name] for name in model.children if name in data}
        own = {name: value for name, value in data.items() if name not in {"slug", "position", *children}}
        filler.fill(item, own)
        self._check_codes(item)
        self._children[model.kind, data["slug"]] = {
            name: list(self._fill_children(filler, item, name, rows)) for name, rows in children.items()
        }

    def _fill_children(self, filler: RowFiller, item: Item, name: str, rows: Any) -> Iterator[Child]:
        model = item.child_models()[name]
        if not isinstance(rows, list):
            filler.add_fault(name, "must be a list.")
            return
        fields = [field.name for field in model.content_fields()]
        for position, row in enumerate(rows, 1):
            child = model()
            child.position = position
            setattr(child, model.parent, item)
            data = {fields[0]: row} if len(fields) == 1 else row
            child_filler = RowFiller(self, item, filler.slug, f"{name}[{position}].")
            if isinstance(data, dict):
                child_filler.fill(child, data)
            else:
                child_filler.add_fault("", f"must have the keys {', '.join(fields)}.")
            yield child
        self._check_unique_children(filler, model, name, rows)

    def _check_codes(self, item: Item) -> None:
        for name, kind, code in item.references():
            if self.is_complete and (kind, code) not in self._data:
                noun = self._kinds[kind]._meta.verbose_name
                self.faults.append(Fault(item.kind, item.slug, name, f"“{code}” is not the code of any {noun}."))

    def find(self, model: type[Item], slug: str) -> Item | None:
        return self._item(model.kind, slug) if (model.kind, slug) in self._data else None

    def _check_unique(self, kind: str, rows: list[dict[str, Any]]) -> None:
        duplicates = [slug for slug, count in Counter(row["slug"] for row in rows).items() if count > 1]
        self.faults += [Fault(kind, slug, "slug", "is used twice.") for slug in duplicates]
        for fields, values in _duplicate_values(self._kinds[kind], rows):
            last = next(row for row in reversed(rows) if tuple(row.get(name) for name in fields) == values)
            self.faults.append(Fault(kind, last["slug"], fields[-1], f"{', '.join(values)} appears twice."))

    def _check_unique_children(self, filler: RowFiller, model: type[Child], name: str, rows: list[Any]) -> None:
        for _, values in _duplicate_values(model, [row if isinstance(row, dict) else {"": row} for row in rows]):
            filler.add_fault(name, f"{', '.join(map(str, values))} appears twice.")


def _duplicate_values(
    model: type[SnapshotModel], rows: list[dict[str, Any]]
) -> Iterator[tuple[tuple[str, ...], tuple[Any, ...]]]:
    """Yield fields and values that break a unique constraint of the model. Blank values may repeat."""
    for constraint in (each for each in model._meta.constraints if isinstance(each, models.UniqueConstraint)):
        own = [name for name in constraint.fields if name != getattr(model, "parent", None)]
        fields = tuple(own) if len(list(model.content_fields())) > 1 else ("",)
        values = [tuple(row.get(name) for name in fields) for row in rows]
        counts = Counter(row for row in values if all(isinstance(value, str) and value for value in row))
        yield from ((fields, values) for values, count in counts.items() if count > 1)


class RowFiller:
    """Fills the rows of one item or one of its children. Each fault gets the path of its field."""

    def __init__(self, loader: SnapshotLoader, item: Item, slug: str, prefix: str) -> None:
        self._loader, self._item, self.slug, self._prefix = loader, item, slug, prefix

    def add_fault(self, name: str, message: str, *, is_gap: bool = False) -> None:
        path = (self._prefix + name).rstrip(".")
        self._loader.faults.append(Fault(self._item.kind, self.slug, path, message, is_gap))

    def fill(self, row: SnapshotModel, data: dict[str, Any]) -> None:
        """Set the fields of a row from plain data and validate them."""
        fields = {field.name: field for field in row.content_fields()}
        for name in sorted(data.keys() - fields.keys()):
            children = [] if self._prefix else self._item.children
            self.add_fault(name, f"is not a known key. The keys are {', '.join([*fields, *children])}.")
        faulty = {field.name for field in row.place_fields() if not self._store(row, field, getattr(row, field.name))}
        for name, field in fields.items():
            if name in data and not self._set(row, field, data[name]):
                faulty.add(name)
            elif name not in data and not (field.blank or field.has_default()):
                faulty.add(name)
                self.add_fault(name, "is missing.")
        self._clean(row, skip=faulty)

    def _set(self, row: SnapshotModel, field: models.Field, value: Any) -> bool:
        """Set one field. Add a fault and return False if the value is invalid."""
        if isinstance(field, models.ForeignKey):
            self._set_reference(row, field, value)
            return True
        if (problem := type_problem(field, value)) is not None:
            self.add_fault(field.name, problem)
            return False
        return self._store(row, field, to_stored(value))

    def _store(self, row: SnapshotModel, field: models.Field, value: Any) -> bool:
        """Set one field to its cleaned value. If it is invalid, set it as it is, add a fault and return False."""
        setattr(row, field.name, value)
        if not value and may_be_missing(field):
            self.add_fault(field.name, "is missing.", is_gap=True)
            return False
        try:
            setattr(row, field.name, clean_value(field, value))
        except ValidationError as error:
            for message in error.messages:
                self.add_fault(field.name, message)
            return False
        return True

    def _set_reference(self, row: SnapshotModel, field: models.ForeignKey, slug: Any) -> None:
        model = related_item(field)
        other = self._loader.find(model, slug) if model and isinstance(slug, str) else None
        if other is not None:
            setattr(row, field.name, other)
        elif (slug or not field.null) and (self._loader.is_complete or not isinstance(slug, str)):
            self.add_fault(
                field.name, f"“{slug}” is not the short name of any {field.related_model._meta.verbose_name}."
            )

    def _clean(self, row: SnapshotModel, skip: Collection[str]) -> None:
        """Call the row's `clean`. Fields in `skip` already have a fault."""
        try:
            row.clean()
        except ValidationError as error:
            for name, messages in error.message_dict.items():
                for message in messages if name not in skip else ():
                    self.add_fault(name, message)
