"""The form with the answers from the address filled in."""

from __future__ import annotations

import re

import pytest

pytestmark = pytest.mark.django_db
ANSWERS = "aim=hypertrophy&experience=intermediate&equipment=cable&weeks=12"


def test_edit_answers(client):
    text = client.get(f"/routine/edit/?{ANSWERS}").content.decode()
    checked = re.findall(r'name="(\w+)" value="(\w+)"[^>]*checked', text)
    assert checked[:3] == [("aim", "hypertrophy"), ("experience", "intermediate"), ("equipment", "cable")]
    assert ("weeks", "12") in checked
    assert 'action="/routine/"' in text
    assert "answer-title" not in text
    assert 'rel="canonical" href="http://testserver/routine/"' in text


def test_answer_has_its_questions_beside_it(client):
    text = client.get(f"/routine/?{ANSWERS}").content.decode()
    form = re.search(r'<form[^>]* id="change">.*?</form>', text, re.DOTALL)[0]
    checked = re.findall(r'name="(\w+)" value="(\w+)"[^>]*checked', form)
    assert checked == [("aim", "hypertrophy"), ("experience", "intermediate"), ("equipment", "cable")]
    assert '<input type="hidden" name="weeks" value="12">' in form
    assert re.search(r'<a href="/routine/edit/\?aim=hypertrophy[^"]*weeks=12[^"]*"', form)


def test_invalid_answers_are_reported_and_kept(client):
    text = client.get("/routine/edit/?aim=x&days=99").content.decode()
    assert "There is a problem" in text
    assert 'value="99"' in text


def test_empty_builder_and_post_refused(client):
    text = client.get("/routine/edit/").content.decode()
    assert not re.search(r'value="[^"]+"[^>]*checked', text)
    assert client.post("/routine/edit/").status_code == 405


def test_htmx_gets_the_fragment(client):
    text = client.get(f"/routine/edit/?{ANSWERS}", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in text
    assert "Change your answers</h2>" in text
