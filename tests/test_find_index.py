"""One index for each edition, shared by all who ask."""

from __future__ import annotations

import threading

import pytest

from guide.reading import Stamp
from guide.search import index as search
from guide.search.index import index_of

pytestmark = pytest.mark.django_db


def test_an_index_is_built_once_even_when_many_ask_at_once(guide, monkeypatch):
    built = []
    monkeypatch.setattr(search, "_indexes", {})
    monkeypatch.setattr(search, "Index", lambda guide: built.append(guide) or object())
    threads = [threading.Thread(target=search.index_of, args=(guide,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(built) == 1


def test_threads_share_an_index_and_agree(guide):
    index, found = index_of(guide), []

    def look():
        found.extend(tuple(r.place.item for r in index.find(q).best) for q in ("sore knees", "bum", "zebra") * 5)

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 90
    assert len(set(found)) == 3


def test_previews_do_not_push_out_the_index_that_readers_use(guide, monkeypatch):
    monkeypatch.setattr(search, "_indexes", {})
    monkeypatch.setattr(search, "Index", lambda guide: object())
    kept = search.index_of(guide)
    for number in range(10):
        search.index_of(type(guide)(guide.snapshot, Stamp(0, f"preview {number}")))
        assert search.index_of(guide) is kept
    assert len(search._indexes) == search.KEPT


def test_a_phrase_with_synonyms_is_seen_through_a_slip(guide):
    index = search.index_of(guide)
    assert index.find("which muscels train").best == index.find("which muscles train").best
