from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from guide.checks import Severity, check_snapshot
from guide.editions.item_urls import edit_urls
from guide.models import Edition
from guide.models.snapshot import Snapshot, read_working_copy


class Command(BaseCommand):
    help = "Look for everything that would stop a publication, or make it ask: in the working copy, or what is live."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--live", action="store_true", help="check the current edition, not the working copy")
        parser.add_argument("--strict", action="store_true", help="fail on warnings too")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._check(self._snapshot(options["live"]), strict=options["strict"])
        except DatabaseError as error:
            raise CommandError(f"Nothing was checked. The database does not answer as it should: {error}") from error

    def _snapshot(self, live: bool) -> Snapshot:
        edition = Edition.objects.current() if live else None
        if live and edition is None:
            raise CommandError("There is no edition yet.")
        return edition.snapshot if edition else read_working_copy()

    def _check(self, snapshot: Snapshot, *, strict: bool) -> None:
        found = check_snapshot(snapshot)
        urls = edit_urls(finding.key for finding in found)
        for finding in found:
            self.stdout.write(f"{finding.severity}: {finding} {urls[finding.key]}")
        warnings = sum(finding.severity == Severity.WARNING for finding in found)
        counted = f"{len(found) - warnings} errors or gaps, {warnings} warnings."
        if len(found) > (0 if strict else warnings):
            raise CommandError(counted)
        self.stdout.write(counted if found else "Nothing found.")
