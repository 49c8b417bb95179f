"""Publish every second, with the edition's number in places that pages show.

Prints a line per publication: its number, and when it went live by the monotonic clock. The last one is scheduled some
seconds ahead, by the clock of the database.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

import django

import tests.cluster.ahead  # noqa: F401  its clock is wrong too

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kickbacks.settings")
django.setup()

from django.db import Error, connection

from guide.editions.publishing import publish
from guide.models import Cover, Edition, Section
from guide.models.edition import database_now

LATER = 4
T = TypeVar("T")


def publish_once(live_at: datetime | None = None) -> int:
    number = Edition.objects.next_number()
    Cover.objects.update(name=f"Guide mark{number}mark")
    for section in Section.objects.all():
        title = section.title.partition(" mark")[0]
        Section.objects.filter(pk=section.pk).update(title=f"{title} mark{number}mark")
    return publish(by="cluster", note=f"Publication {number}.", live_at=live_at).number


def main(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begun = time.monotonic()
        print_line(retry(publish_once), time.monotonic())
        time.sleep(max(0, begun + 1 - time.monotonic()))
    due, live_at = retry(lambda: (time.monotonic() + LATER, database_now() + timedelta(seconds=LATER)))
    print_line(retry(lambda: publish_once(live_at)), max(due, time.monotonic()))


def retry(work: Callable[[], T]) -> T:
    """Retry until the database is available."""
    while True:
        try:
            return work()
        except Error:
            connection.close()
            time.sleep(0.2)


def print_line(number: int, at: float) -> None:
    sys.stdout.write(f"{number} {at}\n")
    sys.stdout.flush()


main(float(sys.argv[1]))
