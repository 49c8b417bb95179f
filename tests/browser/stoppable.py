"""A proxy in front of the test server that can really be stopped, and waiting for the offline copy of the guide."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading

import pytest


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        with socket.create_connection(self.server.target) as upstream:
            pair = self.request, upstream
            self.server.joined.append(pair)
            back = threading.Thread(target=forward, args=(upstream, self.request))
            back.start()
            forward(*pair)
            back.join()


class Forwarder(socketserver.ThreadingTCPServer):
    allow_reuse_address = True

    def __init__(self, port: int, target: tuple[str, int]) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.target, self.joined = target, []


class StoppableServer:
    def __init__(self, target: str) -> None:
        host, port = target.removeprefix("http://").split(":")
        self.target, self.port, self.forwarder, self.silent = (host, int(port)), 0, None, None
        self.start()
        self.port = self.forwarder.server_address[1]
        self.url = f"http://localhost:{self.port}"

    def start(self) -> None:
        self.forwarder = Forwarder(self.port, self.target)
        self.thread = threading.Thread(target=self.forwarder.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def stop(self) -> None:
        if self.forwarder:
            self.forwarder.shutdown()
            self.thread.join()
            for pair in self.forwarder.joined:
                shut_down(*pair)
            self.forwarder.server_close()
        if self.silent:
            self.silent.close()
        self.forwarder = self.silent = None

    def stop_answering(self) -> None:
        """Accept connections and never answer, like a network with no reception."""
        self.stop()
        self.silent = socket.create_server(("127.0.0.1", self.port))


def forward(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    shut_down(source, sink)


def shut_down(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)


EDITION_IS_CACHED = """async (edition) => {
  const registration = await navigator.serviceWorker.getRegistration();
  const names = await caches.keys();
  return registration?.active?.state === "activated" && !registration.installing
    && names.length === 1 && names[0].startsWith(`guide-${edition}-`);
}"""


def poll(page, script, arg=None):
    """Poll a script until it returns true; Playwright's own wait does not await promises."""
    for _ in range(600):
        if page.evaluate(script, arg):
            return
        page.wait_for_timeout(50)
    pytest.fail(f"This did not come true: {script}")


def wait_until_cached(page, edition=1):
    """Wait until the edition is fully cached and its service worker is active."""
    poll(page, EDITION_IS_CACHED, edition)
