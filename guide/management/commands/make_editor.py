from __future__ import annotations

import getpass
import os
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.urls import reverse

ROLES = {"editor": "edit", "publisher": "edit and publish", "administrator": "manage accounts"}


class Command(BaseCommand):
    help = "Create an account for the editors' desk. Without --role it may edit and publish."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("name", nargs="?")
        parser.add_argument("--no-input", action="store_true", help="take the password from EDITOR_PASSWORD")
        parser.add_argument("--role", choices=list(ROLES), default="publisher", help="what the account may do")

    def handle(self, *args: Any, **options: Any) -> None:
        users = get_user_model()
        try:
            name = (options["name"] or ("" if options["no_input"] else input("Username: "))).strip()
            if not name or users.objects.filter(username=name).exists():
                raise CommandError(f"There is already an account named {name}." if name else "Enter a name.")
            password = environment_password() if options["no_input"] else typed_password()
        except (EOFError, KeyboardInterrupt) as error:
            raise CommandError("Stopped. No account was created.") from error
        user = users(username=name, is_staff=True)
        try:
            users.username_validator(name)
            validate_password(password, user)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        user.set_password(password)
        user.save()
        user.groups.add(Group.objects.get(name=f"{options['role']}s".capitalize()))
        self.stdout.write(f"{name} can now {ROLES[options['role']]} at {reverse('admin:index')}.")


def typed_password() -> str:
    password = getpass.getpass("Password: ")
    if password != getpass.getpass("Password again: "):
        raise CommandError("The passwords are not the same. No account was created.")
    return password


def environment_password() -> str:
    if password := os.environ.get("EDITOR_PASSWORD"):
        return password
    raise CommandError("Set EDITOR_PASSWORD, or leave out --no-input. No account was created.")
