"""Gives the groups of the desk their rights over models, from within migrations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

ACTIONS = ("add", "change", "delete", "view")


def grant(apps: Any, groups: Iterable[str], models: Iterable[str], actions: Iterable[str] = ACTIONS) -> None:
    """Let each group do these actions with these models, named in small letters."""
    for model in models:
        words = apps.get_model("guide", model)._meta.verbose_name
        rights = [right(apps, model, f"{action}_{model}", f"Can {action} {words}") for action in actions]
        for group in groups:
            group_of(apps, group).permissions.add(*rights)


def group_of(apps: Any, name: str) -> Any:
    return apps.get_model("auth", "Group").objects.get_or_create(name=name)[0]


def right(apps: Any, model: str, codename: str, words: str, app: str = "guide") -> Any:
    """The permission, made here because Django makes it only after all migrations have run."""
    content_types = apps.get_model("contenttypes", "ContentType").objects
    content_type, _ = content_types.get_or_create(app_label=app, model=model)
    permissions = apps.get_model("auth", "Permission").objects
    return permissions.get_or_create(content_type=content_type, codename=codename, defaults={"name": words})[0]
