"""A cluster is read while an edition is published every second, a node is killed and the database restarts.

The last edition is scheduled and goes live without any further write.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from tests.cluster.machines import DEPLOY, NGINX, ROOT, VARNISH, A, B
from tests.cluster.readers import Reader

MINUTES = float(os.environ.get("MINUTES", "1"))
# Seconds that a page may lag behind a publication, from a node or a cache.
BEHIND = 1.0


@pytest.fixture(scope="module")
def recorded(cluster):
    """All responses, when each edition was due, and when a node or the database was away."""
    return record_cluster(cluster)


def record_cluster(cluster):
    readers = [Reader(port) for port in (A, B, VARNISH, NGINX)]
    command = [sys.executable, "-m", "tests.cluster.publisher", str(MINUTES * 60)]
    publisher = subprocess.Popen(command, cwd=ROOT, env=cluster.env(), stdout=subprocess.PIPE, text=True)
    away = {}
    for reader in readers:
        reader.start()
    time.sleep(MINUTES * 15)
    away["node"] = time_span(lambda: (cluster.kill_node(A), time.sleep(3), cluster.start_node(A)))
    time.sleep(MINUTES * 10)
    away["database"] = time_span(
        lambda: (cluster.postgres("stop", "-m", "fast"), time.sleep(3), cluster.start_postgres())
    )
    lines = publisher.communicate(timeout=MINUTES * 60 + 60)[0].splitlines()
    published = [(int(number), float(at)) for number, at in (line.split() for line in lines)]
    time.sleep(max(0, published[-1][1] - time.monotonic()) + 3)
    for reader in readers:
        reader.enough.set()
        reader.join()
    return {reader.port: reader.reads for reader in readers}, published, away


def time_span(work):
    begun = time.monotonic()
    work()
    return begun, time.monotonic()


def all_reads(recorded):
    return [read for reads in recorded[0].values() for read in reads]


def test_enough_was_read(recorded):
    reads, published, _ = recorded
    assert len(published) > MINUTES * 15
    assert all(len([read for read in own if read.status == 200]) > MINUTES * 200 for own in reads.values())


def test_no_page_mixes_editions(recorded):
    good = [read for read in all_reads(recorded) if read.status == 200 and read.edition > 1]
    assert [read for read in good if read.marks != {read.edition}] == []


def test_only_the_killed_node_refused_requests(recorded):
    begun, ended = recorded[2]["node"]
    failed = [read for read in all_reads(recorded) if read.status != 200]
    assert [read for read in failed if read.port != A or not begun - 1 < read.begun < ended + 1] == []


@pytest.mark.parametrize("port", [A, B])
def test_node_never_goes_back_despite_clock_skew(recorded, port):
    editions = [read.edition for read in recorded[0][port] if read.status == 200]
    assert editions == sorted(editions)


@pytest.mark.parametrize("port", [A, B, VARNISH, NGINX])
def test_scheduled_edition_is_seen_from_its_time_on(recorded, port):
    number, due = recorded[1][-1]
    at_once = [read for read in recorded[0][port] if read.edition == number]
    assert at_once
    assert [read for read in at_once if read.ended < due - 0.05] == []
    assert [read for read in recorded[0][port] if read.begun > due + BEHIND and read.edition != number] == []


@pytest.mark.parametrize("port", [A, B, VARNISH, NGINX])
def test_no_page_is_stale(recorded, port):
    reads, published, away = recorded
    stale = []
    for read in reads[port]:
        due = max((number for number, at in published if at < read.begun - BEHIND), default=1)
        shaken = any(begun - 1 < read.begun < ended + 3 for begun, ended in away.values())
        if read.status == 200 and read.edition < due and not shaken:
            stale.append((read.path, read.edition, due))
    assert stale == []


def test_systemd_accepts_the_units():
    units = [str(path) for path in (*DEPLOY.glob("*.service"), *DEPLOY.glob("*.timer"))]
    found = subprocess.run(["systemd-analyze", "verify", *units], capture_output=True, text=True, check=False).stderr
    ours = [line for line in found.splitlines() if "guide" in line]
    assert [line for line in ours if "is not executable" not in line] == []
