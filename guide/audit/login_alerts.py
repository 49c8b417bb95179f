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
from django.db.models import F, Q
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from guide.models import AuditEvent, FailedLogins

EMAIL_INTERVAL = timedelta(days=1)
EMAIL_BODY = (
    "Somebody tried to log in to the editors' desk as {name} and entered a wrong password too often.\n"
    "For 15 minutes, your account is locked for their internet address. From others you can log in as usual.\n\n"
    "If it was you, wait 15 minutes and try again. If not, choose a long password that you use nowhere else.\n"
)
logger = logging.getLogger(__name__)


@receiver(user_logged_in)
def record_login(user: Any, **_: Any) -> None:
    AuditEvent.objects.record(user.get_username(), AuditEvent.Verb.LOGGED_IN)


@receiver(user_logged_out)
def record_logout(user: Any, **_: Any) -> None:
    if user:  # None if the session has expired
        AuditEvent.objects.record(user.get_username(), AuditEvent.Verb.LOGGED_OUT)


@receiver(user_login_failed)
def record_failure(credentials: dict[str, Any], **_: Any) -> None:
    if user := find_account(credentials.get("username")):
        FailedLogins.objects.get_or_create(user=user)
        FailedLogins.objects.filter(user=user).update(count=F("count") + 1, last_at=timezone.now())
        AuditEvent.objects.record_failed_login(user.get_username())


@receiver(user_locked_out)
def email_owner(username: str, **_: Any) -> None:
    """Send the owner an email, once a day at most."""
    user, now = find_account(username), timezone.now()
    due = Q(written_at=None) | Q(written_at__lt=now - EMAIL_INTERVAL)
    if user and FailedLogins.objects.filter(due, user=user).update(written_at=now):
        logger.warning("Account %s was locked for one address after failed logins.", user.pk)
        if user.email:
            # In a thread, since a slow response would show an attacker that the account exists.
            threading.Thread(target=send_alert, args=(user.get_username(), user.email), daemon=True).start()


def send_alert(name: str, address: str) -> None:
    try:
        send_mail("Failed logins to your account", EMAIL_BODY.format(name=name), None, [address])
    except OSError as error:
        logger.error("The email about failed logins could not be sent: %s", error)


@receiver(user_logged_in)
def show_warning(request: HttpRequest, user: Any, **_: Any) -> None:
    """Show the owner a warning on the desk, then reset the count."""
    failed = FailedLogins.objects.filter(user=user, count__gt=0).first()
    if failed and hasattr(request, "_messages"):  # the test client logs in without the message middleware
        messages.warning(request, warning_text(failed))
        FailedLogins.objects.filter(pk=failed.pk).update(count=0)


def warning_text(failed: FailedLogins) -> str:
    last = date_format(timezone.localtime(failed.last_at), "j F Y, H:i")
    times = "1 attempt" if failed.count == 1 else f"{failed.count} attempts"
    return (
        f"Since your last login {times} to log in as you failed, the last on {last}. "
        "If that was not you, choose a new password."
    )


def find_account(username: object) -> Any:
    return get_user_model()._default_manager.filter(username=username).first() if username else None
