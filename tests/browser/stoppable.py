"""Stands in front of the tests' server and can be stopped for real: its port is closed, and so is each connection."""

from __future__ import annotations

import contextlib
import socket
import socketserver
import threading


class Handler(socketserver.BaseRequestHandler):
    def handle(self):
        with socket.create_connection(self.server.target) as upstream:
            pair = self.request, upstream
            self.server.joined.append(pair)
            back = threading.Thread(target=pass_on, args=(upstream, self.request))
            back.start()
            pass_on(*pair)
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
                hang_up(*pair)
            self.forwarder.server_close()
        if self.silent:
            self.silent.close()
        self.forwarder = self.silent = None

    def fall_silent(self) -> None:
        """Let everybody connect, and never answer: what a phone meets at the edge of a network."""
        self.stop()
        self.silent = socket.create_server(("127.0.0.1", self.port))


def pass_on(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65536):
            sink.sendall(data)
    hang_up(source, sink)


def hang_up(*ends: socket.socket) -> None:
    for end in ends:
        with contextlib.suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
