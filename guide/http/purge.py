"""Purges the HTTP cache in front of the site when another edition becomes current."""

from __future__ import annotations

import logging
import threading
from http.client import HTTPException
from urllib.request import ProxyHandler, Request, build_opener

from guide.http.current_edition import EditionId

# Seconds until the second purge: a page that was being rendered may have reached the cache after the first.
REPEAT_AFTER = 0.5
TIMEOUT = 2  # seconds

logger = logging.getLogger(__name__)
opener = build_opener(ProxyHandler({}))


class CachePurger:
    """Sends `PURGE` with the edition's number.

    Every process purges when it switches to the edition, so no older page stays cached once the last one has switched.
    """

    def __init__(self, address: str) -> None:
        self._address = address

    def __call__(self, edition: EditionId) -> None:
        self._send(edition[0])
        repeat = threading.Timer(REPEAT_AFTER, self._send, edition[:1])
        repeat.daemon = True
        repeat.start()

    def _send(self, number: int) -> None:
        request = Request(self._address, method="PURGE", headers={"Edition": str(number)})
        try:
            opener.open(request, timeout=TIMEOUT).close()
        except (OSError, HTTPException) as error:
            logger.warning("Cannot purge the cache at %s for edition %s: %s", self._address, number, error)
