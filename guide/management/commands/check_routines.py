from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guide.checks import coverage_of
from guide.editions.item_urls import form_urls
from guide.editions.publishing import problems
from guide.models import Edition
from guide.models.snapshot import Key, take


class Command(BaseCommand):
    help = "Prove that the routine builder has an answer for every combination: of the working copy, or what is live."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--live", action="store_true", help="check the current edition, not the working copy")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = Edition.objects.current() if options["live"] else None
        if options["live"] and edition is None:
            raise CommandError("There is no edition yet.")
        snapshot = edition.snapshot if edition else take()
        if found := problems(snapshot):
            raise CommandError("Mend these first:\n" + "\n".join(found))
        coverage = coverage_of(snapshot)
        urls = form_urls(Key(finding.kind, finding.slug) for finding in coverage.findings)
        for finding in coverage.findings:
            key = Key(finding.kind, finding.slug)
            self.stdout.write(f"{finding.sort}: {key}: {finding.message} {urls[key]}")
        if coverage.blocking:
            raise CommandError(f"{len(coverage.blocking)} gaps or contradictions.")
        self.stdout.write(f"All {coverage.combinations:,} combinations have an answer within the facts and the caps.")
