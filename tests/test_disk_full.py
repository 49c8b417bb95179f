"""The disk is full, or may only be read: reading goes on, and what was sent is not stored but not lost either."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.databases import POSTGRES, ROOT, Database, made
from tests.serving import Server

READ_ONLY = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] if os.getuid() == 0 else []
"""Root may write everywhere, unless it gives that right away."""


@pytest.fixture(scope="module", params=["full", "read-only"])
def said(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("disk")
    env = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/guide.sqlite3", "DJANGO_SETTINGS_MODULE": "tests.settings"}
    for args in (["migrate", "-v0"], ["load_content", "--publish"]):
        command = [sys.executable, "manage.py", *args]
        subprocess.run(command, cwd=ROOT, env=env, check=True, capture_output=True)
    command = [
        *(READ_ONLY if request.param == "read-only" else []),
        sys.executable,
        "-m",
        "tests.disk_full_script",
        request.param,
    ]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, check=False)
    folder.chmod(0o755)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout) | {"log": done.stderr}


def test_reading_goes_on(said):
    assert set(said["read"].values()) == {200}, said["read"]


def test_files_can_be_taken_out(said):
    assert set(said["taken"].values()) == {200}, said["taken"]


@pytest.mark.parametrize("what", ["save", "publish", "tell"])
def test_what_was_sent_comes_back_with_what_to_do(said, what):
    assert said[what]["status"] == 503
    assert all(said[what]["kept"])
    assert "takes no writing just now" in said[what]["page"]


def test_who_logs_in_is_told_and_no_password_is_in_the_page(said):
    assert "takes no writing just now" in said["login"]["page"]
    assert "correct horse" not in said["login"]["page"]


def test_nothing_is_stored_and_the_log_has_each_fault(said):
    assert said["stored"] == [False, 1, 0]
    assert said["log"].count("The submitted data could not be stored") == 8


@pytest.fixture
def locked(template, tmp_path):
    """A folder with a database in it that may only be read."""
    folder = tmp_path / "locked"
    folder.mkdir()
    with made(folder, template) as database:
        folder.chmod(0o555)
        yield database
        folder.chmod(0o755)


@pytest.mark.skipif(POSTGRES, reason="PostgreSQL itself does not start where it may not write")
def test_read_only_disk_still_serves_readers(locked, tmp_path):
    with Server(locked, tmp_path, rights=READ_ONLY) as server:
        assert server.read()[0].startswith("1-")
        for path in (
            "/",
            "/routine/",
            "/search/?q=knee",
            "/healthz",
            "/readyz",
            "/feedback/section/form/",
            "/admin/login/",
        ):
            assert server.read(path)[1]
        own = {"Origin": server.address}
        told = urllib.request.Request(f"{server.address}/feedback/section/form/", b"verdict=wrong&text=Not+lost.", own)
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(told, timeout=5)
        page = refused.value.read().decode()
        assert refused.value.status == 503
        assert "Not lost." in page
        assert "takes no writing just now" in page
        server.stop()
    assert "takes no writing. Readers read on" in server.log


def test_where_no_database_can_be_made_the_start_says_so(tmp_path):
    env = Database(f"sqlite:///{tmp_path}/none/guide.sqlite3").env()
    done = subprocess.run([sys.executable, "manage.py", "migrate"], cwd=ROOT, env=env, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(b"There is no database, and none can be made")
