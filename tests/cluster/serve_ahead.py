"""The server of a machine whose clock is ahead."""

from __future__ import annotations

import tests.cluster.ahead  # noqa: F401
from kickbacks.serve import main

if __name__ == "__main__":
    main()
