"""Starts the servers that are measured, each pinned to the first core, and stops them again."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PIN = ["taskset", "-c", "0"] if shutil.which("taskset") and (os.cpu_count() or 1) > 1 else []
GRANIAN = [sys.executable, "-m", "granian", "--interface", "wsgi", "--blocking-threads", "1", "--no-ws"]
NGINX = """daemon off; worker_processes 1; error_log /dev/null; pid {folder}/nginx.pid;
events {{ worker_connections 512; }}
http {{
  access_log off; sendfile on; tcp_nopush on; keepalive_requests 1000000;
  open_file_cache max=10; types {{ text/html html; }}
  server {{ listen 127.0.0.1:{port}; root {folder};
    location = /page {{ try_files /page.html =404; add_header Content-Encoding br; default_type text/html; }} }}
}}
"""


def environment(folder: Path, port: int) -> dict[str, str]:
    """Production settings on a database of its own."""
    site = f"http://127.0.0.1:{port}"
    own = {"HTTPS": "0", "LOG_REQUESTS": "0", "SITE_URL": site, "DATABASE_URL": f"sqlite:///{folder}/bench.sqlite3"}
    own |= {"SECRET_KEY": "bench-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHIJ", "BENCH_BODY": f"{folder}/page.html"}
    return os.environ | own


def manage(folder: Path, port: int, *args: str) -> None:
    command = [sys.executable, "manage.py", *args]
    subprocess.run(command, cwd=ROOT, env=environment(folder, port), check=True, stdout=subprocess.DEVNULL)


@contextmanager
def running(command: list[str], port: int, path: str, env: dict[str, str]) -> Iterator[float]:
    """A server while it answers; yields the seconds until its first answer."""
    started = time.perf_counter()
    process = subprocess.Popen([*PIN, *command], cwd=ROOT, env=env, stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        yield wait_for(f"http://127.0.0.1:{port}{path}") - started
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=20)


def wait_for(address: str, seconds: float = 30) -> float:
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        try:
            urllib.request.urlopen(address, timeout=5).read()
            return time.perf_counter()
        except OSError:
            time.sleep(0.01)
    raise TimeoutError(f"{address} did not answer within {seconds} seconds")


def guide(port: int) -> list[str]:
    return [*GRANIAN, "--port", str(port), "kickbacks.wsgi:application"]


def bare(port: int) -> list[str]:
    return [*GRANIAN, "--port", str(port), "tests.bench.bare:application"]


def nginx(folder: Path, port: int) -> list[str]:
    (folder / "nginx.conf").write_text(NGINX.format(folder=folder, port=port))
    return ["nginx", "-e", "/dev/null", "-p", str(folder), "-c", str(folder / "nginx.conf")]
