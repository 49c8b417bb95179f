"""The server as it is deployed: real processes, on a database of their own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture
def port():
    with socket.create_server(("127.0.0.1", 0)) as free:
        return free.getsockname()[1]


@pytest.fixture
def env(tmp_path, port):
    own = {"HTTPS": "0", "SITE_URL": f"http://127.0.0.1:{port}", "DATABASE_URL": f"sqlite:///{tmp_path}/guide.sqlite3"}
    own |= {"LOG_REQUESTS": "0", "SECRET_KEY": "serve-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ", "DEBUG": "0"}
    return os.environ | own | {"DJANGO_SETTINGS_MODULE": "kickbacks.settings"}


@pytest.fixture
def server(env, port):
    for args in (["migrate", "-v0"], ["load_content", "--publish"]):
        subprocess.run([sys.executable, "manage.py", *args], cwd=ROOT, env=env, check=True, stdout=subprocess.DEVNULL)
    command = [sys.executable, "-m", "kickbacks.serve", "--port", str(port), "--workers", "2"]
    process = subprocess.Popen(command, cwd=ROOT, env=env, start_new_session=True)
    yield process
    os.killpg(process.pid, signal.SIGTERM)
    assert process.wait(timeout=20) == 0


def read(port, path="/variations/cable/"):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=5) as answer:
        return answer.headers["Edition"], answer.read().decode()


def until(found, seconds=30):
    """Wait until something is found, whatever is in the way before."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            if answer := found():
                return answer
        except OSError:
            pass
        time.sleep(0.05)
    pytest.fail(f"Not within {seconds} seconds.")


def workers(server) -> set[str]:
    tasks = Path(f"/proc/{server.pid}/task").iterdir()
    return {child for task in tasks for child in (task / "children").read_text().split()}


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks into /proc")
def test_readers_read_on_when_a_worker_dies_and_another_takes_its_place(server, port):
    edition, page = until(lambda: read(port))
    assert edition.startswith("1-")
    assert "Cable kickback" in page
    before = workers(server)
    assert len(before) == 2
    os.kill(int(min(before)), signal.SIGKILL)
    until(lambda: len(workers(server) - before) == 1)
    for _ in range(20):
        assert until(lambda: read(port)) == (edition, page)


PUBLISH_AND_READ = """
import os
import urllib.request
from guide.models import Section
from guide.publishing import publish

Section.objects.filter(slug="form").update(title="A new name for form")
publish(by="tests", note="A new name for a section.")
address = os.environ["SITE_URL"] + "/guide/form/"
print(all(b"A new name for form" in urllib.request.urlopen(address).read() for _ in range(20)))
"""


def test_an_edition_that_another_process_publishes_is_seen_by_the_next_request_in_every_worker(server, port, env):
    until(lambda: read(port))
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", PUBLISH_AND_READ]
    out = subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True, text=True).stdout
    assert out.split()[-1] == "True"
