"""Put hostile texts into every text field of every model."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import ceil
from typing import Any

from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import connection, models

from guide.models import Edition
from guide.models.base import SnapshotModel
from guide.models.edition import snapshot_digest
from guide.models.fields import MarkdownField
from guide.models.snapshot import MODELS, Snapshot, read_working_copy
from guide.notation import CodeList, Evidence, Phrases
from tests.hostile import ALL

PARTS = [part for model in MODELS for part in (model, *model.child_models().values())]
OTHERS = [model for model in apps.get_app_config("guide").get_models() if not issubclass(model, SnapshotModel)]
OTHERS += [User, LogEntry]
# Fields with names of figure parts; other names cannot be drawn, so they keep their values.
FIGURE_NAMES = {"regions", "active_regions"}
FEW = 200
MIN_SHARE = 8
# Fields that only the program writes.
GENERATED = {"digest", "working_copy_digest", "password", "object_id"}


def text_fields(model: type[models.Model]) -> Iterator[models.Field]:
    """Yield fields with free text: no choices, slugs or numeric notations."""
    for field in model._meta.concrete_fields:
        free = getattr(field, "notation", CodeList) in (CodeList, Phrases, Evidence) and field.name not in FIGURE_NAMES
        text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.SlugField)
        if text and free and not field.choices and field.name not in GENERATED:
            yield field


def joined_texts(field: models.Field, texts: list[str], limit: int | None = None) -> str:
    """Join as many texts as fit, with the separator of the field: paragraphs for Markdown."""
    notation = getattr(field, "notation", None)
    if notation is Evidence:
        return "; ".join(f"S B2 ({' '.join(text.split())})" for text in texts if not set("();") & set(text))
    if notation is Phrases:
        limit = FEW  # search indexes each phrase separately
    between = "\n\n" if isinstance(field, MarkdownField) else ", " if notation is Phrases else " "
    value = ""
    for text in texts:
        longer = value + between * bool(value) + text
        value = longer if limit is None or len(longer) <= limit else value
    return value


class RotatingTexts:
    """Gives each row of a model its share of the texts, so that all rows together have every text in every field.

    The shares start at different texts, since some texts hide what comes after them.
    """

    def __init__(self, texts: list[str]) -> None:
        self.texts, self.given = texts, Counter()

    def values(self, model: type[models.Model], *, rows: int = 1, bounded: bool = False) -> dict[str, str]:
        share = max(MIN_SHARE, ceil(len(self.texts) / rows))
        start = self.given[model] % len(self.texts)
        self.given[model] += share
        texts = (self.texts[start:] + self.texts[:start])[:share]
        return {f.name: joined_texts(f, texts, f.max_length if bounded else None) for f in text_fields(model)}


def hostile_snapshot(texts: list[str]) -> Snapshot:
    """Return the guide with these texts in every field of every item and child."""
    snapshot, rotation = read_working_copy(), RotatingTexts(texts)
    for model in MODELS:
        for item in snapshot[model.kind]:
            item |= hostile_values(model, rotation)
            for name, child in model.child_models().items():
                item[name] = [hostile_line(line, hostile_values(child, rotation)) for line in item[name]]
    return snapshot


def hostile_line(line: Any, values: dict[str, Any]) -> Any:
    return line | values if isinstance(line, dict) else next(iter(values.values()), line)


def hostile_values(model: type[models.Model], rotation: RotatingTexts) -> dict[str, Any]:
    codes = {field.name for field in text_fields(model) if getattr(field, "notation", None) is CodeList}
    values = rotation.values(model, rows=model._base_manager.count() or 1)
    return {name: text.split() if name in codes else text for name, text in values.items()}


def publish_hostile_texts(texts: list[str] = ALL) -> None:
    """Store an edition with these texts without checks; escaping must not depend on checks."""
    snapshot, words = hostile_snapshot(texts), " ".join(texts)
    own = {"note": words, "reason": words, "published_by": words}
    if connection.vendor == "postgresql":
        own = {name: text[: Edition._meta.get_field(name).max_length] for name, text in own.items()}
    Edition(
        number=Edition.objects.next_number(), snapshot=snapshot, digest=snapshot_digest(snapshot), major=True, **own
    ).save()


def store_hostile_texts(texts: list[str] = ALL) -> None:
    """Put the texts into the last row of every table, cut to length on PostgreSQL."""
    rotation, bounded = RotatingTexts(texts), connection.vendor == "postgresql"
    for model in (*PARTS, *OTHERS):
        values = rotation.values(model, bounded=bounded)
        row = model._base_manager.order_by("pk").last()
        if values and row:
            models.QuerySet(model).filter(pk=row.pk).update(**values)


def refused_texts(field: models.Field) -> list[str]:
    """Return the texts that fail the field's validation."""
    found = []
    for text in ALL:
        try:
            field.clean(text, None)
        except ValidationError:
            found.append(text)
    return found
