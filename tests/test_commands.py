from __future__ import annotations

from io import StringIO

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from django.db import OperationalError

from guide.models import Edition
from tests.conftest import CONTENT

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("command", "words"), [("load_content", "Nothing was changed"), ("export_content", "Nothing was")]
)
def test_database_outage_is_reported_in_one_sentence(monkeypatch, tmp_path, command, words):
    def away(*args):
        raise OperationalError("no such table")

    monkeypatch.setattr("guide.content_files.files.read_working_copy", away)
    monkeypatch.setattr(type(Edition.objects), "current", away)
    with pytest.raises(CommandError, match=f"{words}.*: no such table"):
        call_command(command, str(CONTENT if command == "load_content" else tmp_path))


@pytest.fixture
def terminal_input(monkeypatch):
    """Input at the terminal: a name, then passwords."""

    def type_in(name, *passwords):
        answers = iter(passwords)
        monkeypatch.setattr("builtins.input", lambda prompt: name)
        monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))

    return type_in


def test_editor_account_may_edit_and_publish(terminal_input, client):
    terminal_input("ada", "correct horse battery", "correct horse battery")
    out = StringIO()
    call_command("make_editor", stdout=out)
    user = User.objects.get(username="ada")
    assert "ada can now edit and publish" in out.getvalue()
    assert user.is_staff
    assert not user.is_superuser
    assert user.has_perms(["guide.change_section", "guide.publish_edition", "guide.preview_guide"])
    assert user.check_password("correct horse battery")


@pytest.mark.parametrize(
    ("name", "passwords", "message"),
    [
        ("", ("x", "x"), "Enter a name"),
        ("taken", ("x", "x"), "already"),
        ("bad name!", ("correct horse battery",) * 2, "valid username"),
        ("ada", ("one thing", "another"), "not the same"),
        ("ada", ("short", "short"), "too short"),
        ("ada", ("password123", "password123"), "too common"),
    ],
)
def test_invalid_name_or_password_creates_no_account(terminal_input, make_user, name, passwords, message):
    make_user(name="taken")
    terminal_input(name, *passwords)
    with pytest.raises(CommandError, match=message):
        call_command("make_editor")
    assert list(User.objects.values_list("username", flat=True)) == ["taken"]


def test_password_from_the_environment_asks_nothing(monkeypatch, capsys):
    with pytest.raises(CommandError, match="Set EDITOR_PASSWORD"):
        call_command("make_editor", "ada", no_input=True)
    monkeypatch.setenv("EDITOR_PASSWORD", "short")
    with pytest.raises(CommandError, match="too short"):
        call_command("make_editor", "ada", no_input=True)
    monkeypatch.setenv("EDITOR_PASSWORD", "correct horse battery")
    with pytest.raises(CommandError, match="Enter a name"):
        call_command("make_editor", no_input=True)
    call_command("make_editor", "ada", no_input=True, role="editor")
    assert User.objects.get().check_password("correct horse battery")
    assert User.objects.get().groups.get().name == "Editors"


def test_without_a_terminal_no_account_is_created(monkeypatch):
    def nobody(prompt):
        raise EOFError

    monkeypatch.setattr("builtins.input", nobody)
    with pytest.raises(CommandError, match="No account was created"):
        call_command("make_editor")
