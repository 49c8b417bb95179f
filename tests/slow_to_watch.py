"""The server, long on the way from its first workers to what watches them."""

from __future__ import annotations

from time import sleep
from typing import Any

from kickbacks import serve


class Slow(serve.GuideServer):
    def _serve_loop(self, *loaders: Any) -> None:
        sleep(1)
        super()._serve_loop(*loaders)


if __name__ == "__main__":
    serve.GuideServer = Slow
    serve.main()
