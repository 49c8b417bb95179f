"""Every desk address requested as every role."""

from __future__ import annotations

from copy import copy

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.db import transaction

from tests.desk_addresses import ADDRESSES, EVERYWHERE, address
from tests.permissions_table import TABLE

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
ROLES = {"n": "nobody", "r": "reader", "s": "", "E": "Editors", "P": "Publishers", "A": "Administrators"}


PREVIEWS = sorted({route for _, route in EVERYWHERE if route.startswith("preview/")})


def is_allowed(response) -> bool:
    """Whether access was granted; 405 counts as refused."""
    to_login = response.status_code == 302 and "/admin/login/" in response["Location"]
    return response.status_code not in (403, 404, 405) and not to_login


def test_table_lists_every_admin_address():
    assert set(ADDRESSES) - set(TABLE) == set()
    assert set(TABLE) - set(ADDRESSES) == set()


@pytest.mark.parametrize("letter", ROLES)
@pytest.mark.parametrize("method", ["get", "post"])
def test_each_role_may_do_what_the_table_says(client, make_user, example_rows, cached_status, letter, method):
    group = ROLES[letter] if letter in "EPA" else None
    user = make_user(group, is_staff=letter != "r") if letter != "n" else None
    column = 0 if method == "get" else 1
    wrong = {}
    if user:
        client.force_login(user)
    cookies = client.cookies
    for name, who in TABLE.items():
        client.cookies = copy(cookies)  # one of the pages logs out
        before = transaction.savepoint()
        response = getattr(client, method)(address(name))
        transaction.savepoint_rollback(before)
        if is_allowed(response) != (letter in who.split()[column]):
            wrong[name] = (who, response.status_code)
    assert wrong == {}


@pytest.mark.parametrize("letter", ROLES)
def test_bulk_delete_needs_the_same_right_as_delete(client, make_user, example_rows, cached_status, letter):
    if letter != "n":
        client.force_login(make_user(ROLES[letter] if letter in "EPA" else None, is_staff=letter != "r"))
    wrong = {}
    for model in admin.site._registry:
        name = f"{model._meta.app_label}_{model._meta.model_name}"
        sent = {"action": "delete_selected", "_selected_action": model._default_manager.order_by("pk").last().pk}
        response = client.post(address(f"{name}_changelist"), sent)
        offered = "deletable_objects" in (response.context or {})
        if offered != (letter in TABLE[f"{name}_delete"].split()[1]):
            wrong[name] = response.status_code
    assert wrong == {}


@pytest.mark.parametrize("letter", ROLES)
def test_preview_needs_an_editor_and_is_read_only(client, make_user, example_rows, letter):
    if letter != "n":
        client.force_login(make_user(ROLES[letter] if letter in "EPA" else None, is_staff=letter != "r"))
    parts = {"<int:number>": "1", "<path:rest>": "about/", "<str:token>": "forged", "<str:kind>": "section"}
    parts |= {"<slug:kind>": "variations", "<slug:version>": "0", "questions/<slug:slug>": "questions/how-high"}
    parts |= {"variations/<slug:slug>": "variations/band", "<slug:slug>": "form"}
    seen = {}
    # A Publisher previews by the right that an Editor has, and each page of a preview takes its time.
    for route in PREVIEWS[:: 5 if letter == "P" else 1]:
        url = f"/{route}"
        for part, value in parts.items():
            url = url.replace(part, value)
        assert "<" not in url, f"say in parts what {route} needs"
        seen[url] = (is_allowed(client.get(url)), is_allowed(client.post(url)))
    assert {url for url, (_, posted) in seen.items() if posted} == set()
    alive = {"/preview/healthz", "/preview/readyz"}  # these show nothing of the guide
    assert bool({url for url, (read, _) in seen.items() if read} - alive) == (letter in "EP")
    assert not seen.get("/preview/shared/forged/about/", (False, False))[0]


def test_roles_have_no_extra_permissions():
    rights = {
        group.name: {
            f"{app}.{code}" for app, code in group.permissions.values_list("content_type__app_label", "codename")
        }
        for group in Group.objects.all()
    }
    assert rights["Publishers"] - rights["Editors"] == {"guide.publish_edition", "guide.restore_edition"}
    assert rights["Editors"] - rights["Publishers"] == set()
    users = {"auth.view_user", "auth.add_user", "auth.change_user"}
    assert rights["Administrators"] == {*users, "admin.view_logentry"}
    assert {right for right in rights["Editors"] if not right.startswith("guide.")} == {"admin.view_logentry"}


@pytest.fixture
def as_administrator(client, make_user):
    client.force_login(make_user("Administrators", name="hedy"))
    return client


def account_data(**changes) -> dict[str, object]:
    fields = {"username": "new", "password1": "correct horse battery", "password2": "correct horse battery"}
    return fields | {"usable_password": "true", "is_staff": "on"} | changes


