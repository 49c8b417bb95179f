"""Benchmarks of response time, time until an edit is visible, and memory of the workers."""

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
    """Yield different builder queries, so that none is cached."""
    return ["&".join(map("=".join, zip(ANSWERS, values, strict=True))) for values in product(*ANSWERS.values())]


def median_ms(port: int, paths: list[str], headers: dict[str, str]) -> float:
    """Return the median milliseconds of a response over one connection."""
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
    paths = [f"/routine/?{query}" for query in queries()]
    fragment = {"HX-Request": "true"}
    half = len(paths) // 2
    return [
        f"| a routine, fresh, as a fragment | {median_ms(port, paths[:half], fragment):.1f} ms |",
        f"| a routine, fresh, as a page | {median_ms(port, paths[half:], {}):.1f} ms |",
        f"| a routine, asked again | {median_ms(port, paths[half:], {}):.1f} ms |",
    ]


def edit_to_visible(port: int, path: str, env: dict[str, str]) -> float:
    """Return the milliseconds from the end of a publication to the first response that shows it."""
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
    """Start a process that changes and publishes a title `times` times."""
    command = [sys.executable, "manage.py", "shell", "-v0", "-c", PUBLISH.format(times=times)]
    return subprocess.Popen(command, cwd=servers.ROOT, env=env, stdout=subprocess.PIPE, text=True)


def edition_of(connection: http.client.HTTPConnection, path: str) -> str | None:
    connection.request("HEAD", path)
    answer = connection.getresponse()
    answer.read()
    return answer.getheader("Edition")


def memory_of_two(folder: Path, port: int) -> tuple[float, float]:
    """Return the megabytes of two workers with a full cache, after the start and after some publications."""
    with servers.serving(folder, port, PAGE, workers=2) as ours:
        started = stable_memory(ours.process)
        publish(servers.environment(folder, port), PUBLICATIONS).communicate()
        return started, stable_memory(ours.process)


def stable_memory(process: int) -> float:
    """Return the megabytes of a process once they no longer grow."""
    before, now = 0.0, memory_of(process)
    while abs(now - before) > 0.5:
        time.sleep(3)
        before, now = now, memory_of(process)
    return now


def memory_of(process: int) -> float:
    """Return the megabytes of a process and its children; shared pages count once (PSS)."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text().splitlines()
    except ProcessLookupError:  # it has ended in the meantime
        return 0
    own = next(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return own + sum(memory_of(child) for child in children_of(process))


def children_of(process: int) -> list[int]:
    tasks = os.listdir(f"/proc/{process}/task")
    return [int(pid) for task in tasks for pid in Path(f"/proc/{process}/task/{task}/children").read_text().split()]
