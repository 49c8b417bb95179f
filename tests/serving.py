"""The server as deployed: real processes on a free port."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from pathlib import Path

import pytest

from tests.databases import ROOT
from tests.server_command import GRANIAN


class Server:
    def __init__(self, database, folder, *, workers=1, rights=(), app="kickbacks.wsgi:application"):
        """`rights` is a command prefix that drops rights."""
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        own = {"HTTPS": "0", "DEBUG": "0", "SITE_URL": self.address, "LOG_REQUESTS": "0"}
        own |= {"SECRET_KEY": "serve-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ"}
        self.env = database.env(**own, DJANGO_SETTINGS_MODULE="kickbacks.settings")
        self._command = [*rights, *GRANIAN, "--port", str(self.port), "--workers", str(workers), app]
        self._log = folder / "server.log"

    @property
    def log(self):
        return self._log.read_text()

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *failure):
        kill_whole(self.process)
        sys.stdout.write(self.log)  # pytest shows it if the test fails

    def start(self):
        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                self._command, cwd=ROOT, env=self.env, stdout=log, stderr=log, start_new_session=True
            )
        return wait_until(lambda: self.read("/"))

    def stop(self):
        """Stop as systemd does: signal the main process, which stops its workers."""
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=20) == 0, self.log

    def read(self, path="/variations/cable/"):
        with urllib.request.urlopen(self.address + path, timeout=20) as answer:
            return answer.headers["Edition"], answer.read().decode()

    def workers(self):
        return children(self.process.pid)


def send_login(address: str) -> int:
    """Return the status of a login without a CSRF token: 403 if a thread is free."""
    try:
        with urllib.request.urlopen(address + "/admin/login/", data=b"username=a", timeout=20) as answer:
            return answer.status
    except urllib.error.HTTPError as error:
        return error.code


def children(process: int) -> set[int]:
    tasks = Path(f"/proc/{process}/task").iterdir()
    return {int(child) for task in tasks for child in (task / "children").read_text().split()}


def kill_whole(process):
    """Kill the server with its workers, which would otherwise go on without it."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def wait_until(found, seconds=60):
    """Wait until `found` returns something true; ignores OSError meanwhile."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if answer := found():
                return answer
        except OSError:
            pass
        time.sleep(0.05)
    pytest.fail(f"Not within {seconds} seconds.")
