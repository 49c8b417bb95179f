"""Publishes every second, each time with the edition's number in places that pages show.

Prints a line for each publication: its number, and when it was done by the clock that all processes share.
"""

from __future__ import annotations

import os
import sys
import time

import django

import tests.cluster.ahead  # noqa: F401  its clock is wrong too

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kickbacks.settings")
django.setup()

from django.db import Error, connection

from guide.models import Cover, Edition, Section
from guide.publishing import publish


def publish_once() -> int:
    number = Edition.objects.next_number()
    Cover.objects.update(name=f"Guide mark{number}mark")
    for section in Section.objects.all():
        title = section.title.partition(" mark")[0]
        Section.objects.filter(pk=section.pk).update(title=f"{title} mark{number}mark")
    return publish(by="cluster", note=f"Publication {number}.").number


def main(seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        begun = time.monotonic()
        try:
            number = publish_once()
            sys.stdout.write(f"{number} {time.monotonic()}\n")
            sys.stdout.flush()
        except Error:
            connection.close()
        time.sleep(max(0, begun + 1 - time.monotonic()))


main(float(sys.argv[1]))
