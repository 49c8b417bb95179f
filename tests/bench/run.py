"""`make bench`: our pages beside a bare Django view, nginx, an HTTP cache and Wagtail, in one run.

Each server is pinned to one core and the load to another, one after the other, in alternating passes. What counts is
the ratio to the anchor in the same run: these numbers change with the machine.

`make bench ARGS=growth` prints instead what grows when the guide has 10 times its content, which takes minutes.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.request
from contextlib import ExitStack
from http.client import HTTPResponse
from pathlib import Path

from tests.bench import figures, rates, servers, wagtail

README = servers.ROOT / "README.md"
BEGIN, END = "<!-- bench begin -->", "<!-- bench end -->"
TIMES = (1, 10)


def main(part: str = "") -> None:
    missing = [tool for tool in ("wrk", "nginx") if not shutil.which(tool)]
    if missing:
        sys.exit(f"make bench needs {' and '.join(missing)}: install them (Debian: apt-get install wrk nginx-light).")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        servers.manage(folder, rates.GUIDE, "collectstatic", "--no-input", "-v0")
        table = "\n".join(growth(folder) if part == "growth" else compared(folder))
    print(table)
    if part != "growth":
        write(table)


def compared(folder: Path) -> list[str]:
    servers.manage(folder, rates.GUIDE, "migrate", "-v0")
    servers.manage(folder, rates.GUIDE, "load_content", "--publish")
    with ExitStack() as stack:
        start = set_up(folder, stack).start
        lines = [*rates.table_of(rates.measure()), "", "| | |", "| --- | ---: |", *figures.builder(rates.GUIDE)]
        env = servers.environment(folder, rates.GUIDE)
        seen = figures.edit_to_visible(rates.GUIDE, rates.PAGE, env)
    memory = memory_of_two(folder)
    lines.append(f"| from published to seen, SQLite | {seen:.0f} ms |")
    lines.append(f"| first page after the start | {start:.1f} s |")
    lines.append(f"| memory of two workers with all pages kept | {memory:.0f} MB |")
    note = f"Median of {rates.PASSES} passes, {rates.CONNECTIONS} connections, "
    return [*lines, "", f"{note}one core for the server and one for the load."]


def set_up(folder: Path, stack: ExitStack) -> servers.Running:
    """All servers, running; ours is the one that is returned."""
    env = servers.environment(folder, rates.GUIDE)
    ours = serve(stack, env)
    address = f"http://127.0.0.1:{rates.GUIDE}{rates.PAGE}"
    page = fetch(address, "br")
    rates.save_page(folder, page.read())
    wagtail.set_up(fetch(address, "").read().decode(), folder)
    bare = servers.granian(rates.BARE, "tests.bench.bare:application")
    stack.enter_context(servers.running(bare, rates.BARE, "/page", env))
    conf = servers.nginx(folder, rates.NGINX, page.headers, guide=rates.GUIDE, cache=rates.CACHE)
    stack.enter_context(servers.running(conf, rates.NGINX, "/page", env))
    for port, settings in ((rates.WAGTAIL, "bench"), (rates.WAGTAIL_CACHED, "cached")):
        env = os.environ | {"DJANGO_SETTINGS_MODULE": f"site_.settings.{settings}"}
        command = servers.granian(port, "site_.wsgi:application", python=wagtail.PYTHON)
        stack.enter_context(servers.running(command, port, "/", env, wagtail.SITE))
    return ours


def serve(stack: ExitStack, env: dict[str, str], workers: int = 1) -> servers.Running:
    """The guide, as it is deployed."""
    command = servers.guide(rates.GUIDE, workers)
    return stack.enter_context(servers.running(command, rates.GUIDE, rates.PAGE, env))


def fetch(address: str, encoding: str) -> HTTPResponse:
    return urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": encoding}))


def memory_of_two(folder: Path) -> float:
    """Megabytes of two workers after each has rendered every page."""
    env = servers.environment(folder, rates.GUIDE)
    with ExitStack() as stack:
        ours = serve(stack, env, workers=2)
        before = 0.0
        # Both warm themselves: what they hold stands still when they are done.
        while (now := figures.memory_of(ours.process)) - before > 0.5:
            before = now
            time.sleep(3)
        return now


def growth(folder: Path) -> list[str]:
    lines = ["| content | a variation page | first page | two workers | publish | snapshot |"]
    lines.append("| --- | ---: | ---: | ---: | ---: | ---: |")
    for times in TIMES:
        place = folder / str(times)
        place.mkdir()
        servers.manage(place, rates.GUIDE, "migrate", "-v0")
        env = servers.environment(place, rates.GUIDE)
        command = [sys.executable, "-m", "tests.bench.growth", str(times)]
        out = subprocess.run(command, cwd=servers.ROOT, env=env, check=True, capture_output=True, text=True).stdout
        filled = json.loads(out)
        with ExitStack() as stack:
            start = serve(stack, env).start
            found = max(rates.rate(rates.GUIDE, rates.PAGE, {}) for _ in range(rates.PASSES))
        cells = [f"{found:,.0f}/s", f"{start:.1f} s", f"{memory_of_two(place):.0f} MB", f"{filled['publish']:.1f} s"]
        lines.append(f"| {times}× | {' | '.join(cells)} | {filled['bytes'] / 1e6:.1f} MB |")
    return lines


def write(table: str) -> None:
    text = README.read_text()
    before, rest = text.split(BEGIN)
    README.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
