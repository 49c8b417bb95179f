"""`make bench`: our pages beside a bare Django view, nginx, an HTTP cache and Wagtail, in one run.

Each server is pinned to one core and the load generator to another, in alternating passes. Compare the ratios to the
baseline of the same run: the numbers themselves depend on the machine.

`make bench ARGS=growth` measures the guide with 1, 10 and 100 times its content.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import urllib.request
from contextlib import ExitStack
from http.client import HTTPResponse
from pathlib import Path

from tests.bench import figures, rates, servers, wagtail
from tests.bench.sizes import table_of_sizes

DOCUMENT = servers.ROOT / "docs" / "benchmarks.md"


def main(part: str = "") -> None:
    missing = [tool for tool in ("wrk", "nginx") if not shutil.which(tool)]
    if missing:
        sys.exit(f"make bench needs {' and '.join(missing)}: install them (Debian: apt-get install wrk nginx-light).")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        servers.manage(folder, rates.GUIDE, "collectstatic", "--no-input", "-v0")
        table = "\n".join(table_of_sizes(folder) if part == "growth" else comparison(folder))
    print(table)
    write(part or "bench", table)


def comparison(folder: Path) -> list[str]:
    servers.manage(folder, rates.GUIDE, "migrate", "-v0")
    servers.manage(folder, rates.GUIDE, "load_content", "--publish")
    with ExitStack() as stack:
        start = set_up(folder, stack).start
        lines = [*rates.table_of(rates.measure()), "", "| | |", "| --- | ---: |", *figures.builder(rates.GUIDE)]
        env = servers.environment(folder, rates.GUIDE)
        seen = figures.edit_to_visible(rates.GUIDE, rates.PAGE, env)
    started, later = figures.memory_of_two(folder, rates.GUIDE)
    lines.append(f"| from published to seen, SQLite | {seen:.0f} ms |")
    lines.append(f"| first page after the start | {start:.1f} s |")
    lines.append(f"| memory of two workers with all pages kept | {started:.0f} MB |")
    lines.append(f"| the same after {figures.PUBLICATIONS} publications | {later:.0f} MB |")
    note = f"Median of {rates.PASSES} passes, {rates.CONNECTIONS} connections, "
    return [*lines, "", f"{note}one core for the server and one for the load."]


def set_up(folder: Path, stack: ExitStack) -> servers.Running:
    """Start all servers, and return ours."""
    env = servers.environment(folder, rates.GUIDE)
    ours = stack.enter_context(servers.serving(folder, rates.GUIDE, rates.PAGE))
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


def fetch(address: str, encoding: str) -> HTTPResponse:
    return urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": encoding}))


def write(part: str, table: str) -> None:
    """Write the table between its markers in docs/benchmarks.md."""
    begin, end = f"<!-- {part} begin -->", f"<!-- {part} end -->"
    before, rest = DOCUMENT.read_text().split(begin)
    DOCUMENT.write_text(f"{before}{begin}\n{table}\n{end}{rest.split(end)[1]}")


if __name__ == "__main__":
    main(*sys.argv[1:])
