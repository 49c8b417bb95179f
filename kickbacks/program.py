"""Django, with kept pages handed out ahead of it. To import it starts no thread and asks no database."""

from __future__ import annotations

import gc
import logging
import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kickbacks.settings")

from django.apps import apps
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connections

from guide.current import Number, PostgresCurrent, current_of, follow
from guide.delivery import Delivery
from guide.purging import Purge
from kickbacks.logs import RequestLog

logger = logging.getLogger(__name__)

django = get_wsgi_application()
current = current_of(settings.DATABASES["default"])
if isinstance(current, PostgresCurrent):
    type(connections["default"]).silence = current.silence
delivery = Delivery(
    django,
    current,
    site=settings.SITE_URL,
    behind_proxy=settings.BEHIND_PROXY,
    most_bytes=settings.KEEP_BYTES,
)
application = RequestLog(delivery) if settings.LOG_REQUESTS else delivery

START = 1.0
"""Seconds that rendering may add to the start: an ordinary guide takes less, a huge one goes on in the workers."""


def follow_editions() -> None:
    """Threads that tell caches of each new edition and render its pages ahead of the first reader."""
    for address in settings.PURGE_URLS:
        follow(current, Purge(address))
    if settings.SITE_URL:
        follow(current, render)


def render(edition: Number) -> None:
    """Render its pages, and let go at once of what that took: by itself Python would wait for much more of it."""
    delivery.warm(edition)
    gc.collect()


def render_ahead() -> None:
    """Render pages now, as many as fit into the start, and leave neither a thread nor a connection behind."""
    editions = apps.get_model("guide", "Edition").objects.live()
    try:
        if edition := editions.values_list("number", "digest").first():
            delivery.warm(edition, seconds=START)
    except DatabaseError as error:
        logger.warning("No page is rendered ahead, since the database does not answer: %s", error)
    finally:
        connections.close_all()
