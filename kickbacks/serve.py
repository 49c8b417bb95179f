"""`python -m kickbacks.serve`: the server of the guide.

It loads the program and renders every page before it starts the workers as copies of itself (fork). So they share what
they hold, and the first reader waits for nothing. Then it turns into a sentry, which holds nothing.
"""

from __future__ import annotations

import argparse
import ctypes
import gc
import os
import signal
import sys
from contextlib import suppress
from typing import Any

from django.conf import settings
from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server import Server

from kickbacks import sentry
from kickbacks.program import render_ahead

PR_SET_PDEATHSIG = 1
"""Of Linux: which signal a process gets when its parent dies."""


class GuideServer(Server):
    """granian's, but where there is Linux a sentry watches the workers."""

    def _serve_loop(self, *loaders: Any) -> None:
        if sys.platform != "linux":
            return super()._serve_loop(*loaders)
        signal.pthread_sigmask(signal.SIG_BLOCK, sentry.WATCHED)
        if not self.interrupt_signal:
            lists = " ".join(str(worker.inner.pid) for worker in self.wrks), os.environ.pop(sentry.LEFT, "")
            os.execv(sys.executable, [sys.executable, "-IS", sentry.__file__, *lists, *sys.orig_argv[1:]])
        return None


def main() -> None:
    signal.signal(sentry.RENEW, signal.SIG_IGN)  # that is what is happening
    signal.pthread_sigmask(signal.SIG_UNBLOCK, sentry.WATCHED)
    options = arguments()
    if options.only_try:
        return
    if settings.SITE_URL:
        render_ahead()
    # A collection of garbage writes to each object that it looks at, and what is written to is no longer shared.
    gc.collect()
    gc.freeze()
    os.register_at_fork(before=hear_later, after_in_child=become_worker)
    GuideServer(
        "kickbacks.wsgi:application",
        interface=Interfaces.WSGI,
        http=HTTPModes.http1,
        websockets=False,
        address=options.host,
        port=options.port,
        workers=options.workers,
        blocking_threads=options.threads,
        respawn_failed_workers=True,
        workers_kill_timeout=5,
        log_level=LogLevels.warning,
    ).serve()


def hear_later() -> None:
    """Workers answer before the sentry is there. Who asks for new ones meanwhile is heard once it is."""
    signal.pthread_sigmask(signal.SIG_BLOCK, (sentry.RENEW,))
    signal.signal(sentry.RENEW, signal.SIG_DFL)


def become_worker() -> None:
    """Leave the group, end with the server, and let each thread go on until it waits.

    Ctrl-C goes to a whole group. A server whose workers end before it takes notice would start others and wait for
    ever. And workers of a server that is killed would go on, old program and all, beside those of the next start.
    A thread that wakes another goes on by itself then (SCHED_BATCH). Else they would take turns at every request, and
    there would be a fifth fewer pages. It costs 2 milliseconds where another program wants the same core.
    """
    os.setpgrp()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
        with suppress(OSError):  # some containers do not allow it
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m kickbacks.serve", description="Serve the guide.")
    parser.add_argument("--host", default="127.0.0.1", help="the address to listen at (default: %(default)s)")
    parser.add_argument("--port", type=int, default=8000, help="default: %(default)s")
    parser.add_argument("--workers", type=int, default=1, help="processes, one for each core (default: %(default)s)")
    parser.add_argument("--threads", type=int, default=4, help="of each worker (default: %(default)s)")
    parser.add_argument("--try", dest="only_try", action="store_true", help="only load the program, and end")
    return parser.parse_args()


if __name__ == "__main__":
    main()
