from __future__ import annotations

import re
import socket
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.commands import STRONG, manage

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize(
    ("key", "word"), [("", "missing"), ("short", "weak"), ("a" * 80, "weak"), ("django-insecure-" + STRONG, "weak")]
)
def test_weak_secret_key_stops_startup(key, word, tmp_path):
    result = manage("check", SECRET_KEY=key, SECRET_KEY_FILE=str(tmp_path / "none"))
    assert result.returncode == 1
    assert f"The secret key is {word}" in result.stderr
    assert result.stderr.count("\n") == 1


def test_debug_is_off_by_default():
    code = "from django.conf import settings; print(settings.DEBUG)"
    assert manage("shell", "-v0", "-c", code, SECRET_KEY=STRONG).stdout.strip() == "False"
    assert manage("shell", "-v0", "-c", code, DEBUG="1").stdout.strip() == "True"
    assert manage("check", DEBUG="perhaps").returncode != 0


def test_production_settings_pass_the_deployment_check():
    result = manage("check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=STRONG)
    assert result.returncode == 0, result.stderr


def test_make_creates_a_private_secret_key(tmp_path):
    keys = []
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "Makefile").write_text((ROOT / "Makefile").read_text())
        for _ in range(2):
            subprocess.run(["make", "-s", "var/secret-key", f"PYTHON={sys.executable}"], cwd=folder, check=True)
        key = folder / "var" / "secret-key"
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        keys.append(key.read_text().strip())
    assert keys[0] != keys[1]
    assert min(map(len, keys)) >= 50


def test_desk_address_is_configurable():
    code = "from django.urls import reverse; print(reverse('admin:index'))"
    assert manage("shell", "-v0", "-c", code, DEBUG="1", ADMIN_PATH="/desk/").stdout.strip() == "/desk/"


def test_unresponsive_database_times_out():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"postgres://nobody@127.0.0.1:{silent.getsockname()[1]}/nothing"
        result = manage("load_content", "--if-none", DEBUG="1", DATABASE_URL=address)
    assert "The database reports an error" in result.stderr


def test_no_migration_is_missing():
    assert manage("makemigrations", "--check", "--dry-run", DEBUG="1").returncode == 0


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt"])
def test_packages_are_pinned_with_hashes(name):
    text = re.sub(r"^ *#.*\n", "", (ROOT / name).read_text(), flags=re.MULTILINE)
    packages = text.replace("\\\n", " ").splitlines()
    assert len(packages) > 20
    assert [line for line in packages if not re.match(r"[a-z0-9-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_pins_satisfy_the_project_requirements():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    locked = (ROOT / "requirements-dev.txt").read_text()
    wanted = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    pinned = [pin.partition("[")[0] + "==" + pin.partition("==")[2] for pin in wanted if "[" in pin]
    pinned += [pin for pin in wanted if "[" not in pin]
    assert [pin for pin in pinned if f"\n{pin} " not in locked] == []


def test_new_database_is_readable_by_its_owner_only(tmp_path):
    file = tmp_path / "guide.sqlite3"
    code = f"""
from pathlib import Path
from django.db import connection
connection.cursor().execute("CREATE TABLE x (y)")
print(*sorted(f"{{p.name}} {{p.stat().st_mode & 0o777:o}}" for p in Path({str(tmp_path)!r}).iterdir()), sep=", ")
"""
    result = manage("shell", "-v0", "-c", code, DEBUG="1", DATABASE_URL=f"sqlite:///{file}")
    assert result.stdout.strip() == "guide.sqlite3 600, guide.sqlite3-shm 600, guide.sqlite3-wal 600", result.stderr
