from __future__ import annotations

import os

import pytest
from django.conf import settings

from guide.content_files.files import ContentReader
from guide.models.snapshot import KINDS
from guide.models.snapshot_loader import SnapshotLoader
from tests.bench import figures, growth, run, servers, wagtail


@pytest.mark.django_db
def test_guide_with_ten_times_the_content_is_valid():
    snapshot = ContentReader(settings.CONTENT_DIR).snapshot
    grown = growth.multiplied(snapshot, 10)
    assert SnapshotLoader(grown, KINDS).faults == []
    assert len(grown["variations"]) == 10 * len(snapshot["variations"])
    assert grown["prescriptions"] == snapshot["prescriptions"]


@pytest.mark.parametrize("part", ["bench", "growth"])
def test_benchmark_document_has_a_place_for_each_table(part):
    text = run.DOCUMENT.read_text()
    assert text.count(f"<!-- {part} begin -->") == text.count(f"<!-- {part} end -->") == 1


def test_article_is_split_at_headings_without_losing_words():
    html = "<body><nav>Menu</nav><main id='m'><h1>A</h1><p>one</p><svg><path/></svg><h2>B</h2>two</main></body>"
    assert wagtail.parts_of(html) == ["<h1>A</h1><p>one</p>", "<h2>B</h2>two"]


def test_builder_queries_do_not_repeat():
    assert len(set(figures.queries())) == len(figures.queries()) > 100


@pytest.mark.django_db
def test_each_measured_answer_is_a_routine(client):
    for query in figures.queries():
        text = client.get(f"/routine/?{query}", headers={"HX-Request": "true"}).content.decode()
        assert 'id="answer-title"' in text, query


def test_process_memory_includes_children():
    assert figures.memory_of(os.getpid()) > 10


def test_nginx_configuration_names_its_ports(tmp_path):
    servers.nginx(tmp_path, 1111, {"Edition": "1-ab", "Date": "today"}, guide=2222, cache=3333)
    text = (tmp_path / "nginx.conf").read_text()
    named = ("127.0.0.1:1111", "server 127.0.0.1:2222", "127.0.0.1:3333", 'add_header Edition "1-ab"')
    assert all(part in text for part in named)
    assert "add_header Date" not in text
    assert not any(part in text for part in ("{{", "8171", "8172", "/var/cache", "listen 80"))
