from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from guide import reading
from guide.files import load
from guide.publishing import publish

CONTENT = Path(settings.CONTENT_DIR)


def load_and_publish(folder: Path = CONTENT):
    load(folder)
    return publish(by="tests", note="First edition.", major=True)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """The real content is loaded and published as edition 1 before the tests that roll back."""
    with django_db_blocker.unblock():
        load_and_publish()


@pytest.fixture
def forget_editions():
    """For tests that publish: guides are kept by number, and each test gives out the same numbers."""
    reading.edition.cache_clear()
    yield
    reading.edition.cache_clear()


@pytest.fixture
def one_connection(db):
    """Requests made in the test's own thread leave its connection open, as those of Django's client do."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def guide(db):
    return reading.current()


@pytest.fixture
def make_user(db):
    def make(group: str | None = None, name: str = "ada", **fields) -> User:
        user = User.objects.create_user(name, password="correct horse", **{"is_staff": True, **fields})
        if group:
            user.groups.add(group_of(group))
        return user

    return make


def group_of(name: str) -> Group:
    """A group of the desk, made again where a test with a real server has emptied the database."""
    if not Group.objects.filter(name=name).exists():
        import_module("guide.migrations.0002_groups").make_groups(apps, None)
        import_module("guide.migrations.0013_administrators").make_role(apps, None)
    return Group.objects.get(name=name)


@pytest.fixture
def as_editor(client, make_user):
    client.force_login(make_user("Editors"))
    return client


@pytest.fixture
def as_publisher(client, make_user):
    client.force_login(make_user("Publishers", name="grace"))
    return client
