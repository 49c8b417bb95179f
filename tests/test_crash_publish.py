"""A program that saves and publishes continuously is killed at random moments: every edition is complete.

PUBLICATIONS=200 runs longer.
"""

from __future__ import annotations

import os
import random
import time

import pytest

from tests.databases import kill
from tests.editing import PROGRAM, number_in

pytestmark = pytest.mark.slow

PUBLICATIONS = int(os.environ.get("PUBLICATIONS", "15"))
NOT_AS_PUBLISHED = """
SELECT number FROM guide_edition WHERE number > 1 AND (
    CAST(snapshot AS text) NOT LIKE '%"Draft ' || number || '"%' OR CAST(snapshot AS text) LIKE '%What is note %'
)
"""


def run_and_kill(database, seconds):
    """Return what the program had confirmed before it was killed."""
    process = database.start("shell", "-v0", "-c", PROGRAM)
    # Starting takes longer than publishing, so the random wait begins after the first publication.
    output = process.stdout.readline() + process.stdout.readline()
    time.sleep(seconds)
    output += kill(process)
    database.wait_for_disconnects()
    return [line.split() for line in output.splitlines()]


def test_killed_publication_leaves_whole_editions_and_drafts(database):
    rng, editions, drafts = random.Random(20261124), database.editions(), {}
    while len(editions) <= PUBLICATIONS:
        before, output = editions, run_and_kill(database, rng.uniform(0, 1.5))
        published = {int(words[1]) for words in output if words[0] == "published"}
        drafts |= {words[2]: int(words[1]) for words in output if words[0] == "saved"}
        editions = database.editions()
        assert published
        assert published | before.keys() <= editions.keys()
        assert list(editions) == list(range(1, len(editions) + 1))
        assert {number: editions[number] for number in before} == before
        assert database.query(NOT_AS_PUBLISHED) == []
        found = {slug: number_in(title) for slug, title in database.query("SELECT slug, title FROM guide_question")}
        assert {slug: number for slug, number in drafts.items() if found[slug] < number} == {}
        ((title,),) = database.query("SELECT title FROM guide_section WHERE slug = 'form'")
        assert number_in(title) in (max(drafts.values()), max(drafts.values()) + 1)
