"""Records logins, and warns account owners of failed ones: at the next login, and by email if the account was locked.

django-axes counts the failures and locks accounts. Importing this module connects its signal handlers.
"""

from __future__ import annotations

import logging
import threading
from datetime import timedelta
from typing import Any

from axes.signals import user_locked_out
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.core.mail import send_mail
from django.dispatch import receiver
from django.http import HttpRequest

from guide.audit.login_limits import KNOWN_FOR, MAX_GUESSES, remember_network
from guide.models import AuditEvent, CountedEvent

EMAIL_INTERVAL = timedelta(days=1)
EMAIL_BODY = (
    "Somebody tried to log in to the editors' desk as {name} and entered a wrong password too often.\n"
    "{locked}\n\n"
    "If it was you, wait and try again. If not, choose a long password that you use nowhere else.\n"
)
LOCKED = {
    False: "For 15 minutes, your account is locked for their internet address. From others you can log in as usual.",
    True: f"There were {MAX_GUESSES} attempts within an hour. Until there are fewer, you can log in only from where "
    f"you have logged in during the last {KNOWN_FOR.days} days.",
}
logger = logging.getLogger(__name__)


@receiver(user_logged_in)
def record_login(request: HttpRequest, user: Any, **_: Any) -> None:
    """Record a login, and show the owner on the desk how many failed before."""
    name = user.get_username()
    failed = AuditEvent.objects.failed_logins(name)
    if failed and hasattr(request, "_messages"):  # the test client logs in without the message middleware
        messages.warning(request, warning_text(failed))
    AuditEvent.objects.record(name, AuditEvent.Verb.LOGGED_IN)
    remember_network(request, name)


@receiver(user_logged_out)
def record_logout(user: Any, **_: Any) -> None:
    if user:  # None if the session has expired
        AuditEvent.objects.record(user.get_username(), AuditEvent.Verb.LOGGED_OUT)


@receiver(user_login_failed)
def record_failure(credentials: dict[str, Any], **_: Any) -> None:
    name = credentials.get("username") or ""
    AuditEvent.objects.record_failed_login(name, known=bool(find_account(name)))


@receiver(user_locked_out)
def email_owner(request: HttpRequest, username: str, **_: Any) -> None:
    """Send the owner an email, once a day at most for each kind of lock."""
    user, everywhere = find_account(username), getattr(request, "account_locked", False)
    due = CountedEvent.objects.within_limit(f"email {username} {everywhere}", 1, EMAIL_INTERVAL)
    if user and due:
        whom = "all unknown addresses" if everywhere else "one address"
        logger.warning("Account %s was locked for %s after failed logins.", user.pk, whom)
        if user.email:
            # In a thread, since a slow response would show an attacker that the account exists.
            body = EMAIL_BODY.format(name=user.get_username(), locked=LOCKED[everywhere])
            threading.Thread(target=send_alert, args=(body, user.email), daemon=True).start()


def send_alert(body: str, address: str) -> None:
    try:
        send_mail("Failed logins to your account", body, None, [address])
    except OSError as error:
        logger.error("The email about failed logins could not be sent: %s", error)


def warning_text(failed: int) -> str:
    times = "1 attempt" if failed == 1 else f"{failed} attempts"
    return (
        f"Since your last login {times} to log in as you failed. The audit log says when. "
        "If that was not you, choose a new password."
    )


def find_account(username: str) -> Any:
    return get_user_model()._default_manager.filter(username=username).first()
