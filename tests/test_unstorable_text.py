"""Text that a database cannot store, in every way in: addresses, forms of the desk, the builder, feedback."""

from __future__ import annotations

import pytest
from django.db import models

from guide.models import Report
from guide.models.snapshot import MODELS
from tests.desk import initial_data
from tests.desk_addresses import address
from tests.pages import GOOD

pytestmark = pytest.mark.django_db
NUMBER = "9" * 6_000
# NUL, half of a character in UTF-8, in CESU-8 and as an escape, a number that no column holds, one that Python refuses.
UNSTORABLE = ["%00", "a%00b", "%ED%A0%BD", "%ED%A0%BD%ED%B2%AA", "%5Cud83d", "9" * 20, NUMBER, f"-{NUMBER}", "1e999"]
LISTS = ["audit_log", "changes", "trash", "auth_user_changelist", "guide_report_changelist"]
LISTS += ["guide_section_changelist", "guide_prescription_changelist", "guide_edition_changelist"]
PARAMETERS = ["q", "p", "o", "page", "state", "id", "pk__exact", "position__gt", "slug__startswith", "e", "only"]


@pytest.fixture
def as_superuser(client, make_user):
    client.force_login(make_user("Publishers", name="root", is_superuser=True))
    return client


@pytest.mark.slow
@pytest.mark.usefixtures("example_rows", "cached_status")
@pytest.mark.parametrize("name", LISTS)
def test_lists_of_the_desk_answer_any_parameter(as_superuser, name):
    for value in UNSTORABLE:
        for parameter in PARAMETERS:
            response = as_superuser.get(f"{address(name)}?{parameter}={value}")
            assert response.status_code in (200, 302, 400, 404), (parameter, value[:20])


@pytest.mark.usefixtures("example_rows", "cached_status")
@pytest.mark.parametrize("value", UNSTORABLE, ids=lambda value: value[:12])
def test_addresses_of_the_desk_answer_any_number_or_name(as_superuser, value):
    for path in (
        *(f"guide/section/{value}/{page}/" for page in ("change", "delete", "history")),
        *(f"guide/edition/{value}/change/", f"auth/user/{value}/change/", f"auth/user/{value}/password/"),
        f"import-export/{value}/",
        f"r/{value}/{value}/",
        f"autocomplete/?app_label=guide&model_name=audience&field_name=variation&term={value}",
        f"autocomplete/?app_label={value}&model_name={value}&field_name={value}&term=a",
        f"audit-log/?by={value}&verb={value}&since={value}",
        f"login/?next={value}",
        f"changes/?from={value}&to={value}",
    ):
        assert as_superuser.get(f"/admin/{path}", follow=True).status_code in (200, 400, 403, 404), path[:60]


@pytest.mark.parametrize("value", UNSTORABLE, ids=lambda value: value[:12])
def test_readers_pages_answer_any_value(client, value):
    for path in (
        *(f"routine/?{GOOD}&{name}={value}" for name in ("aim", "days", "load", "minutes", "history", "variation")),
        *(f"routine.{form}?{GOOD}&left={value}&right={value}" for form in ("json", "txt", "md", "ics")),
        f"routine.ics?{GOOD}&on={value}&start={value}&at={value}&changed={value}",
        f"guide/{value}/",
        f"variations/{value}/",
        f"questions/{value}/",
        f"feedback/section/{value}/",
        f"feedback/{value}/form/",
        f"feedback/section/form/?anchor={value}&edition={value}",
        f"search/?q={value}",
        f"variations/?equipment={value}&tempo={value}",
        f"p/{value}/",
        f"preview/{value}/",
    ):
        assert client.get(f"/{path}").status_code in (200, 302, 400, 404), path[:60]


@pytest.mark.parametrize("text", ["a\0b", "\0", NUMBER * 2, "\ud83d".encode("utf-8", "surrogatepass")])
@pytest.mark.parametrize("name", ["text", "verdict", "anchor", "edition", "website"])
def test_feedback_is_stored_or_told(client, name, text):
    data = {"verdict": "wrong", "text": "Too short.", "anchor": "a", "edition": "1"} | {name: text}
    assert client.post("/feedback/section/form/", data, follow=True).status_code in (200, 400)
    assert not any("\0" in report.text + report.anchor for report in Report.objects.all())


@pytest.mark.usefixtures("cached_status")
@pytest.mark.parametrize("model", [model for model in MODELS if model.kind != "cover"])
def test_forms_of_the_desk_tell_the_field(as_superuser, model):
    """A NUL is told by the field's name, and a long number beside the field."""
    fields = [field for field in model.content_fields() if not field.choices]
    texts = [field.name for field in fields if isinstance(field, models.CharField | models.TextField)]
    numbers = ["position", *(field.name for field in fields if isinstance(field, models.IntegerField))]
    url = f"/admin/guide/{model._meta.model_name}/{model.objects.first().pk}/change/"
    told = as_superuser.post(url, dict.fromkeys([*texts, "slug"], "a\0b"))
    assert told.status_code == 400
    assert [name for name in [*texts, "slug"] if name not in told.content.decode()] == []
    response = as_superuser.post(url, initial_data(as_superuser.get(url)) | dict.fromkeys(numbers, NUMBER))
    errors = response.context["adminform"].form.errors
    assert [name for name in numbers if name not in errors] == []


@pytest.mark.parametrize("value", ["a\0b", NUMBER])
def test_login_is_refused_without_an_error(client, value):
    response = client.post("/admin/login/", {"username": value, "password": value, "next": value})
    assert response.status_code in (200, 400)
    assert not response.wsgi_request.user.is_authenticated
