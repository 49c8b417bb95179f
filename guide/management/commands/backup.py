from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from guide.editions.backups import InvalidBackup, create_backup


class Command(BaseCommand):
    help = "Write the whole database to a file while it is in use, with proof of what it holds."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            proof = create_backup(connection.settings_dict, options["file"])
        except (InvalidBackup, OSError, sqlite3.Error) as error:
            raise CommandError(f"No backup was made. {error}") from error
        rows = sum(proof["rows"].values())
        self.stdout.write(f"{options['file']}: edition {proof['edition']}, {rows} rows in {len(proof['rows'])} tables.")
