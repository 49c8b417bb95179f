"""A program that saves and publishes without a pause is killed at random moments: nothing is ever half.

PUBLICATIONS=200 goes on for longer.
"""

from __future__ import annotations

import os
import random
import time

from tests.databases import kill

PUBLICATIONS = int(os.environ.get("PUBLICATIONS", "30"))
PROGRAM = """
from guide.models import Edition, Question, Section
from guide.editions.publishing import publish
slugs = sorted(Question.objects.values_list("slug", flat=True))
while True:
    number = Edition.objects.next_number()
    slug = slugs[number % len(slugs)]
    Section.objects.filter(slug="form").update(title=f"Draft {number}")
    Question.objects.filter(slug=slug).update(title=f"What is note {number}?")
    print("saved", number, slug, flush=True)
    publish(by="tests", note=f"Publication {number}.", only=[("sections", "form")])
    print("published", number, flush=True)
"""
"""One draft of a section, which is published, and one of a question, which stays a draft."""
NOT_AS_PUBLISHED = """
SELECT number FROM guide_edition WHERE number > 1 AND (
    CAST(snapshot AS text) NOT LIKE '%"Draft ' || number || '"%' OR CAST(snapshot AS text) LIKE '%What is note %'
)
"""


def run_and_kill(database, seconds):
    """What the program said that it had done before it was killed."""
    process = database.start("shell", "-v0", "-c", PROGRAM)
    # To start takes longer than to publish, so the dice are thrown after the first publication.
    said = process.stdout.readline() + process.stdout.readline()
    time.sleep(seconds)
    said += kill(process)
    database.rest()
    return [line.split() for line in said.splitlines()]


def number_in(title):
    return int("".join(filter(str.isdigit, title)) or 0)


def test_every_edition_is_whole_and_every_saved_draft_is_there(database):
    dice, editions, drafts = random.Random(20261124), database.editions(), {}
    while len(editions) <= PUBLICATIONS:
        before, said = editions, run_and_kill(database, dice.uniform(0, 1.5))
        published = {int(words[1]) for words in said if words[0] == "published"}
        drafts |= {words[2]: int(words[1]) for words in said if words[0] == "saved"}
        editions = database.editions()
        assert published
        assert published | before.keys() <= editions.keys()
        assert list(editions) == list(range(1, len(editions) + 1))
        assert {number: editions[number] for number in before} == before
        assert database.ask(NOT_AS_PUBLISHED) == []
        found = {slug: number_in(title) for slug, title in database.ask("SELECT slug, title FROM guide_question")}
        assert {slug: number for slug, number in drafts.items() if found[slug] < number} == {}
        ((title,),) = database.ask("SELECT title FROM guide_section WHERE slug = 'form'")
        assert number_in(title) in (max(drafts.values()), max(drafts.values()) + 1)
