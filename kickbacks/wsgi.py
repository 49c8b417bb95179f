"""The server's entry: Django, with kept pages handed out ahead of it."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kickbacks.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from guide.current import current_of, follow
from guide.delivery import Delivery
from guide.purging import Purge
from kickbacks.logs import RequestLog

django = get_wsgi_application()
current = current_of(settings.DATABASES["default"])
delivery = Delivery(django, current, site=settings.SITE_URL, most_bytes=settings.KEEP_BYTES)
for address in settings.PURGE_URLS:
    follow(current, Purge(address))
if settings.SITE_URL:
    follow(current, lambda edition: delivery.warm())
application = RequestLog(delivery) if settings.LOG_REQUESTS else delivery
