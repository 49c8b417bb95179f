"""Fill a database with a multiple of the content, and time publications.

`python -m tests.bench.growth 10` fills an empty database with ten times the content and prints the number of items as
JSON. Without a number it publishes what is pending, or one changed text, and prints the seconds that this takes.
"""

from __future__ import annotations

import json
import os
import sys
from copy import deepcopy
from time import perf_counter, time
from typing import Any

from django.core.checks import run_checks

Snapshot = dict[str, list[dict[str, Any]]]
TITLED = ("sections", "variations", "mistakes", "questions")
# Kinds that are multiplied. The rest is the builder's rulebook, which has one row for each case.
MANY = (*TITLED, "sources", "synonyms")


def multiplied(snapshot: Snapshot, times: int) -> Snapshot:
    """Return each text `times` times under slugs of its own; relations of copies lead to the originals."""
    grown = snapshot | {"limits": []}
    for kind in MANY:
        copies = [copied(kind, item, turn) for turn in range(1, times) for item in snapshot[kind]]
        items = enumerate([*snapshot[kind], *copies], 1)
        grown[kind] = [item | {"position": position} for position, item in items]
    # Limits say of a copy what they say of the original.
    for limit in deepcopy(snapshot["limits"]):
        pairs = limit["variations"]
        copies = [pair | {"variation": f"{pair['variation']}-{turn}"} for turn in range(1, times) for pair in pairs]
        grown["limits"].append(limit | {"variations": pairs + copies})
    return grown


def copied(kind: str, item: dict[str, Any], turn: int) -> dict[str, Any]:
    # A source's code is a letter and a number; a word may be in one row of synonyms only; rows have a maximum length.
    slug = f"{item['slug']}9{turn:03}" if kind == "sources" else f"{item['slug']}-{turn}"
    copy = deepcopy(item) | {"slug": slug}
    if kind == "synonyms":
        copy["words"] = ", ".join(f"{word} {turn}" for word in item["words"].split(", ")[:40])
    if kind == "sections":
        copy["list_below"] = ""
    return copy | ({"title": f"{item['title']} {turn}"} if kind in TITLED else {})


def fill(times: int) -> dict[str, int]:
    """Load the multiplied guide."""
    from django.conf import settings
    from django.db import transaction

    from guide.content_files.files import ContentReader
    from guide.models.snapshot import KINDS
    from guide.models.snapshot_loader import SnapshotLoader

    draft = SnapshotLoader(multiplied(ContentReader(settings.CONTENT_DIR).snapshot, times), KINDS)
    if draft.faults:
        sys.exit("\n".join(map(str, draft.faults[:20])))
    with transaction.atomic():
        draft.save({(kind, item["slug"]) for kind, items in draft.serialize().items() for item in items})
    return {kind: len(draft.serialize()[kind]) for kind in ("variations", "questions")}


def time_publication() -> float:
    """Return the seconds of a publication: of the whole guide, or of one text once there is an edition."""
    from guide.editions.publishing import publish
    from guide.models import Edition, Section

    if Edition.objects.exists():
        Section.objects.filter(slug=Section.objects.first().slug).update(title=f"Renamed {time()}")
    run_checks()  # every management command does so first; it imports all pages
    started = perf_counter()
    publish(by="bench", note="The guide, grown.", major=True)
    return perf_counter() - started


if __name__ == "__main__":
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kickbacks.settings")
    django.setup()
    sys.stdout.write(json.dumps(fill(int(sys.argv[1])) if sys.argv[1:] else time_publication()))
