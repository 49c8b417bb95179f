"""Readers that request pages continuously and record the responses."""

from __future__ import annotations

import http.client
import itertools
import threading
import time
from typing import NamedTuple

from tests.cluster.machines import edition_marks

PATHS = ("/", "/guide/form/", "/guide/", "/variations/cable/", "/questions/", "/about/", "/guide.json")


class Read(NamedTuple):
    port: int
    path: str
    begun: float
    ended: float
    status: int
    edition: int
    marks: set[int]


class Reader(threading.Thread):
    """Reads page after page from one port, about 20 a second."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self.port, self.reads, self.enough = port, [], threading.Event()

    def run(self) -> None:
        for path in itertools.cycle(PATHS):
            if self.enough.wait(0.05):
                return
            self.reads.append(self.read(path))

    def read(self, path: str) -> Read:
        begun = time.monotonic()
        try:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            connection.request("GET", path, headers={"Host": "127.0.0.1:8173"})
            answer = connection.getresponse()
            page, status = answer.read(), answer.status
            edition = int((answer.getheader("Edition") or "0").partition("-")[0])
            connection.close()
        except (OSError, http.client.HTTPException):
            page, status, edition = b"", 0, 0
        return Read(self.port, path, begun, time.monotonic(), status, edition, edition_marks(page))
