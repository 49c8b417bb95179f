"""The WSGI application: Django behind the page cache and the request log.

The server imports this module in each worker process, so threads may be started here.
"""

from __future__ import annotations

import os
from functools import partial
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kickbacks.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.db import transaction
from django.db.models.signals import post_save

from guide.http.current_edition import CurrentEdition, database_of, watch_editions
from guide.http.page_cache import PageCache
from guide.http.purge import purge_cache
from kickbacks.body_limit import BodyLimit
from kickbacks.logs import RequestLog

MAX_CONCURRENT_BODIES = 6  # of the 8 threads of a worker

django = get_wsgi_application()
current = CurrentEdition(database_of(settings.DATABASES["default"]))
page_cache = PageCache(
    BodyLimit(django, MAX_CONCURRENT_BODIES),
    current,
    site=settings.SITE_URL,
    behind_proxy=settings.BEHIND_PROXY,
    max_bytes=settings.PAGE_CACHE_BYTES,
)
application = RequestLog(page_cache) if settings.LOG_REQUESTS else page_cache


def refresh_after_commit(**signal: Any) -> None:
    """Show a publication or cancellation at once to the readers whom this process serves."""
    transaction.on_commit(current.refresh)


for model in ("guide.Edition", "guide.Cancellation"):
    post_save.connect(refresh_after_commit, sender=model)
for address in settings.PURGE_URLS:
    watch_editions(current, partial(purge_cache, address))
if settings.SITE_URL:
    watch_editions(current, page_cache.prerender)  # so that no reader has to wait for a page
