"""Pages of a guide with many times the content."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from guide.editions.publishing import publish
from guide.models.snapshot import items_by_key, read_working_copy, write_rows
from guide.read_model import guide as read_model
from guide.views.pages import MAX_RELATED
from tests.bench.growth import multiplied

pytestmark = pytest.mark.django_db


@pytest.fixture
def large_guide():
    before, after = items_by_key(read_working_copy()), multiplied(read_working_copy(), 4)
    write_rows(after, [key for key, item in items_by_key(after).items() if item != before.get(key)])
    publish(by="ada", note="Four times the content.")
    return read_model.current_guide()


def linked_questions(client, question):
    html = client.get(f"/questions/{question.slug}/").content.decode()
    return re.findall(r'<li><a href="/questions/([\w-]+)/">', html)


def test_question_links_to_its_neighbours(client, large_guide):
    (largest, _), *_ = Counter(question.topic for question in large_guide.questions).most_common()
    topic = [question for question in large_guide.questions if question.topic == largest]
    slugs = [question.slug for question in topic]
    assert len(topic) > 2 * MAX_RELATED
    half = MAX_RELATED // 2
    assert linked_questions(client, topic[0]) == slugs[1 : MAX_RELATED + 1]
    assert linked_questions(client, topic[9]) == [*slugs[9 - half : 9], *slugs[10 : 10 + half]]
    assert linked_questions(client, topic[-1]) == slugs[-MAX_RELATED - 1 : -1]


def test_question_of_a_short_topic_links_to_all_of_it(client, guide):
    for question in guide.questions:
        others = [row.slug for row in guide.questions if row.topic == question.topic and row.slug != question.slug]
        if len(others) <= MAX_RELATED:
            assert linked_questions(client, question) == others
