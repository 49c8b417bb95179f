"""A whole cluster on loopback: PostgreSQL, two nodes, Varnish and nginx with the files of `.deploy`."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.databases import ROOT, Database
from tests.server_command import GRANIAN
from tests.serving import children, kill_whole

DEPLOY = ROOT / ".deploy"
POSTGRES, A, B, VARNISH, NGINX = 5600, 8171, 8172, 8173, 8174
NGINX_CONF = """daemon off; worker_processes 1; error_log {folder}/nginx.log; pid {folder}/nginx.pid;
{user} events {{ worker_connections 512; }}
http {{ access_log off;
{site}
}}
"""


class Cluster:
    def __init__(self, folder: Path) -> None:
        self.folder, self.running = folder, {}

    def start(self) -> None:
        self.start_postgres(new=True)
        for args in (["migrate", "-v0"], ["load_content", "--publish"], ["collectstatic", "--no-input", "-v0"]):
            command = [sys.executable, "manage.py", *args]
            subprocess.run(command, cwd=ROOT, env=self.env(), check=True, stdout=subprocess.DEVNULL)
        self.start_node(A)
        self.start_node(B, app="tests.cluster.serve_ahead:application")
        self.start_varnish()
        self.start_nginx()

    def stop(self) -> None:
        for process in reversed(self.running.values()):
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait(timeout=20)
        self.postgres("stop", "-m", "immediate", check=False)

    def env(self) -> dict[str, str]:
        own = {"DATABASE_URL": f"postgres://postgres@127.0.0.1:{POSTGRES}/guide", "SITE_URL": "http://127.0.0.1:8173"}
        own |= {"HTTPS": "0", "BEHIND_PROXY": "1", "ALLOWED_HOSTS": "127.0.0.1", "LOG_REQUESTS": "0"}
        own |= {"PURGE_URLS": f"http://127.0.0.1:{VARNISH}/,http://127.0.0.1:{NGINX}/purge"}
        own |= {"DJANGO_SETTINGS_MODULE": "kickbacks.settings"}
        return os.environ | own | {"SECRET_KEY": "cluster-0123456789-abcdefghijklmnopqrstuvwxyz-ABCDEFGHI"}

    def spawn(self, name: str, command: list[str], port: int, env: dict[str, str] | None = None) -> None:
        with (self.folder / f"{name}.log").open("ab") as log:
            process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log, start_new_session=True)
        self.running[name] = process
        wait_for(f"http://127.0.0.1:{port}/readyz")

    def start_node(self, port: int, app: str = "kickbacks.wsgi:application") -> None:
        self.spawn(f"node-{port}", [*GRANIAN, "--port", str(port), app], port, self.env())

    def kill_node(self, port: int) -> None:
        kill_whole(self.running[f"node-{port}"])

    @property
    def postmaster(self) -> int:
        """Return PostgreSQL's main process; the others end when it is gone."""
        return int((self.folder / "postgres" / "data" / "postmaster.pid").read_text().splitlines()[0])

    def kill_postgres(self) -> None:
        os.kill(self.postmaster, signal.SIGKILL)

    @contextmanager
    def freeze_postgres(self) -> Iterator[None]:
        """Stop all of PostgreSQL's processes, while the kernel keeps accepting connections."""
        processes = [self.postmaster, *children(self.postmaster)]
        try:
            for process in processes:
                os.kill(process, signal.SIGSTOP)
            yield
        finally:
            for process in processes:
                os.kill(process, signal.SIGCONT)

    def database(self) -> Database:
        return Database(self.env()["DATABASE_URL"])

    def start_varnish(self) -> None:
        command = ["varnishd", "-F", "-f", str(DEPLOY / "varnish.vcl"), "-a", f"127.0.0.1:{VARNISH}"]
        self.spawn("varnish", [*command, "-n", str(self.folder / "varnish"), "-s", "malloc,32m"], VARNISH)

    def start_nginx(self) -> None:
        site = (DEPLOY / "nginx.conf").read_text().replace("listen 80;", f"listen 127.0.0.1:{NGINX};")
        site = site.replace("/var/cache/guide", f"{self.folder}/nginx-cache")
        (self.folder / "nginx-cache").mkdir()
        self.change_owner("nginx-cache", "www-data")
        user = "user www-data;" if os.getuid() == 0 else ""
        file = self.folder / "nginx.conf"
        file.write_text(NGINX_CONF.format(folder=self.folder, user=user, site=site))
        self.spawn("nginx", ["nginx", "-e", str(self.folder / "nginx.log"), "-c", str(file)], NGINX)

    def postgres(self, *args: str, check: bool = True) -> None:
        bin_folder = max(Path("/usr/lib/postgresql").glob("*/bin"))
        as_user = ["runuser", "-u", "postgres", "--"] if os.getuid() == 0 else []
        data = self.folder / "postgres" / "data"
        command = [*as_user, str(bin_folder / "pg_ctl"), "-D", str(data), "-w", "-l", f"{data}.log", *args]
        subprocess.run(command, check=check, cwd="/", stdout=subprocess.DEVNULL)

    def change_owner(self, name: str, user: str) -> None:
        """Give files to the user that a server runs as when root starts it."""
        if os.getuid() == 0:
            shutil.chown(self.folder / name, user)

    def start_postgres(self, *, new: bool = False) -> None:
        own = self.folder / "postgres"
        if new:
            own.mkdir()
            self.change_owner("postgres", "postgres")
            self.postgres("initdb", "-o", "-U postgres -A trust --no-sync")
        self.postgres("start", "-o", f"-p {POSTGRES} -h 127.0.0.1 -k {own}")
        if new:
            create = ["createdb", "-h", "127.0.0.1", "-p", str(POSTGRES), "-U", "postgres", "guide"]
            subprocess.run(create, check=True)


def wait_for(address: str, seconds: float = 40) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            urllib.request.urlopen(address, timeout=2).read()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(address)


def edition_marks(page: bytes) -> set[int]:
    """Return the edition numbers that a page shows."""
    return {int(number) for number in re.findall(rb"mark(\d+)mark", page)}
