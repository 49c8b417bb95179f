"""Benchmark of requests per second, one server after the other, in alternating passes."""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.bench import servers

PASSES, SECONDS, CONNECTIONS = 9, 1, 16
GUIDE, BARE, NGINX, CACHE, WAGTAIL, WAGTAIL_CACHED = 8701, 8702, 8703, 8704, 8705, 8706
PAGE = "/variations/cable/"
ROUTINE = "/routine/?aim=hypertrophy&experience=intermediate&equipment=cable"
ANCHOR, OURS = "bare Django view, the same bytes", "a page"
# The port, the path and the headers of a request.
Case = tuple[int, str, dict[str, str]]
CASES: dict[str, Case] = {
    "nginx as it comes, the same bytes from a file": (NGINX, "/page", {}),
    "nginx, a file that it holds open for a minute": (NGINX, "/page-held-open", {}),
    "a page through nginx's cache": (CACHE, PAGE, {}),
    OURS: (GUIDE, PAGE, {}),
    "a page, 304": (GUIDE, PAGE, {"If-None-Match": "*"}),
    "a routine, asked again": (GUIDE, ROUTINE, {}),
    ANCHOR: (BARE, "/page", {}),
    "Wagtail with its page cache, the same article": (WAGTAIL_CACHED, "/", {}),
    "Wagtail as it comes, the same article": (WAGTAIL, "/", {}),
}


def measure(cases: Mapping[Any, Case] = CASES) -> dict[Any, float]:
    """Return the median over all passes, by name of the case."""
    rates = defaultdict(list)
    for _ in range(PASSES):
        for name, case in cases.items():
            rates[name].append(rate(*case))
    return {name: statistics.median(found) for name, found in rates.items()}


def rate(port: int, path: str, headers: dict[str, str], seconds: int = SECONDS) -> float:
    """Return requests per second; exits if a response is an error."""
    options = [part for pair in headers.items() for part in ("-H", ": ".join(pair))] + ["-H", "Accept-Encoding: br"]
    load = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}", *options, f"http://127.0.0.1:{port}{path}"]
    out = subprocess.run([*servers.pin(1), *load], capture_output=True, text=True, check=True).stdout
    if "Socket errors" in out or ("Non-2xx" in out and "If-None-Match" not in headers):
        sys.exit(f"{path}: not every answer was good:\n{out}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])


def table_of(rates: dict[str, float]) -> list[str]:
    lines = ["| | requests a second | to the bare view | our page to it |", "| --- | ---: | ---: | ---: |"]
    for name, found in rates.items():
        ratios = f"{found / rates[ANCHOR]:.2f} | {rates[OURS] / found:.2f}"
        lines.append(f"| {name} | {found:,.0f} | {ratios} |")
    return lines


def save_page(folder: Path, body: bytes) -> None:
    """Save our page for nginx and the bare view to serve."""
    (folder / "page.html").write_bytes(body)
