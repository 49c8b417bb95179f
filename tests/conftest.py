from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import call_command
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from pytest_django.plugin import blocking_manager_key

from guide.content_files.files import load_content
from guide.content_files.zip_archive import pack_zip
from guide.editions.changes import working_copy_status
from guide.editions.publishing import publish
from guide.models import Comment, Edition, PreviewLink, PublicationRequest, Report, Section, Upload, Version
from guide.models.snapshot import MODELS, ItemKey, items_by_key, read_working_copy
from guide.read_model import guide as read_model
from tests.databases import database_with_content, new_database

CONTENT = Path(settings.CONTENT_DIR)
SMALL_GUIDE = Path(__file__).parent / "other"
# The rows that every test starts with.
LOADED = pytest.StashKey[dict[type[Model], list[Model]]]()


def load_and_publish(folder: Path = CONTENT):
    load_content(folder)
    return publish(by="tests", note="First edition.", major=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker, pytestconfig):
    """Load the shipped content and publish it as edition 1 before all tests."""
    with django_db_blocker.unblock():
        load_and_publish()
        models = apps.get_models(include_auto_created=True)
        pytestconfig.stash[LOADED] = {model: list(QuerySet(model)) for model in models if not model._meta.proxy}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item, nextitem):
    """Restore the content after a test with a live server, which empties the database."""
    try:
        return (yield)
    finally:
        if nextitem and "transactional_db" in item.fixturenames:
            with item.config.stash[blocking_manager_key].unblock():
                restore(item.config)


def restore(config: pytest.Config) -> None:
    """Restore the database. Sequences continue, and rows keep their ids."""
    call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True, reset_sequences=False)
    with transaction.atomic():  # foreign keys are checked at its end
        for model, rows in config.stash[LOADED].items():
            QuerySet(model).bulk_create(rows)


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    with database_with_content(tmp_path_factory.mktemp("template")) as database:
        yield database


@pytest.fixture
def database(template, tmp_path):
    """A database of its own with the content in it, for tests that start processes."""
    with new_database(tmp_path, template) as database:
        yield database


@pytest.fixture
def one_connection(db):
    """Keep the test's database connection open when the test calls the WSGI application itself."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture(scope="module")
def small_guide(django_db_setup, django_db_blocker):
    """The guide of tests/other, published in place of content/ until the end of the module.

    A module that uses it must not use a live server, which would empty the database.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        for model in reversed(MODELS):
            model.objects.all().delete()
        load_and_publish(SMALL_GUIDE)
        yield read_model.current_guide()
        transaction.set_rollback(True)


@pytest.fixture
def guide(db):
    return read_model.current_guide()


def create_example_rows() -> None:
    """Create one row of every model that is empty in the test database."""
    edition = Edition.objects.get()
    Section.objects.filter(slug="form").update(title="Form, renamed")
    publish(by="ada", note="Later.", live_at=timezone.now() + timedelta(days=1))
    PublicationRequest.objects.create(items={}, note="Please.", asked_by="ada")
    Report.objects.create(kind="section", slug="form", edition=edition, verdict="wrong", text="Too short.")
    PreviewLink.objects.create(for_whom="Lin", ends=timezone.now() + timedelta(hours=1), made_by="ada")
    Upload.objects.create(content=pack_zip(read_working_copy()), working_copy_digest="", by="ada")
    key = ItemKey("sections", "form")
    Version.objects.record({key: items_by_key(read_working_copy())[key]}, by="ada", what="Changed Title.")
    Comment.objects.create(kind="sections", slug="form", text="Too long?", by="ada")
    User.objects.create_user("example", password="correct horse")


@pytest.fixture(scope="module")
def example_rows(django_db_setup, django_db_blocker):
    """One row of every model, until the end of the module. Tests with a live server have their own in tests/browser."""
    with django_db_blocker.unblock(), transaction.atomic():
        create_example_rows()
        yield
        transaction.set_rollback(True)


@pytest.fixture
def cached_status(monkeypatch):
    """Compute the working copy's status once instead of for each request."""
    once = cache(working_copy_status)
    monkeypatch.setattr("guide.admin.site.working_copy_status", lambda rows=None: once())


@pytest.fixture
def make_user(db):
    def make(group: str | None = None, name: str = "ada", **fields) -> User:
        user = User.objects.create_user(name, password="correct horse", **{"is_staff": True, **fields})
        if group:
            user.groups.add(Group.objects.get(name=group))
        return user

    return make


@pytest.fixture
def as_editor(client, make_user):
    client.force_login(make_user("Editors"))
    return client


@pytest.fixture
def as_publisher(client, make_user):
    client.force_login(make_user("Publishers", name="grace"))
    return client
