"""Lists that two people reorder at once."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from guide.models import Section

pytestmark = pytest.mark.django_db


def list_data(page) -> dict[str, object]:
    """Return what a browser would send back from a list."""
    formset = page.context["cl"].formset
    data = {f"form-{name}_FORMS": formset.management_form[f"{name}_FORMS"].value() for name in ("TOTAL", "INITIAL")}
    data |= {form[name].html_name: form[name].value() for form in formset for name in ("id", "position")}
    data |= {form["position"].html_initial_name: form["position"].value() for form in formset}
    assert 'name="initial-form-0-position"' in page.content.decode()
    return data


def test_saving_positions_in_a_list_keeps_the_texts(as_editor):
    data = list_data(as_editor.get(reverse("admin:guide_section_changelist")))
    with CaptureQueriesContext(connection) as queries:
        as_editor.post(reverse("admin:guide_section_changelist"), data | {"form-0-position": 77, "_save": "Save"})
    updates = [q["sql"] for q in queries if q["sql"].startswith('UPDATE "guide_section"')]
    assert len(updates) == 1
    assert re.search(r'SET "position" = 77.0 WHERE', updates[0])
    assert Section.objects.filter(position=77).count() == 1


def test_stale_list_undoes_no_order(as_editor):
    url = reverse("admin:guide_section_changelist")
    page = list_data(as_editor.get(url))
    first, second, third, fourth = Section.objects.all()[:4]
    Section.objects.filter(pk=first.pk).update(position=3.5)
    Section.objects.filter(pk=second.pk).update(position=4.5)
    fourth_pk = fourth.pk
    fourth.delete()
    moved = {"form-1-position": "60", "form-2-position": "70", "form-3-position": "80", "form-4-position": "x"}
    response = as_editor.post(url, page | moved | {"_save": "Save"}, follow=True)
    told = " ".join(map(str, response.context["messages"]))
    assert {row.pk: row.position for row in (first, second, third) if row.refresh_from_db() is None} == {
        first.pk: 3.5,  # moved by a colleague only
        second.pk: 4.5,  # by both: theirs stays, and mine is told
        third.pk: 70,
    }
    for words in ("keeps position 4.5", "Yours was 60", "position 80", "“x”"):
        assert words in told
    assert not Section.objects.filter(pk=fourth_pk).exists()
