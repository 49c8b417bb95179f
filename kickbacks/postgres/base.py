"""Django's PostgreSQL, but for a server that is there and says nothing: stopped, or with a disk that hangs.

No timeout of the network ends the wait for it, and each request that waits takes a thread from readers.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.backends.postgresql import base
from psycopg import OperationalError
from psycopg.abc import RV, PQGen

PATIENCE = 3
"""Seconds of silence until nobody waits for it any more."""


class DatabaseWrapper(base.DatabaseWrapper):
    silence: Callable[[], float] = staticmethod(lambda: 0.0)
    """For how many seconds the server has left unanswered what this process asks it all the time."""

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        self._give_up_if_silent()
        connection = super().get_new_connection(conn_params)
        wait = connection.wait
        connection.wait = lambda steps, *how, **named: wait(self._patiently(steps), *how, **named)
        return connection

    def _patiently(self, steps: PQGen[RV]) -> PQGen[RV]:
        """The same steps. psycopg comes back every tenth of a second, with nothing where nothing came."""
        ready = None
        while True:
            try:
                ready = yield steps.send(ready)
            except StopIteration as end:
                return end.value
            if not ready:
                self._give_up_if_silent()

    def _give_up_if_silent(self) -> None:
        if self.silence() > PATIENCE:
            raise OperationalError("The database does not answer.")
