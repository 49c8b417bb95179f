"""Lists of the desk: search, filters and autocomplete fields."""

from __future__ import annotations

from itertools import pairwise

import pytest
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.urls import reverse

from guide.admin.items.base import AUTOCOMPLETE_KINDS
from guide.editions.changes import pending_changes
from guide.models import Equipment, Question, Section, Variation
from guide.models.fields import position_between
from guide.models.snapshot import MODELS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


def listed(client, model, **query) -> set[str]:
    url = reverse(f"admin:guide_{model._meta.model_name}_changelist", query=query)
    return {row.slug for row in client.get(url).context["cl"].queryset}


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.kind)
def test_every_list_can_be_searched(as_editor, model):
    row = model.objects.last()
    assert row.slug in listed(as_editor, model, q=row.slug)
    assert listed(as_editor, model, q="zzzznothing") == set()


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.kind)
def test_every_list_filter_works(as_editor, cached_status, model):
    url = reverse(f"admin:guide_{model._meta.model_name}_changelist")
    changes = as_editor.get(url).context["cl"]
    for spec in changes.filter_specs:
        for choice in list(spec.choices(changes)):
            assert as_editor.get(url + choice["query_string"]).status_code == 200, (spec.title, choice)


def test_variation_list_filters_by_equipment_and_ability(as_editor):
    kit = Equipment.objects.get(slug="band")
    assert listed(as_editor, Variation, equipment__id__exact=kit.pk) == {"band", "band-knees"}
    weighted = set(Equipment.objects.filter(weighted=True).values_list("slug", flat=True))
    assert listed(as_editor, Equipment, weighted__exact=1) == weighted


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.kind)
def test_many_to_many_fields_use_autocomplete(as_editor, model, rf):
    request = rf.get("/")
    request.user = as_editor.get("/admin/").wsgi_request.user
    own = admin.site.get_model_admin(model)
    for form in [own.get_form(request), *(found.form for found, _ in own.get_formsets_with_inlines(request))]:
        for name, field in form.base_fields.items():
            related = getattr(getattr(field, "queryset", None), "model", None)
            if related and name != getattr(form._meta.model, "parent", None):
                picked = isinstance(getattr(field.widget, "widget", field.widget), AutocompleteSelect)
                assert picked == (related.kind in AUTOCOMPLETE_KINDS), name


def test_autocomplete_is_for_editors_only(client, make_user):
    url = reverse("admin:autocomplete")
    query = {"app_label": "guide", "model_name": "variation", "field_name": "easier", "term": "dumb"}
    assert client.get(url, query).status_code == 302
    client.force_login(make_user(name="bare"))
    assert client.get(url, query).status_code == 403
    client.force_login(make_user("Editors", name="grace"))
    assert [found["text"] for found in client.get(url, query).json()["results"]] == ["Dumbbell kickback"]
    assert client.get(url, query | {"term": "zzzz"}).json()["results"] == []


def test_moving_one_row_changes_one_position(as_editor):
    assert [position_between(*pair) for pair in [(2, 5), (2, 3), (2, 2.5), (0, 1), (7, None)]] == [4, 2.5, 2.2, 0.5, 8]
    Section.objects.filter(slug="form").update(position=2.5)
    assert [change.key.slug for change in pending_changes()] == ["form"]
    assert Section.objects.get(slug="form").serialize()["position"] == 2.5


def test_new_item_goes_last_of_its_topic(as_editor):
    topics = list(Question.objects.values_list("topic", flat=True))
    topic = next(topic for topic, following in pairwise(topics) if topic != following)
    sent = {"slug": "new", "title": "New?", "topic": topic, "body": "Yes.", "position": ""}
    as_editor.post(reverse("admin:guide_question_add"), sent)
    same = [question.slug for question in Question.objects.filter(topic=topic)]
    assert same[-1] == "new"
    assert list(Question.objects.values_list("topic", flat=True)).index(topic) == topics.index(topic)
