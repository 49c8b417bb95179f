"""What is no rate: how long an answer takes, how soon an edit is seen, how much memory the workers hold."""

from __future__ import annotations

import http.client
import os
import statistics
import subprocess
import sys
import time
from itertools import product
from pathlib import Path

from tests.bench import servers
from tests.bench.rates import PAGE

ANSWERS = {
    "aim": ("technique", "hypertrophy", "endurance"),
    "experience": ("beginner", "intermediate", "advanced"),
    "days": ("1", "2", "3", "4"),
    "equipment": ("cable", "band", "dumbbell", "bodyweight"),
}
PUBLISH = """
from guide.models import Section
from guide.editions.publishing import publish
from time import sleep, time
for turn in range({times}):
    sleep(3 if turn else 0)
    Section.objects.filter(slug=Section.objects.order_by("position").first().slug).update(title=f"Renamed {{time()}}")
    publish(by="bench", note="Renamed.")
    print(time(), flush=True)
"""
PUBLICATIONS = 5


def queries() -> list[str]:
    """Different answers of the builder, none asked before."""
    return ["&".join(map("=".join, zip(ANSWERS, values, strict=True))) for values in product(*ANSWERS.values())]


def median_ms(port: int, paths: list[str], headers: dict[str, str]) -> float:
    """The median milliseconds of one answer, over one connection."""
    connection, found = http.client.HTTPConnection("127.0.0.1", port), []
    for path in paths:
        started = time.perf_counter()
        connection.request("GET", path, headers={"Accept-Encoding": "br", **headers})
        answer = connection.getresponse()
        answer.read()
        found.append(time.perf_counter() - started)
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status}")
    return statistics.median(found) * 1000


def builder(port: int) -> list[str]:
    asked = [f"/routine/?{query}" for query in queries()]
    fragment = {"HX-Request": "true"}
    half = len(asked) // 2
    return [
        f"| a routine, fresh, as a fragment | {median_ms(port, asked[:half], fragment):.1f} ms |",
        f"| a routine, fresh, as a page | {median_ms(port, asked[half:], {}):.1f} ms |",
        f"| a routine, asked again | {median_ms(port, asked[half:], {}):.1f} ms |",
    ]


def edit_to_visible(port: int, path: str, env: dict[str, str]) -> float:
    """Milliseconds from the end of a publication to the first answer that shows it."""
    connection = http.client.HTTPConnection("127.0.0.1", port)
    number = edition_of(connection, path)
    process = publish(env)
    while edition_of(connection, path) == number:
        if process.poll():
            sys.exit("The edit could not be published.")
        time.sleep(0.001)
    seen = time.time()
    published = float(process.communicate()[0].split()[-1])
    return max(0.0, seen - published) * 1000


def publish(env: dict[str, str], times: int = 1) -> subprocess.Popen[str]:
    """A process that changes a title and publishes that, so many times."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", PUBLISH.format(times=times)]
    return subprocess.Popen(command, cwd=servers.ROOT, env=env, stdout=subprocess.PIPE, text=True)


def edition_of(connection: http.client.HTTPConnection, path: str) -> str | None:
    connection.request("HEAD", path)
    answer = connection.getresponse()
    answer.read()
    return answer.getheader("Edition")


def memory_of_two(folder: Path, port: int) -> tuple[float, float]:
    """Megabytes of two workers that hold what is rendered: after the start, and after some publications."""
    with servers.serving(folder, port, PAGE, workers=2) as ours:
        started = settled(ours.process)
        publish(servers.environment(folder, port), PUBLICATIONS).communicate()
        return started, settled(ours.process)


def settled(process: int) -> float:
    """Megabytes once they stand still: a server renders its pages by itself and then holds what it holds."""
    before, now = 0.0, memory_of(process)
    while abs(now - before) > 0.5:
        time.sleep(3)
        before, now = now, memory_of(process)
    return now


def memory_of(process: int) -> float:
    """Megabytes of a process and all that it started; a page that several share counts once (PSS)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except ProcessLookupError:  # it has ended since it was listed
        return 0
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return own + sum(memory_of(child) for child in children_of(process))


def children_of(process: int) -> list[int]:
    tasks = os.listdir(f"/proc/{process}/task")
    return [int(pid) for task in tasks for pid in Path(f"/proc/{process}/task/{task}/children").read_text().split()]
