"""Emails about comments and reviews, sent if EMAIL_URL is set. Subjects hold no text that somebody wrote."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterable

from django.conf import settings
from django.contrib.auth.models import User
from django.core.mail import send_mail
from django.http import HttpRequest

from guide.editions.item_urls import edit_urls, item_names
from guide.models import Comment

ASKED, COMMENTED, RESOLVED = "You are asked for a review", "A new comment", "Your comment is resolved"
logger = logging.getLogger(__name__)


def email_about_new(request: HttpRequest, comment: Comment) -> None:
    """Tell the reviewer, and those who take part in what is still open on the item."""
    others = Comment.objects.of_item(comment.key).open().exclude(pk=comment.pk)
    names = {name for pair in others.values_list("by", "reviewer") for name in pair}
    email_people(request, comment, {comment.reviewer}, ASKED)
    email_people(request, comment, names - {comment.reviewer}, COMMENTED)


def email_about_resolved(request: HttpRequest, comment: Comment) -> None:
    email_people(request, comment, {comment.by}, RESOLVED)


def email_people(request: HttpRequest, comment: Comment, names: Iterable[str], subject: str) -> None:
    """Send an email to each of the users but the one who acts."""
    if not settings.CAN_SEND_EMAIL:
        return
    users = User.objects.filter(username__in=names, is_active=True, is_staff=True)
    users = users.exclude(username=request.user.get_username())
    addresses = list(users.exclude(email="").values_list("email", flat=True))
    path = f"{edit_urls([comment.key])[comment.key]}#comments"
    url = f"{settings.SITE_URL}{path}" if settings.SITE_URL else request.build_absolute_uri(path)
    item = item_names([comment.key])[comment.key]
    done = f"\n\nResolved by {comment.resolved_by}." if comment.resolved_by else ""
    body = f"{comment.by} wrote about the {item}:\n\n{comment.text}{done}\n\n{url}\n"
    if addresses:
        # In a thread, so that nobody waits for the mail server.
        threading.Thread(target=send_emails, args=(subject, body, addresses), daemon=True).start()


def send_emails(subject: str, body: str, addresses: list[str]) -> None:
    for address in addresses:  # one for each, so that nobody sees the addresses of others
        try:
            send_mail(subject, body, None, [address])
        except OSError as error:
            logger.error("The email about a comment could not be sent: %s", error)
