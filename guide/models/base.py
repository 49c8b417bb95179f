"""Base classes of the models that make up the guide. `Item` has a slug; `Child` is a line of an item."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, ClassVar, Self

from django.db import models

from guide.models.fields import MarkdownField, NotationField, PositionField, position_between
from guide.notation import CodeList


class SnapshotModel(models.Model):
    """A model that is part of snapshots."""

    objects: ClassVar[models.Manager[Self]]

    position = models.PositiveSmallIntegerField(
        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
    )

    class Meta:
        abstract = True

    @classmethod
    @cache
    def content_fields(cls) -> tuple[models.Field, ...]:
        """Return the fields that editors write, in model order: all but key, slug, position and parent."""
        others = {"id", "slug", "position", getattr(cls, "parent", None)}
        return tuple(model_field for model_field in cls._meta.concrete_fields if model_field.name not in others)

    @classmethod
    @cache
    def place_fields(cls) -> tuple[models.Field, ...]:
        """Return the fields `slug` (of items) and `position`."""
        return tuple(field for field in cls._meta.concrete_fields if field.name in {"slug", "position"})

    @classmethod
    @cache
    def relations(cls) -> dict[str, type[Item]]:
        return {f.name: model for f in cls.content_fields() if (model := related_item(f))}

    def serialize_field(self, model_field: models.Field) -> Any:
        """Return the value of one field as JSON data. A relation becomes the slug of the related item."""
        value = getattr(self, model_field.name)
        if isinstance(model_field, NotationField):
            return serialize_value(model_field, model_field.get_prep_value(value))
        return serialize_value(model_field, value and value.slug if model_field.is_relation else value)


class Item(SnapshotModel):
    """A row with a slug: the unit that editors change, publish and restore."""

    kind: ClassVar[str]
    children: ClassVar[tuple[str, ...]] = ()
    # Fields whose equal values make a group within the order, such as the topic of questions.
    ordered_within: ClassVar[tuple[str, ...]] = ()

    position: models.Field[Any, Any] = PositionField(
        blank=True,
        help_text="Order on the page: 1 comes first, 2.5 between 2 and 3. Blank: last. Equal numbers go by name.",
    )
    slug = models.SlugField(
        "short name", max_length=60, unique=True, help_text="Used in addresses. Small letters, digits and hyphens."
    )

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "slug"]

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.position is None:
            self.position = self.last_position()
        super().save(*args, **kwargs)

    def last_position(self) -> float:
        """Return a position after all others of its group, and before what follows the group."""
        others = type(self).objects.exclude(pk=self.pk)
        group = others.filter(**{name: getattr(self, name) for name in self.ordered_within})
        last = (group if group.exists() else others).aggregate(models.Max("position", default=0))["position__max"]
        following = others.filter(position__gt=last).aggregate(models.Min("position"))["position__min"]
        return position_between(last, following)

    def serialize(self, children: Mapping[str, Iterable[Child]] | None = None) -> dict[str, Any]:
        """Return this row and its children as plain data. `children` replaces the stored ones."""
        data = {"slug": self.slug, "position": self.position}
        data |= {field.name: self.serialize_field(field) for field in self.content_fields()}
        for name in self.children:
            rows = getattr(self, name).all() if children is None else children.get(name, ())
            data[name] = [child.serialize() for child in rows]
        return data

    def references(self) -> Iterator[tuple[str, str, str]]:
        """Yield field, kind and slug of each item that the notations of this row refer to."""
        return iter(())

    @classmethod
    @cache
    def child_models(cls) -> dict[str, type[Child]]:
        found = {name: cls._meta.get_field(name).related_model for name in cls.children}
        return {name: model for name, model in found.items() if isinstance(model, type) and issubclass(model, Child)}

    @classmethod
    def related_keys(cls, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield kind and slug of each item that the foreign keys of a serialized item refer to."""
        return ((model.kind, data[name]) for name, model in cls.relations().items() if data.get(name))

    @classmethod
    def child_related_keys(cls, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Yield kind and slug of each item that the children of a serialized item refer to."""
        for name, child in cls.child_models().items():
            relations = child.relations()
            for row in data.get(name) or ():
                line = row if isinstance(row, Mapping) else dict.fromkeys(relations, row)
                yield from ((model.kind, line[field]) for field, model in relations.items() if line.get(field))


class Child(SnapshotModel):
    """A line of an item, such as a step. In a snapshot it is inside its parent, in order."""

    parent: ClassVar[str]

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "pk"]

    def serialize(self) -> Any:
        return self.compact({field.name: self.serialize_field(field) for field in self.content_fields()})

    @classmethod
    def compact(cls, data: dict[str, Any]) -> Any:
        """Return the value alone if the child has a single field."""
        return next(iter(data.values())) if len(data) == 1 else data


def related_item(model_field: models.Field) -> type[Item] | None:
    """Return the item class that a relation refers to, or None for other fields."""
    model = model_field.related_model if model_field.is_relation else None
    return model if isinstance(model, type) and issubclass(model, Item) else None


def serialize_value(model_field: models.Field, value: Any) -> Any:
    """Return a stored value as JSON data. For a relation pass the slug, for a notation the text."""
    if model_field.is_relation:
        return value or ""
    if isinstance(value, date):
        return value.isoformat()
    return value.split() if is_code_list(model_field) else value


def is_code_list(model_field: models.Field) -> bool:
    return getattr(model_field, "notation", None) is CodeList


def differs_in_json(model_field: models.Field) -> bool:
    """Whether a field's value in JSON differs from that in the database."""
    return model_field.is_relation or is_code_list(model_field) or isinstance(model_field, models.DateField)


def facts_field() -> NotationField:
    return NotationField(
        notation=CodeList,
        blank=True,
        help_text="Codes of the facts that this text states, separated by spaces. Tests check the text for them.",
    )


def markdown_field(help_text: str, label: str | None = None, *, blank: bool = False) -> MarkdownField:
    return MarkdownField(label, blank=blank, help_text=help_text)
