from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection

from guide.editions.backups import BackupError, restore_backup


class Command(BaseCommand):
    help = "Replace the whole database with a backup, in one transaction."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--yes", action="store_true", help="do not ask")

    def handle(self, *args: Any, **options: Any) -> None:
        question = f"Replace everything in {connection.settings_dict['NAME']} with {options['file']}? Type yes: "
        if not options["yes"] and input(question) != "yes":
            raise CommandError("Nothing was changed.")
        connection.close()
        try:
            restore_backup(connection.settings_dict, options["file"])
        except (BackupError, OSError, sqlite3.Error) as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"Restored {options['file']}.")
