"""The server's entry: Django, with kept pages handed out ahead of it."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "kickbacks.settings")

from django.conf import settings
from django.core.wsgi import get_wsgi_application

from guide.current import current_of
from guide.delivery import Delivery
from kickbacks.logs import RequestLog

django = get_wsgi_application()
delivery = Delivery(
    django, current_of(settings.DATABASES["default"]), site=settings.SITE_URL, most_bytes=settings.KEEP_BYTES
)
if settings.SITE_URL:
    delivery.stay_warm()
application = RequestLog(delivery) if settings.LOG_REQUESTS else delivery
