"""`make bench`: our pages beside a bare Django view and nginx with the same bytes, in one run.

Each server is pinned to one core and the load to another, one after the other, in two passes at least. What counts is
the ratio to the anchor in the same run: these numbers change with the machine.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import urllib.request
from collections import defaultdict
from contextlib import ExitStack
from pathlib import Path

from tests.bench import servers

PASSES, SECONDS, CONNECTIONS = 3, 3, 16
GUIDE, BARE, NGINX = 8701, 8702, 8703
ROUTINE = "/routine/?aim=hypertrophy&experience=intermediate&equipment=cable"
README = servers.ROOT / "README.md"
BEGIN, END = "<!-- bench begin -->", "<!-- bench end -->"
CASES = {
    "nginx, the same bytes": (NGINX, "/page", {}),
    "bare Django view, the same bytes": (BARE, "/page", {}),
    "a page": (GUIDE, "/variations/cable/", {}),
    "a page, 304": (GUIDE, "/variations/cable/", {"If-None-Match": "*"}),
    "a routine, asked again": (GUIDE, ROUTINE, {}),
    "a routine, fresh each time": (GUIDE, "", {}),
}


def main() -> None:
    missing = [tool for tool in ("wrk", "nginx") if not shutil.which(tool)]
    if missing:
        sys.exit(f"make bench needs {' and '.join(missing)}: install them (Debian: apt-get install wrk nginx-light).")
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        folder = Path(name)
        folder.chmod(0o755)
        start = set_up(folder, stack)
        table = table_of(measure(folder), start)
    print(table)
    write(table)


def set_up(folder: Path, stack: ExitStack) -> float:
    """The servers, running; the seconds that ours needed until its first page."""
    servers.manage(folder, GUIDE, "migrate", "-v0")
    servers.manage(folder, GUIDE, "load_content", "--publish")
    servers.manage(folder, GUIDE, "collectstatic", "--no-input", "-v0")
    env = servers.environment(folder, GUIDE)
    start = stack.enter_context(servers.running(servers.guide(GUIDE), GUIDE, "/guide/form/", env))
    (folder / "page.html").write_bytes(fetch(f"http://127.0.0.1:{GUIDE}/variations/cable/"))
    (folder / "fresh.lua").write_text(fresh_requests())
    stack.enter_context(servers.running(servers.bare(BARE), BARE, "/page", env))
    stack.enter_context(servers.running(servers.nginx(folder, NGINX), NGINX, "/page", env))
    return start


def fetch(address: str) -> bytes:
    return urllib.request.urlopen(urllib.request.Request(address, headers={"Accept-Encoding": "br"})).read()


def fresh_requests() -> str:
    """Answers that nobody has asked for yet: days and equipment vary by a number that is read and a combination."""
    return """
local kit, n = {"cable", "band", "dumbbell", "bodyweight", "machine"}, 0
request = function()
  n = n + 1
  local query = "aim=hypertrophy&experience=intermediate&days=" .. (n % 5 + 1) .. "&placement=&equipment=cable"
  for i = 1, 12 do query = query .. "&equipment=" .. kit[math.floor(n / 5 ^ (i - 1)) % 5 + 1] end
  return wrk.format("GET", "/routine/?" .. query, {["HX-Request"] = "true", ["Accept-Encoding"] = "br"})
end
"""


def measure(folder: Path) -> dict[str, list[float]]:
    rates = defaultdict(list)
    for _ in range(PASSES):
        for name, (port, path, headers) in CASES.items():
            rates[name].append(rate(folder, port, path, headers))
    return rates


def rate(folder: Path, port: int, path: str, headers: dict[str, str]) -> float:
    """Requests a second, with every answer checked to be a good one."""
    pin = ["taskset", "-c", "1"] if servers.PIN else []
    options = [part for pair in headers.items() for part in ("-H", ": ".join(pair))] + ["-H", "Accept-Encoding: br"]
    script = [] if path else ["-s", str(folder / "fresh.lua")]
    load = ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}", *options, *script, f"http://127.0.0.1:{port}{path}"]
    out = subprocess.run([*pin, *load], capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out and "If-None-Match" not in headers:
        sys.exit(f"{path}: not every answer was good:\n{out}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", out)[1])


def table_of(rates: dict[str, list[float]], start: float) -> str:
    anchor = statistics.median(rates["bare Django view, the same bytes"])
    lines = ["| | requests a second | to the bare view |", "| --- | ---: | ---: |"]
    for name, found in rates.items():
        middle = statistics.median(found)
        lines.append(f"| {name} | {middle:,.0f} | {middle / anchor:.2f} |")
    note = f"Median of {PASSES} passes, {CONNECTIONS} connections, one core for the server and one for the load. "
    return "\n".join([*lines, "", f"{note}First page {start:.1f} s after the start of the server."])


def write(table: str) -> None:
    text = README.read_text()
    before, rest = text.split(BEGIN)
    README.write_text(f"{before}{BEGIN}\n{table}\n{END}{rest.split(END)[1]}")


if __name__ == "__main__":
    main()
