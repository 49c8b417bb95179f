"""Stored JSON gets the names of fields of 0026: editions with their digests, deleted items, requests, uploads, history."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from io import BytesIO
from pathlib import PurePosixPath
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import yaml
from django.db import migrations

NAMES = {
    "cover": {"unlike": "not_to_confuse_with", "glance": "key_facts"},
    "equipment": {
        "steady": "stable",
        "at_hand": "always_available",
        "change_over": "side_switch_seconds",
        "most_kg": "max_start_kg",
        "most_lb": "max_start_lb",
    },
    "limits": {"card": "safety_notice", "hold": "keep_load"},
    "poses": {
        "rests": "support",
        "kit": "equipment",
        "begin": "start_angle",
        "stop": "stop_angle",
        "works": "active_regions",
    },
    "progressions": {
        "line": "week_text",
        "start_line": "start_text",
        "stay_line": "stay_text",
        "step_line": "step_text",
        "large_step_line": "large_step_text",
        "heaviest_line": "heaviest_text",
        "unknown_line": "unknown_text",
        "slower_line": "slower_text",
        "full_line": "full_text",
        "over": "reps_over_range",
        "climb": "reps_per_week",
        "slower": "tempo_step",
        "slowest": "max_lowering",
        "shares": "ramp_percentages",
        "every": "interval_weeks",
        "more_rir": "extra_rir",
        "then": "followed_by",
    },
    "sections": {"shows": "list_below"},
    "variations": {"taken": "instead_text"},
}
DAYS = ("reviewed_on", "review_due")
OLD_LABELS = {"over": "Reps over", "climb": "Reps a week", "slower": "Seconds slower", "slowest": "Slowest lowering"}
OLD_LABELS |= {"every": "Weeks", "more_rir": "More reps in reserve", "most_kg": "Most in kg", "most_lb": "Most in lb"}
NEW_LABELS = {"max_start_kg": "Max start load in kg", "max_start_lb": "Max start load in lb"}
NEW_LABELS |= {"interval_weeks": "Interval in weeks", "extra_rir": "Extra reps in reserve"}
NEW_LABELS |= {"tempo_step": "Tempo step in seconds", "max_lowering": "Max lowering in seconds"}
NEW_LABELS |= {"reps_over_range": "Reps over the range"}


def renamed(kind: str, item: dict[str, Any]) -> dict[str, Any]:
    names = NAMES.get(kind, {})
    item = {names.get(name, name): value for name, value in item.items()}
    if kind == "sources" and item.get("standing") == "house":
        item["standing"] = "own_rule"
    if item.get("poses"):
        item["poses"] = [renamed("poses", pose) for pose in item["poses"]]
    return item | {day: None for day in DAYS if item.get(day) == ""}


def rewrite(apps: Any, schema_editor: Any) -> None:
    def objects(name: str, app: str = "guide") -> Any:
        return apps.get_model(app, name).objects

    objects("source").filter(standing="house").update(standing="own_rule")
    for model in ("section", "variation"):
        for day in DAYS:
            objects(model).filter(**{day: ""}).update(**{day: None})
    rewrite_editions(objects("edition"))
    for row in objects("deleted").all():
        row.item = renamed(row.kind, row.item)
        row.save()
    for row in objects("publicationrequest").all():
        row.items = {key: item and renamed(key.partition("/")[0], item) for key, item in row.items.items()}
        row.save()
    for row in objects("upload").all():
        row.content = in_zip(bytes(row.content))
        row.save()
    rewrite_history(objects("logentry", "admin"))


def rewrite_editions(editions: Any) -> None:
    """One at a time, since each is as large as the guide."""
    for pk in list(editions.values_list("pk", flat=True)):
        snapshot = editions.values_list("snapshot", flat=True).get(pk=pk)
        snapshot = {kind: [renamed(kind, item) for item in items] for kind, items in snapshot.items()}
        text = json.dumps(snapshot, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        editions.filter(pk=pk).update(snapshot=snapshot, digest=hashlib.sha256(text.encode()).hexdigest())


def in_zip(content: bytes) -> bytes:
    """An uploaded zip with the keys of its files renamed. A file that is no YAML stays as it is: reading it says why."""
    file = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(file, "w", ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            with suppress(ValueError, yaml.YAMLError, AttributeError, TypeError):
                data = in_file(PurePosixPath(info.filename), data.decode()).encode()
            new.writestr(info, data)
    return file.getvalue()


def in_file(path: PurePosixPath, text: str) -> str:
    def dumped(data: Any) -> str:
        return yaml.safe_dump(data, sort_keys=False, allow_unicode=True)

    if path.suffix == ".md":
        _, front, body = text.split("---\n", 2)
        return f"---\n{dumped(renamed(path.parent.name, yaml.safe_load(front)))}---\n{body}"
    data = yaml.safe_load(text)
    return dumped(renamed("cover", data) if path.stem == "guide" else [renamed(path.stem, item) for item in data])


def rewrite_history(entries: Any) -> None:
    """The desk shows what changed by the labels of the fields."""
    entries = entries.filter(content_type__app_label="guide", change_message__startswith="[{")
    for entry in entries.select_related("content_type"):
        kind = entry.content_type.model
        changes = json.loads(entry.change_message)
        for told in (told for change in changes for told in change.values() if told.get("fields")):
            names = labels("poses" if told.get("name") == "pose" else kind if kind in NAMES else f"{kind}s")
            told["fields"] = [names.get(label, label) for label in told["fields"]]
        entry.change_message = json.dumps(changes, ensure_ascii=False)
        entry.save(update_fields=["change_message"])


def labels(kind: str) -> dict[str, str]:
    def label(name: str, own: dict[str, str]) -> str:
        return own.get(name, name.replace("_", " ").capitalize())

    return {label(old, OLD_LABELS): label(new, NEW_LABELS) for old, new in NAMES.get(kind, {}).items()}


class Migration(migrations.Migration):
    dependencies = [
        ("guide", "0026_field_names"),
    ]

    operations = [migrations.RunPython(rewrite, migrations.RunPython.noop)]
