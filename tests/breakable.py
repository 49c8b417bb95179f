"""The server of a program that does not load while a file is there."""

from __future__ import annotations

import os
import sys
from pathlib import Path

if Path(os.environ["BROKEN"]).exists():
    sys.exit("The program is broken.")

from kickbacks.serve import main

if __name__ == "__main__":
    main()
