from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from guide.checks import cached_coverage
from guide.editions.item_urls import edit_urls
from guide.editions.publishing import publish_problems
from guide.models import Edition
from guide.models.snapshot import ItemKey, read_working_copy


class Command(BaseCommand):
    help = "Check that the routine builder has an answer for every combination of answers."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--live", action="store_true", help="check the current edition, not the working copy")

    def handle(self, *args: Any, **options: Any) -> None:
        edition = Edition.objects.current() if options["live"] else None
        if options["live"] and edition is None:
            raise CommandError("There is no edition yet.")
        snapshot = edition.snapshot if edition else read_working_copy()
        if problems := publish_problems(snapshot):
            raise CommandError("Fix these errors first:\n" + "\n".join(problems))
        coverage = cached_coverage(snapshot)
        urls = edit_urls(ItemKey(issue.kind, issue.slug) for issue in coverage.issues)
        for issue in coverage.issues:
            key = ItemKey(issue.kind, issue.slug)
            self.stdout.write(f"{issue.category}: {key}: {issue.message} {urls[key]}")
        if coverage.blocking:
            raise CommandError(f"{len(coverage.blocking)} gaps or contradictions.")
        self.stdout.write(f"All {coverage.combinations:,} combinations have a valid answer.")
