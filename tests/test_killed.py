"""A program that saves and publishes without a pause is killed at random moments: nothing is ever half."""

from __future__ import annotations

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from guide.models.edition import digest_of

ROOT = Path(__file__).resolve().parent.parent
KILLS = 4
PROGRAM = """
from guide.models import Edition, Section
from guide.publishing import publish
while True:
    number = Edition.objects.next_number()
    Section.objects.filter(slug="form").update(title=f"Draft {number}")
    print("saved", number, flush=True)
    publish(by="tests", note=f"Publication {number}.")
    print("published", number, flush=True)
"""


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "guide.sqlite3"
    for args in (["migrate", "-v0"], ["load_content", "--publish"]):
        subprocess.run(
            [sys.executable, "manage.py", *args], cwd=ROOT, env=env_of(path), check=True, capture_output=True
        )
    return path


def env_of(path):
    return os.environ | {"DATABASE_URL": f"sqlite:///{path}", "DEBUG": "1"}


def run_and_kill(path, seconds):
    """What the program said that it had done before it was killed."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", PROGRAM]
    process = subprocess.Popen(command, cwd=ROOT, env=env_of(path), stdout=subprocess.PIPE, text=True)
    # The first publication of a process walks all routines, so the dice are thrown after it.
    first = process.stdout.readline() + process.stdout.readline()
    time.sleep(seconds)
    process.kill()
    return [line.split() for line in (first + process.communicate()[0]).splitlines()]


def test_every_edition_is_whole_and_every_saved_draft_is_there(file):
    dice, published = random.Random(20261124), {1}
    for _ in range(KILLS):
        said = run_and_kill(file, dice.uniform(0, 1.5))
        published |= {int(number) for word, number in said if word == "published"}
        drafted = max(int(number) for word, number in said if word == "saved")
        with closing(sqlite3.connect(file)) as database:
            editions = database.execute("SELECT number, digest, snapshot FROM guide_edition ORDER BY number").fetchall()
            (title,) = database.execute("SELECT title FROM guide_section WHERE slug = 'form'").fetchone()
            assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert [number for number, _, _ in editions] == list(range(1, len(editions) + 1))
        assert published <= {number for number, _, _ in editions}
        assert [number for number, digest, text in editions if digest_of(json.loads(text)) != digest] == []
        assert int(title.removeprefix("Draft ")) in (drafted, drafted + 1)
    assert len(published) > KILLS