def test_administrator_creates_an_account_with_a_role(as_administrator):
    editors = Group.objects.get(name="Editors")
    response = as_administrator.post("/admin/auth/user/add/", account_data(groups=[editors.pk]))
    assert response.status_code == 302
    user = User.objects.get(username="new")
    assert (user.is_staff, list(user.groups.all())) == (True, [editors])
    assert user.check_password("correct horse battery")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"username": ""}, "This field is required"),
        ({"password2": "other"}, "match"),
        ({"username": "hedy"}, "already"),
    ],
)
def test_invalid_account_is_refused(as_administrator, changes, message):
    assert message in as_administrator.post("/admin/auth/user/add/", account_data(**changes)).content.decode()
    assert not User.objects.filter(username="new").exists()


def test_administrator_cannot_create_superusers(as_administrator, make_user):
    target = make_user(name="target", is_active=True)
    url = f"/admin/auth/user/{target.pk}/change/"
    text = as_administrator.get(url).content.decode()
    assert 'name="groups"' in text
    assert 'name="is_superuser"' not in text
    assert 'name="user_permissions"' not in text
    data = {"username": "target", "is_superuser": "on", "user_permissions": ["1"], "date_joined_0": "2026-01-01"}
    assert as_administrator.post(url, data | {"date_joined_1": "10:00"}).status_code == 302
    target.refresh_from_db()
    assert (target.is_superuser, target.is_active, target.user_permissions.count()) == (False, False, 0)


@pytest.mark.parametrize("page", ["change", "password"])
def test_administrator_cannot_change_a_superuser(as_administrator, make_user, page):
    root = make_user(name="root", is_superuser=True)
    response = as_administrator.post(f"/admin/auth/user/{root.pk}/{page}/", account_data())
    assert response.status_code in (302, 404)
    root.refresh_from_db()
    assert root.check_password("correct horse")
    assert b"root" not in as_administrator.get("/admin/auth/user/").content


def change_account(client, user, **changes):
    joined = {"date_joined_0": "2026-01-01", "date_joined_1": "10:00"}
    data = {"username": user.username, "is_active": "on", "is_staff": "on", **joined} | changes
    data = {name: value for name, value in data.items() if value is not None}
    return client.post(f"/admin/auth/user/{user.pk}/change/", data)


def group_keys(*names):
    return [group.pk for group in Group.objects.filter(name__in=names)]


@pytest.mark.parametrize("changes", [{"is_active": None}, {"is_staff": None}, {"groups": []}])
@pytest.mark.parametrize("others", [[], [{"is_active": False}], [{"is_staff": False}]])
def test_only_administrator_can_neither_be_closed_nor_demoted(as_administrator, make_user, changes, others):
    for number, fields in enumerate(others):
        make_user("Administrators", name=f"closed-{number}", **fields)
    hedy = User.objects.get(username="hedy")
    response = change_account(as_administrator, hedy, **{"groups": group_keys("Administrators")} | changes)
    assert "only administrator" in response.content.decode()
    hedy.refresh_from_db()
    assert (hedy.is_active, hedy.is_staff, hedy.groups.get().name) == (True, True, "Administrators")
    make_user("Administrators", name="second")
    response = change_account(as_administrator, hedy, **{"groups": group_keys("Administrators")} | changes)
    assert response.status_code == 302


def test_new_account_may_log_in_to_the_desk(as_administrator):
    form = as_administrator.get("/admin/auth/user/add/").context["adminform"].form
    assert form["is_staff"].value() is True


@pytest.mark.parametrize("address", ["/preview/", "/preview/guide/form/", "/preview/edition/1/", "/admin/changes/"])
def test_account_without_the_right_is_told_so(client, make_user, address):
    client.force_login(make_user(name="new"))
    response = client.get(address)
    assert response.status_code == 403
    assert "Your account has no right to do this" in response.content.decode()


def test_only_administrator_can_be_renamed(as_administrator):
    hedy = User.objects.get(username="hedy")
    response = change_account(as_administrator, hedy, username="lamarr", groups=group_keys("Administrators"))
    assert response.status_code == 302


@pytest.mark.parametrize("second_person", [True, False])
def test_own_role_is_fixed_with_a_second_person(as_administrator, make_user, settings, second_person):
    settings.SECOND_PERSON = second_person
    hedy, target = User.objects.get(username="hedy"), make_user(name="target")
    for user in (hedy, target):
        change_account(as_administrator, user, groups=group_keys("Administrators", "Publishers"))
    assert target.groups.count() == 2
    assert hedy.groups.count() == (1 if second_person else 2)


WEAK = ["elevenchars", "administrator", "hedy.lamarr.9", "kickbackguide", "Kickback-editor-1", "publisherpublisher"]


@pytest.mark.parametrize("password", [*WEAK, "password1234", "x-y" * 43])
def test_weak_password_is_refused(as_administrator, password):
    data = account_data(username="hedy.lamarr", password1=password, password2=password)
    assert as_administrator.post("/admin/auth/user/add/", data).status_code == 200
    assert not User.objects.filter(username="hedy.lamarr").exists()
