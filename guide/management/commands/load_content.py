from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from guide.checks import Severity, check_snapshot
from guide.content_files.files import ImportPlan, InvalidContent, load_content, plan_import
from guide.editions.changes import pending_changes
from guide.editions.publishing import PublishError, publish
from guide.models import Edition


class Command(BaseCommand):
    help = "Load content files into the working copy: new items, and with --overwrite also items that differ."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", nargs="?", type=Path, default=Path(settings.CONTENT_DIR))
        parser.add_argument("--check", action="store_true", help="only report changes, and what the checks find")
        parser.add_argument("--overwrite", action="store_true", help="replace items that differ")
        parser.add_argument("--publish", action="store_true", help="publish the working copy afterwards")
        parser.add_argument("--if-none", action="store_true", help="do nothing if an edition exists")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._load(options)
        except DatabaseError as error:
            raise CommandError(f"Nothing was changed. The database reports an error: {error}") from error

    def _load(self, options: dict[str, Any]) -> None:
        if options["if_none"] and Edition.objects.exists():
            self.stdout.write("An edition exists. Nothing was loaded.")
            return
        try:
            plan = plan_import(options["folder"]) if options["check"] else None
            report = plan.comparison if plan else load_content(options["folder"], overwrite=options["overwrite"])
        except InvalidContent as error:
            raise CommandError("Nothing was changed. Fix these errors first:\n" + "\n".join(error.args)) from error
        for sentence in report.passed_over:
            self.stdout.write(sentence)
        would = "would be " if options["check"] else ""
        for key in report.different:
            outcome = f"{would}replaced" if options["overwrite"] else "kept as it is (use --overwrite to replace it)"
            self.stdout.write(f"{key} differs: {outcome}")
        for key in report.only_in_working_copy:
            self.stdout.write(f"{key} is only in the working copy: kept")
        self.stdout.write(
            f"{len(report.new)} {would}created, {len(report.different)} differ, {len(report.same)} the same."
        )
        if plan:
            self._report_findings(plan)
        elif options["publish"]:
            self._publish()

    def _report_findings(self, plan: ImportPlan) -> None:
        """Print what the checks find in the items of the files. Raise CommandError if it would stop a publication."""
        keys = {*plan.comparison.new, *plan.comparison.different, *plan.comparison.same}
        findings = [finding for finding in check_snapshot(plan.after) if finding.key in keys]
        errors = [str(finding) for finding in findings if finding.severity == Severity.ERROR]
        if errors:
            raise CommandError("Nothing was changed. These errors would stop a publication:\n" + "\n".join(errors))
        for finding in findings:
            self.stdout.write(f"{finding.severity}: {finding}")

    def _publish(self) -> None:
        if not pending_changes():
            self.stdout.write("Nothing to publish.")
            return
        first = not Edition.objects.exists()
        note = "First edition." if first else "Loaded from files."
        try:
            edition = publish(by="load_content", note=note, major=first)
        except PublishError as error:
            raise CommandError("Loaded, but not published:\n" + "\n".join(error.reasons)) from error
        self.stdout.write(f"{edition} is published.")
