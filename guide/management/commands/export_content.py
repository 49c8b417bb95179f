from __future__ import annotations

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import DatabaseError

from guide.content_files.files import write_content
from guide.models import Edition
from guide.models.snapshot import read_working_copy


class Command(BaseCommand):
    help = "Write the current edition or the working copy to a folder of content files."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--working-copy", action="store_true", help="write the working copy, published or not")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            self._export(options)
        except DatabaseError as error:
            raise CommandError(f"Nothing was written. The database reports an error: {error}") from error

    def _export(self, options: dict[str, Any]) -> None:
        edition = None if options["working_copy"] else Edition.objects.current()
        if edition is None and not options["working_copy"]:
            raise CommandError("There is no edition yet. Publish one, or use --working-copy.")
        try:
            paths = write_content(edition.snapshot if edition else read_working_copy(), options["folder"])
        except OSError as error:
            raise CommandError(f"{options['folder']} cannot be written: {error.strerror}.") from error
        self.stdout.write(f"{len(paths)} files written to {options['folder']}.")
