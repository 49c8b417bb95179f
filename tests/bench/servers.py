"""Start and stop the servers to measure, each pinned to the first core."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.server_command import GRANIAN

ROOT = Path(__file__).resolve().parent.parent.parent
NGINX = """daemon off; worker_processes 1; error_log /dev/null; pid {folder}/nginx.pid;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000; types {{ text/html html; }}
  server {{ listen 127.0.0.1:{port}; charset utf-8; {headers}
    location = /page {{ alias {folder}/page.html; }}
    location = /page-held-open {{ alias {folder}/page.html; open_file_cache max=10; }} }}
  {site}
}}
"""
# Headers that nginx sets itself.
OWN_HEADERS = {"connection", "content-length", "content-type", "date", "etag", "server"}


def pin(core: int) -> list[str]:
    return ["taskset", "-c", str(core)] if shutil.which("taskset") and (os.cpu_count() or 1) > 1 else []


def environment(folder: Path, port: int) -> dict[str, str]:
    """Return production settings with a database of its own."""
    site = f"http://127.0.0.1:{port}"
    own = {"HTTPS": "0", "LOG_REQUESTS": "0", "SITE_URL": site, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
    own |= {"SECRET_KEY": "bench-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ", "BENCH_BODY": f"{folder}/page.html"}
    return os.environ | own


def manage(folder: Path, port: int, *args: str) -> None:
    command = [sys.executable, "manage.py", *args]
    subprocess.run(command, cwd=ROOT, env=environment(folder, port), check=True, stdout=subprocess.DEVNULL)


class Running(NamedTuple):
    process: int
    # Seconds until its first answer.
    start: float


@contextmanager
def running(command: list[str], port: int, path: str, env: dict[str, str], folder: Path = ROOT) -> Iterator[Running]:
    """Run a server on the first core, and yield once it answers."""
    started = time.perf_counter()
    process = subprocess.Popen(
        [*pin(0), *command], cwd=folder, env=env, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        yield Running(process.pid, wait_for(f"http://127.0.0.1:{port}{path}") - started)
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def serving(folder: Path, port: int, path: str, workers: int = 1) -> AbstractContextManager[Running]:
    """Run the guide as deployed."""
    command = granian(port, "kickbacks.wsgi:application", "--workers", str(workers))
    return running(command, port, path, environment(folder, port))


def wait_for(address: str, seconds: float = 60) -> float:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        try:
            urllib.request.urlopen(address, timeout=5).read()
            return time.perf_counter()
        except OSError:
            time.sleep(0.01)
    raise TimeoutError(f"{address} did not answer within {seconds} seconds")


def granian(port: int, app: str, *options: str, python: str | Path = sys.executable) -> list[str]:
    """Return the Makefile's command line for any WSGI application."""
    return [str(python), *GRANIAN[1:], "--port", str(port), *options, app]


def nginx(folder: Path, port: int, headers: Mapping[str, str], *, guide: int, cache: int) -> list[str]:
    """Return the command of an nginx that serves the page as a file and caches the guide, as deployed."""
    (folder / "pages").mkdir(exist_ok=True)
    site = re.sub(r"server [\d.]+:8171 ", f"server 127.0.0.1:{guide} ", (ROOT / ".deploy/nginx.conf").read_text())
    site = re.sub(r"\n +server [\d.]+:8172 .*", "", site).replace("/var/cache/guide", str(folder))
    site = site.replace("listen 80;", f"listen 127.0.0.1:{cache};").replace("server_name guide.example;", "")
    ours = " ".join(f'add_header {name} "{text}";' for name, text in headers.items() if name.lower() not in OWN_HEADERS)
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port, headers=ours, site=site))
    return ["nginx", "-e", "/dev/null", "-p", str(folder), "-c", str(folder / "nginx.conf")]
