"""Run management commands, in this process or in a new one."""

from __future__ import annotations

import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from tests.databases import ROOT

STRONG = "k3y-" + "abcdefghijklmnopqrstuvwxyz0123456789" * 2


def manage(*args, **env):
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", *args],
        cwd=ROOT,
        env=inherited | env,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )


def command_output(command: str, *args: object) -> str:
    out = StringIO()
    call_command(command, *args, stdout=out)
    return out.getvalue()


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
