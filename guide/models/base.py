"""What every row of the guide shares: it can be written as plain data and told apart by a slug."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, ClassVar, Self

from django.db import models

from guide.models.fields import MarkdownField, NotationField
from guide.notation import CodeList


class SnapshotModel(models.Model):
    """Anything that is written into a snapshot."""

    objects: ClassVar[models.Manager[Self]]

    position = models.PositiveSmallIntegerField(
        default=1, help_text="Order on the page: 1 comes first. Equal numbers are ordered by name."
    )

    class Meta:
        abstract = True

    @classmethod
    def with_defaults(cls) -> Self:
        """A new row in which all is as usual. Django takes twice as long to make one by the names of its fields."""
        return cls(*_default_values(cls))

    @classmethod
    @cache
    def content_fields(cls) -> tuple[models.Field, ...]:
        """The fields that hold what an editor wrote, in the order of the model, without name and place."""
        place = {"id", "slug", "position", getattr(cls, "parent", None)}
        return tuple(model_field for model_field in cls._meta.concrete_fields if model_field.name not in place)

    @classmethod
    @cache
    def place_fields(cls) -> tuple[models.Field, ...]:
        """The fields for the name and the place of a row."""
        return tuple(field for field in cls._meta.concrete_fields if field.name in {"slug", "position"})

    def serialize_field(self, model_field: models.Field) -> Any:
        """The value of one field as JSON has it: a relation is the slug of its other end."""
        value = getattr(self, model_field.name)
        if isinstance(model_field, NotationField):
            return serialize_value(model_field, model_field.get_prep_value(value))
        return serialize_value(model_field, value and value.slug if model_field.is_relation else value)


class Item(SnapshotModel):
    """A row of its own: the unit that editors change, pick, publish and restore."""

    kind: ClassVar[str]
    children: ClassVar[tuple[str, ...]] = ()

    slug = models.SlugField(
        "short name", max_length=60, unique=True, help_text="Used in addresses. Small letters, digits and hyphens."
    )

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "slug"]

    def serialize(self, children: Mapping[str, Iterable[Child]] | None = None) -> dict[str, Any]:
        """This row as plain data, with its children: the stored ones, or those given."""
        data = {"slug": self.slug, "position": self.position}
        data |= {field.name: self.serialize_field(field) for field in self.content_fields()}
        for name in self.children:
            lines = getattr(self, name).all() if children is None else children.get(name, ())
            data[name] = [child.serialize() for child in lines]
        return data

    def codes(self) -> Iterator[tuple[str, str, str]]:
        """Items that this one names by their codes: field, kind and code."""
        return iter(())

    @classmethod
    @cache
    def child_models(cls) -> dict[str, type[Child]]:
        found = {name: cls._meta.get_field(name).related_model for name in cls.children}
        return {name: model for name, model in found.items() if isinstance(model, type) and issubclass(model, Child)}

    @classmethod
    @cache
    def relations(cls) -> dict[str, type[Item]]:
        return {f.name: model for f in cls.content_fields() if (model := related_item(f))}

    @classmethod
    def related_keys(cls, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Kind and slug of each item that one, written as plain data, relates to by itself."""
        return ((kind, data[name]) for name, kind in _relations(cls) if data.get(name))

    @classmethod
    def child_related_keys(cls, data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
        """Kind and slug of each item that one, written as plain data, relates to by its lines."""
        for name, child in _related_children(cls):
            for row in data.get(name) or ():
                line = row if isinstance(row, Mapping) else dict.fromkeys(dict(_relations(child)), row)
                yield from ((kind, line[field]) for field, kind in _relations(child) if line.get(field))


class Child(SnapshotModel):
    """A line of an item, such as a step. It is written inside its parent, in order."""

    parent: ClassVar[str]

    class Meta:
        abstract = True
        ordering: ClassVar = ["position", "pk"]

    def serialize(self) -> Any:
        return self.compact({field.name: self.serialize_field(field) for field in self.content_fields()})

    @classmethod
    def compact(cls, data: dict[str, Any]) -> Any:
        """The line as it is written: its text alone where it has no other field."""
        return next(iter(data.values())) if len(data) == 1 else data


@cache
def _default_values(part: type[SnapshotModel]) -> tuple[Any, ...]:
    return tuple(model_field.get_default() for model_field in part._meta.concrete_fields)


@cache
def _relations(part: type[SnapshotModel]) -> tuple[tuple[str, str], ...]:
    return tuple((f.name, model.kind) for f in part.content_fields() if (model := related_item(f)))


@cache
def _related_children(item: type[Item]) -> tuple[tuple[str, type[Child]], ...]:
    return tuple((name, child) for name, child in item.child_models().items() if _relations(child))


def related_item(model_field: models.Field) -> type[Item] | None:
    """The model that a relation leads to, or None for a field that is no relation."""
    model = model_field.related_model if model_field.is_relation else None
    return model if isinstance(model, type) and issubclass(model, Item) else None


def serialize_value(model_field: models.Field, value: Any) -> Any:
    """A stored value as JSON has it; of a relation the slug of its other end is given, of a notation the text."""
    if model_field.is_relation:
        return value or ""
    if isinstance(value, date):
        return value.isoformat()
    return value.split() if is_code_list(model_field) else value


def is_code_list(model_field: models.Field) -> bool:
    return getattr(model_field, "notation", None) is CodeList


def differs_in_json(model_field: models.Field) -> bool:
    """Whether JSON has another value than the database."""
    return model_field.is_relation or is_code_list(model_field) or isinstance(model_field, models.DateField)


def facts_field() -> NotationField:
    return NotationField(
        notation=CodeList,
        blank=True,
        help_text="Codes of the facts that this text states, with spaces between them. Tests hold them in place.",
    )


def markdown_field(help_text: str, *, blank: bool = False) -> MarkdownField:
    return MarkdownField(blank=blank, help_text=help_text)
