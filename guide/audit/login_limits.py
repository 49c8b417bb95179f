"""Limits on guessing passwords, as the handler of django-axes."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from django.contrib.auth.hashers import make_password
from django.http import HttpRequest

from guide.http.client_ip import client_networks
from guide.models import CountedEvent

MAX_GUESSES = 100  # an hour, from all addresses together
KNOWN_FOR = timedelta(days=90)


class LoginLimits(AxesDatabaseHandler):
    """Locks an account for one address, as django-axes does.

    After MAX_GUESSES, the account is locked for every network that its owner has not logged in from. Usernames that do
    not exist are treated in the same way.
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        # An unknown address is not locked: everybody whose address is unknown would be locked out together.
        return super().get_failures(request, credentials) if client_networks(request) else 0

    def is_locked(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> bool:
        credentials = credentials or {}
        locked = super().is_locked(request, credentials) or self.is_account_locked(request, credentials)
        if locked:
            make_password(credentials.get("password"))  # so that it takes as long as a wrong password
        return locked

    def is_account_locked(self, request: HttpRequest, credentials: dict[str, Any]) -> bool:
        name = credentials.get("username") or ""
        within_limit = CountedEvent.objects.within_limit(f"guess {name}", MAX_GUESSES)
        known = CountedEvent.objects.of(login_key(request, name)).exists()
        locked = not within_limit and not known
        request.account_locked = locked  # type: ignore[attr-defined]  # for the email
        return locked


def login_key(request: HttpRequest, name: str) -> str:
    """Return the key under which a login from the IPv4 address or IPv6 /56 network is remembered."""
    return f"login {name} {' '.join(client_networks(request)[-1:])}"


def remember_network(request: HttpRequest, name: str) -> None:
    if client_networks(request):
        key = login_key(request, name)
        CountedEvent.objects.of(key).delete()
        CountedEvent.objects.add(key, KNOWN_FOR)
