from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests.cluster.machines import Cluster


@pytest.fixture(scope="session")
def cluster():
    with tempfile.TemporaryDirectory() as name:
        cluster = Cluster(Path(name))
        cluster.folder.chmod(0o755)
        try:
            cluster.start()
            yield cluster
        finally:
            cluster.stop()
