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


def purge_cache(address: str, edition: EditionId) -> None:
    """Send `PURGE` with the edition's number, twice.

    Every process purges when it switches to the edition, so no older page stays cached once the last one has switched.
    """
    send_purge(address, edition[0])
    repeat = threading.Timer(REPEAT_AFTER, send_purge, [address, edition[0]])
    repeat.daemon = True
    repeat.start()


def send_purge(address: str, number: int) -> None:
    request = Request(address, method="PURGE", headers={"Edition": str(number)})
    try:
        opener.open(request, timeout=TIMEOUT).close()
    except (OSError, HTTPException) as error:
        logger.warning("Cannot purge the cache at %s for edition %s: %s", address, number, error)
