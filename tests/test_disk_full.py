"""With a full or read-only disk, pages are served, and submitted values are shown again though not stored."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

from tests.databases import POSTGRES, ROOT, Database, load_content_into, new_database
from tests.serving import Server

pytestmark = pytest.mark.slow

# Root may write everywhere unless it drops that capability.
READ_ONLY = ["setpriv", "--bounding-set=-dac_override", "--inh-caps=-dac_override"] if os.getuid() == 0 else []


@pytest.fixture(scope="module")
def sqlite_template(request, tmp_path_factory):
    """A SQLite database with the content in it, whatever database the tests use."""
    if not POSTGRES:
        return request.getfixturevalue("template")
    database = Database(f"sqlite:///{tmp_path_factory.mktemp('sqlite')}/guide.sqlite3")
    load_content_into(database)
    return database


@pytest.fixture(scope="module", params=["full", "read-only"])
def results(request, sqlite_template, tmp_path_factory):
    folder = tmp_path_factory.mktemp("disk")
    shutil.copyfile(sqlite_template.name, folder / "guide.sqlite3")
    env = os.environ | {"DATABASE_URL": f"sqlite:///{folder}/guide.sqlite3", "DJANGO_SETTINGS_MODULE": "tests.settings"}
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


def test_full_disk_still_serves_readers(results):
    assert set(results["read"].values()) == {200}, results["read"]


def test_files_can_be_exported(results):
    assert set(results["exports"].values()) == {200}, results["exports"]


@pytest.mark.parametrize(
    ("what", "message"),
    [
        ("save", "cannot store anything at the moment"),
        ("publish", "cannot store anything at the moment"),
        ("feedback", "cannot store anything at the moment"),
    ],
)
def test_submitted_values_are_shown_again(results, what, message):
    assert results[what]["status"] == 503
    assert all(results[what]["shown"])
    assert message in results[what]["page"]


def test_login_explains_and_page_has_no_password(results):
    assert "cannot store anything at the moment" in results["login"]["page"]
    assert "correct horse" not in results["login"]["page"]


def test_nothing_is_stored_and_each_fault_is_logged(results):
    assert results["stored"] == [False, 1, 0]
    assert results["log"].count("The submitted data could not be stored") == 8


@pytest.fixture
def locked(template, tmp_path):
    """A folder with a read-only database in it."""
    folder = tmp_path / "locked"
    folder.mkdir()
    with new_database(folder, template) as database:
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
        report = urllib.request.Request(
            f"{server.address}/feedback/section/form/", b"verdict=wrong&text=Not+lost.", own
        )
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(report, timeout=5)
        page = refused.value.read().decode()
        assert refused.value.status == 503
        assert "Not lost." in page
        assert "cannot store anything at the moment" in page
        server.stop()
    assert "cannot be written. Reading works" in server.log


def test_unwritable_database_folder_stops_startup(tmp_path):
    env = Database(f"sqlite:///{tmp_path}/none/guide.sqlite3").env()
    done = subprocess.run([sys.executable, "manage.py", "migrate"], cwd=ROOT, env=env, capture_output=True, check=False)
    assert done.returncode == 1
    assert done.stderr.startswith(b"There is no database, and")
