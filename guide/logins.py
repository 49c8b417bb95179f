"""Notes logins, and tells the owner of an account when somebody fails to log in to it. Whoever guesses learns nothing.

django-axes counts and locks; what it does is in the settings. Here the owner hears of it: with the next
login, and by email when the account was locked, if email is set up.
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
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format

from guide.models import Act, FailedLogins

BETWEEN_LETTERS = timedelta(days=1)
LETTER = (
    "Somebody tried to log in to the editors' desk as {name} and gave a wrong password too often.\n"
    "From where they tried, the account is locked for 15 minutes. From elsewhere you can log in as usual.\n\n"
    "If it was you, wait 15 minutes and try again. If it was not, choose a long password that you use nowhere else.\n"
)
logger = logging.getLogger(__name__)


def watch() -> None:
    user_login_failed.connect(count, dispatch_uid="count")
    user_locked_out.connect(write, dispatch_uid="write")
    user_logged_in.connect(tell, dispatch_uid="tell")
    user_logged_in.connect(note_login, dispatch_uid="note_login")
    user_logged_out.connect(note_logout, dispatch_uid="note_logout")


def note_login(user: Any, **_: Any) -> None:
    Act.objects.note(user.get_username(), Act.Verb.LOGGED_IN)


def note_logout(user: Any, **_: Any) -> None:
    """A session that has ended already has nobody who leaves."""
    if user:
        Act.objects.note(user.get_username(), Act.Verb.LOGGED_OUT)


def count(credentials: dict[str, Any], **_: Any) -> None:
    """One more failed login, if there is such an account."""
    user = account(credentials.get("username"))
    if user:
        FailedLogins.objects.get_or_create(user=user)
        FailedLogins.objects.filter(user=user).update(count=F("count") + 1, last_at=timezone.now())
        Act.objects.note_failed(user.get_username())


def write(username: str, **_: Any) -> None:
    """Tell the owner by email, once a day at most; in a thread, so that the answer takes as long as any other."""
    user = account(username)
    if not user:
        return
    now = timezone.now()
    long_ago = Q(written_at=None) | Q(written_at__lt=now - BETWEEN_LETTERS)
    if FailedLogins.objects.filter(long_ago, user=user).update(written_at=now):
        logger.warning("Account %s was locked for one place after failed logins.", user.pk)
        if user.email:
            threading.Thread(target=send, args=(user.get_username(), user.email), daemon=True).start()


def send(name: str, address: str) -> None:
    try:
        send_mail("Failed logins to your account", LETTER.format(name=name), None, [address])
    except OSError as error:
        logger.error("A letter about failed logins could not be sent: %s", error)


def tell(request: HttpRequest, user: Any, **_: Any) -> None:
    """Tell the owner in the desk, then start anew. A login without a page to say it on leaves the count."""
    failed = FailedLogins.objects.filter(user=user, count__gt=0).first()
    if failed and hasattr(request, "_messages"):
        messages.warning(request, sentence(failed))
        FailedLogins.objects.filter(pk=failed.pk).update(count=0)


def sentence(failed: FailedLogins) -> str:
    last = date_format(timezone.localtime(failed.last_at), "j F Y, H:i")
    times = "1 attempt" if failed.count == 1 else f"{failed.count} attempts"
    return (
        f"Since your last login {times} to log in as you failed, the last on {last}. "
        "If that was not you, choose a new password."
    )


def account(username: object) -> Any:
    return get_user_model()._default_manager.filter(username=username).first() if username else None
