from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

from guide.models import Edition
from guide.models.snapshot import KINDS, take
from guide.publishing import coverage_of, problems
from guide.routine import Finding


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
        for finding in coverage.findings:
            self.stdout.write(self._line(finding))
        if coverage.blocking:
            raise CommandError(f"{len(coverage.blocking)} gaps or contradictions.")
        self.stdout.write(f"All {coverage.combinations:,} combinations have an answer within the facts and the caps.")

    def _line(self, finding: Finding) -> str:
        model = KINDS[finding.kind]
        row = model.objects.filter(slug=finding.slug).values_list("pk", flat=True).first()
        address = reverse(f"admin:guide_{model._meta.model_name}_change", args=[row]) if row else ""
        return f"{finding.sort}: {model._meta.verbose_name} {finding.slug}: {finding.message} {address}".strip()
