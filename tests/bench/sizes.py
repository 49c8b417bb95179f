"""Benchmark of the deployed guide with 1, 10 and 100 times its content."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

from tests.bench import figures, rates, servers

TIMES = (1, 10, 100)
TRIES = 5
HEAD = "| content | variations, questions | a variation page | to 1× | publish all | a text | until seen | memory |"
LINE = "| {size.times}× | {filled[variations]}, {filled[questions]:,} | {rate:,.0f}/s | {ratio:.2f} | "
LINE += "{filled[whole]:.1f} s | {filled[text]:.1f} s | {seen:.0f} ms | {memory[0]:.0f} MB, {memory[1]:.0f} MB |"


class Size(NamedTuple):
    times: int
    folder: Path
    port: int

    @property
    def env(self) -> dict[str, str]:
        return servers.environment(self.folder, self.port)


def table_of_sizes(folder: Path) -> list[str]:
    sizes = [Size(times, folder / str(times), rates.GUIDE + place) for place, times in enumerate(TIMES)]
    filled = [fill(size) for size in sizes]
    with ExitStack() as stack:
        for size in sizes:
            figures.stable_memory(stack.enter_context(servers.serving(size.folder, size.port, rates.PAGE)).process)
        found = list(rates.measure({size.times: (size.port, rates.PAGE, {}) for size in sizes}).values())
        seen = [figures.edit_to_visible(size.port, rates.PAGE, size.env) for size in sizes]
    lines = [HEAD, f"| ---: |{' ---: |' * (HEAD.count('|') - 2)}"]
    for size, *results in zip(sizes, filled, found, seen, strict=True):
        memory, ratio = figures.memory_of_two(size.folder, size.port), results[1] / found[0]
        lines.append(
            LINE.format(size=size, filled=results[0], rate=results[1], ratio=ratio, seen=results[2], memory=memory)
        )
    when = f"after the start and after {figures.PUBLICATIONS} publications"
    each = f"Publications are the median of {TRIES}, each the first of a new process."
    return [*lines, "", f"{each} Memory of two workers {when}; shared pages count once."]


def fill(size: Size) -> dict[str, Any]:
    """Return the number of items, and the seconds to publish everything and one text, each in a new process."""
    size.folder.mkdir()
    servers.manage(size.folder, size.port, "migrate", "-v0")
    counted, whole = grow(size, str(size.times)), []
    filled = shutil.copy(size.folder / "bench.sqlite3", size.folder / "filled.sqlite3")
    for _ in range(TRIES):
        shutil.copy(filled, size.folder / "bench.sqlite3")
        whole.append(grow(size))
    text = [grow(size) for _ in range(TRIES)]
    return counted | {"whole": statistics.median(whole), "text": statistics.median(text)}


def grow(size: Size, *times: str) -> Any:
    command = [sys.executable, "-m", "tests.bench.growth", *times]
    done = subprocess.run(command, cwd=servers.ROOT, env=size.env, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)
