"""Tells a cache in front that another edition is current, so that it drops the pages that it holds of older ones."""

from __future__ import annotations

import logging
import threading
from http.client import HTTPException
from urllib.request import ProxyHandler, Request, build_opener

from guide.http.current_edition import EditionId

REPEAT_AFTER = 0.5
"""Seconds until it is said once more: what a node had begun to render may have reached the cache since."""
TIMEOUT = 2

logger = logging.getLogger(__name__)
opener = build_opener(ProxyHandler({}))


class CachePurger:
    """Every process says it when it sees the edition itself, so after the last of them no page can be older."""

    def __init__(self, address: str) -> None:
        self._address = address

    def __call__(self, edition: EditionId) -> None:
        self._send(edition[0])
        again = threading.Timer(REPEAT_AFTER, self._send, edition[:1])
        again.daemon = True
        again.start()

    def _send(self, number: int) -> None:
        request = Request(self._address, method="PURGE", headers={"Edition": str(number)})
        try:
            opener.open(request, timeout=TIMEOUT).close()
        except (OSError, HTTPException) as error:
            logger.warning("The cache at %s was not told of edition %s: %s", self._address, number, error)
