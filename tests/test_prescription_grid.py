from __future__ import annotations

import pytest
from django.contrib.admin.models import LogEntry

from guide.models import Prescription, Version

pytestmark = pytest.mark.django_db
GRID = "/admin/prescriptions/grid/"


def opened_form(client):
    return shown_form(client.get(GRID))


def shown_form(response):
    formset = response.context["formset"]
    forms = [formset.management_form, *formset.forms]
    return {bound.html_name: bound.value() for form in forms for bound in form if bound.value() is not None}


def number_of(data, row):
    return next(
        name.split("-")[1] for name, value in data.items() if name.endswith("-id") and str(value) == str(row.pk)
    )


def save(client, data, **changes):
    """Save the grid with changes such as `M01_rest="30-45"`."""
    for name, value in changes.items():
        slug, _, field = name.partition("_")
        data |= {f"form-{number_of(data, Prescription.objects.get(slug=slug))}-{field}": value}
    return client.post(GRID, data, follow=True)


def rest_of(slug):
    return str(Prescription.objects.get(slug=slug).rest)


def test_all_are_on_one_page_and_saved_at_once(as_editor):
    data = opened_form(as_editor)
    assert data["form-TOTAL_FORMS"] == Prescription.objects.count()
    response = save(as_editor, data, M01_rest="35-50", M02_rest="40-55")
    assert "Saved as drafts: M01, M02." in response.content.decode()
    assert (rest_of("M01"), rest_of("M02")) == ("35-50", "40-55")
    assert LogEntry.objects.count() == 2
    assert Version.objects.filter(by="ada", kind="prescriptions").count() == 2
    assert "Nothing was changed." in save(as_editor, opened_form(as_editor)).content.decode()


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"M01_rest": "soon"}, "soon"),
        ({"M01_reps": "1-2"}, "1-2 is outside"),
        ({"M01_progression": "P99"}, "“P99” is not the code"),
        ({"M01_sets": ""}, "This field is required"),
    ],
)
def test_faulty_row_saves_nothing_and_keeps_what_was_typed(as_editor, changes, message):
    response = save(as_editor, opened_form(as_editor), M02_rest="40-55", **changes)
    text = response.content.decode()
    assert message in text
    assert "Nothing was saved." in text
    assert all(f'value="{value}"' in text for value in ("40-55", *filter(None, changes.values())))
    assert rest_of("M02") != "40-55"


def test_rows_of_a_colleague_are_kept(as_editor):
    data = opened_form(as_editor)
    Prescription.objects.filter(slug="M02").update(rest="30-90")
    save(as_editor, data, M01_rest="35-50")
    assert (rest_of("M01"), rest_of("M02")) == ("35-50", "30-90")


def test_number_that_a_colleague_changed_is_asked_about(as_editor):
    data = opened_form(as_editor)
    Prescription.objects.filter(slug="M01").update(rest="30-90")
    response = save(as_editor, data, M01_rest="35-50")
    assert "Somebody wrote 30-90 meanwhile. Save again to keep yours." in response.content.decode()
    assert rest_of("M01") == "30-90"
    save(as_editor, shown_form(response))
    assert rest_of("M01") == "35-50"


def test_number_of_a_colleague_is_kept_when_a_refused_page_is_saved_again(as_editor):
    data = opened_form(as_editor)
    Prescription.objects.filter(slug="M02").update(rest="30-90")
    save(as_editor, shown_form(save(as_editor, data, M01_rest="soon")), M01_rest="35-50")
    assert (rest_of("M01"), rest_of("M02")) == ("35-50", "30-90")


@pytest.mark.parametrize("rest", ["35-50", "soon"])
def test_row_that_a_colleague_deleted_does_not_stop_the_others(as_editor, rest):
    data = opened_form(as_editor)
    Prescription.objects.get(slug="M02").delete()
    text = save(as_editor, data, M01_rest=rest).content.decode()
    expected = "somebody deleted its prescription" if rest == "35-50" else "Deleted by somebody"
    assert expected in text
    assert (rest_of("M01") == "35-50") is (rest == "35-50")


def test_grid_adds_no_row(as_editor):
    data = opened_form(as_editor)
    before = Prescription.objects.count()
    assert save(as_editor, data | {"form-TOTAL_FORMS": before + 1, f"form-{before}-sets": "2"}).status_code == 200
    assert Prescription.objects.count() == before
