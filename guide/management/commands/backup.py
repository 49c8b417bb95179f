from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from guide.editions.backups import BackupError, create_backup


class Command(BaseCommand):
    help = "Back up the whole database to a file, with its checksum beside it. The database may be in use."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            create_backup(connection.settings_dict, options["file"])
        except (BackupError, OSError, sqlite3.Error) as error:
            raise CommandError(f"No backup was made. {error}") from error
        self.stdout.write(f"{options['file']}: {options['file'].stat().st_size:,} bytes.")
