from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from guide.checks import Severity, check_snapshot
from guide.editions.item_urls import edit_urls
from guide.models import Edition
from guide.models.snapshot import Snapshot, read_working_copy


class Command(BaseCommand):
    help = "Run all checks of publishing on the working copy or the current edition."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--live", action="store_true", help="check the current edition, not the working copy")
        parser.add_argument("--strict", action="store_true", help="fail on warnings too")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._check(self._snapshot(options["live"]), strict=options["strict"])
        except DatabaseError as error:
            raise CommandError(f"Nothing was checked. The database reports an error: {error}") from error

    def _snapshot(self, live: bool) -> Snapshot:
        edition = Edition.objects.current() if live else None
        if live and edition is None:
            raise CommandError("There is no edition yet.")
        return edition.snapshot if edition else read_working_copy()

    def _check(self, snapshot: Snapshot, *, strict: bool) -> None:
        findings = check_snapshot(snapshot)
        urls = edit_urls(finding.key for finding in findings)
        for finding in findings:
            self.stdout.write(f"{finding.severity}: {finding} {urls[finding.key]}")
        warnings = sum(finding.severity == Severity.WARNING for finding in findings)
        summary = f"{len(findings) - warnings} errors or gaps, {warnings} warnings."
        if len(findings) > (0 if strict else warnings):
            raise CommandError(summary)
        self.stdout.write(summary if findings else "Nothing found.")
