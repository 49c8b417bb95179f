"""What is left of the server while its workers run: a small process that waits for one of them to end.

Workers start as copies of a server that has loaded everything. If it stayed as it was, it would hold for good what they
have since changed in their own copies, some 20 MB. So it turns into this script (exec), which knows its children by
number only, and turns back to start others, also when it is asked to (SIGUSR1). The first two arguments are lists of
processes: the workers, and those whose place they take. The rest is the command to turn back to.
"""

from __future__ import annotations

import os
import signal
import sys
from time import gmtime, monotonic, strftime

STOP = (signal.SIGINT, signal.SIGTERM)
RENEW = signal.SIGUSR1
WATCHED = (*STOP, RENEW, signal.SIGCHLD)
"""Blocked before the server turns into this, so that none is lost."""
LEFT = "KICKBACKS_WORKERS_LEFT"
"""In the environment: the workers that go on until others have started."""
PATIENCE, PAUSE = 5, 1
"""Seconds that a worker has to finish its answers; that lie between two starts at least."""


class Sentry:
    def __init__(self, workers: set[int], old: set[int]) -> None:
        self._begun = monotonic()
        self._workers, self._old = workers, old
        self._children = workers | old

    @property
    def left(self) -> set[int]:
        return self._workers & self._children

    def go_on_with_those_left(self) -> None:
        self._workers = self.left

    def watch(self) -> str:
        """Why others have to start; nothing when all were told to end and have."""
        self._end(self._old)
        self._bury()
        told = signal.SIGCHLD
        while self.left == self._workers and told == signal.SIGCHLD:
            told = signal.sigwait(WATCHED)
            self._bury()
        if told in STOP or signal.sigtimedwait(STOP, max(0.0, self._begun + PAUSE - monotonic())):
            self._end(self._children)
            return ""
        return "New workers are asked for." if told == RENEW else "A worker ended by itself. Others start."

    def _end(self, processes: set[int]) -> None:
        """Tell them to end. Those that do not are killed."""
        told, until = processes & self._children, monotonic() + PATIENCE
        for process in told:
            os.kill(process, signal.SIGTERM)
        while told & self._children and (seconds := until - monotonic()) > 0:
            signal.sigtimedwait((signal.SIGCHLD,), seconds)
            self._bury()
        for process in told & self._children:
            os.kill(process, signal.SIGKILL)

    def _bury(self) -> None:
        """Take notice of children that have ended: one signal may stand for several, or have come before this did."""
        for process in tuple(self._children):
            try:
                ended = os.waitpid(process, os.WNOHANG) != (0, 0)
            except ChildProcessError:
                ended = True
            if ended:
                self._children.discard(process)


def numbers(text: str) -> set[int]:
    return set(map(int, text.split()))


def say(words: str) -> None:
    at = strftime("%Y-%m-%dT%H:%M:%SZ", gmtime())
    sys.stderr.write(f'{{"time": "{at}", "level": "WARNING", "logger": "kickbacks.sentry", "message": "{words}"}}\n')


def starts(command: tuple[str, ...]) -> bool:
    """Whether the program still loads: it may be another one by now."""
    words = [sys.executable, *command, "--try"]
    return os.waitpid(os.posix_spawn(sys.executable, words, os.environ, setsigmask=()), 0)[1] == 0


def main(workers: str, old: str, *command: str) -> None:
    sentry = Sentry(numbers(workers), numbers(old))
    while why := sentry.watch():
        say(why)
        if not sentry.left or starts(command):
            os.environ[LEFT] = " ".join(map(str, sentry.left))
            os.execv(sys.executable, [sys.executable, *command])
        say("The program does not load. The workers that are left go on.")
        sentry.go_on_with_those_left()


if __name__ == "__main__":
    main(*sys.argv[1:])
