"""How hostile texts get into every field. The fields come from the models, so a new one is tried by itself."""

from __future__ import annotations

from collections.abc import Iterator
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
DRAWN = {"regions", "active_regions"}
"""Names that the figures know: no other can be drawn, so these two fields stay as they are."""
FEW = 200
NO_TEXT = {"digest", "working_copy_digest", "password", "object_id"}
"""Made by the program alone."""


def text_fields(model: type[models.Model]) -> Iterator[models.Field]:
    """Every field that holds words of a person: no choice, no short name, no notation of numbers only."""
    for field in model._meta.concrete_fields:
        free = getattr(field, "notation", CodeList) in (CodeList, Phrases, Evidence) and field.name not in DRAWN
        text = isinstance(field, models.CharField | models.TextField) and not isinstance(field, models.SlugField)
        if text and free and not field.choices and field.name not in NO_TEXT:
            yield field


def written(field: models.Field, texts: list[str], limit: int | None = None) -> str:
    """The texts as one value of a field: prose in paragraphs, else one after the other, as many as have room."""
    notation = getattr(field, "notation", None)
    if notation is Evidence:
        return "; ".join(f"S B2 ({' '.join(text.split())})" for text in texts if not set("();") & set(text))
    if notation is Phrases:
        limit = FEW  # Find works each phrase out by itself
    between = "\n\n" if isinstance(field, MarkdownField) else ", " if notation is Phrases else " "
    value = ""
    for text in texts:
        longer = value + between * bool(value) + text
        value = longer if limit is None or len(longer) <= limit else value
    return value


class Turning:
    """The texts, from another one on each time, since some of them hide what comes after them."""

    def __init__(self, texts: list[str]) -> None:
        self.texts, self.turns = texts, 0

    def values(self, model: type[models.Model], *, bounded: bool = False) -> dict[str, str]:
        self.turns += 7
        at = self.turns % len(self.texts)
        turned = self.texts[at:] + self.texts[:at]
        return {f.name: written(f, turned, f.max_length if bounded else None) for f in text_fields(model)}


def in_snapshot(texts: list[str]) -> Snapshot:
    """The guide with these texts in every field of every item and of every line of it."""
    snapshot, turning = read_working_copy(), Turning(texts)
    for model in MODELS:
        for item in snapshot[model.kind]:
            item |= plain(model, turning)
            for name, child in model.child_models().items():
                item[name] = [hostile_line(line, plain(child, turning)) for line in item[name]]
    return snapshot


def hostile_line(line: Any, values: dict[str, Any]) -> Any:
    return line | values if isinstance(line, dict) else next(iter(values.values()), line)


def plain(model: type[models.Model], turning: Turning) -> dict[str, Any]:
    codes = {field.name for field in text_fields(model) if getattr(field, "notation", None) is CodeList}
    return {name: text.split() if name in codes else text for name, text in turning.values(model).items()}


def go_live(texts: list[str] = ALL) -> None:
    """As an edition that no check has seen: what a text may do must not hang on them."""
    snapshot, words = in_snapshot(texts), " ".join(texts)
    own = {"note": words, "reason": words, "published_by": words}
    if connection.vendor == "postgresql":
        own = {name: text[: Edition._meta.get_field(name).max_length] for name, text in own.items()}
    Edition(
        number=Edition.objects.next_number(), snapshot=snapshot, digest=snapshot_digest(snapshot), major=True, **own
    ).save()


def in_rows(texts: list[str] = ALL) -> None:
    """Into one row of every table, the last. PostgreSQL holds a field to its length, SQLite does not."""
    turning, bounded = Turning(texts), connection.vendor == "postgresql"
    for model in (*PARTS, *OTHERS):
        values = turning.values(model, bounded=bounded)
        row = model._base_manager.order_by("pk").last()
        if values and row:
            models.QuerySet(model).filter(pk=row.pk).update(**values)


def refused(field: models.Field) -> list[str]:
    """Which of all texts a form would not take for a field."""
    found = []
    for text in ALL:
        try:
            field.clean(text, None)
        except ValidationError:
            found.append(text)
    return found
