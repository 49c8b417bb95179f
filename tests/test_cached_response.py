"""One page in every encoding that it is sent in."""

from __future__ import annotations

import brotli
import pytest

from guide.http.cached_response import CachedResponse, etag_matches, negotiate_encoding


@pytest.mark.parametrize(
    ("header", "form"),
    [
        ("", ""),
        ("gzip, deflate, br, zstd", "br"),
        ("gzip", "gzip"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("*", "br"),
        ("identity", ""),
        ("*;q=0", ""),
        ("GZIP", "gzip"),
        ("br;q=0.0", ""),
        ("br;q=0.1, gzip;q=1.0", "gzip"),
        ("gzip; q=0.8 , br ;q=0.8", "br"),
        ("identity, gzip;q=0.5", ""),
        ("identity;q=0", ""),
        ("identity;q=0, *", "br"),
        ("*, br;q=0", "gzip"),
        ("br;q=nan, gzip;q=, deflate", ""),
        (";;,,=", ""),
    ],
)
def test_best_accepted_encoding_is_chosen(header, form):
    assert negotiate_encoding(header) == form


def test_etags_are_compared_as_lists_and_weakly():
    assert etag_matches('"a", W/"b"', '"b"')
    assert etag_matches("*", '"b"')
    assert not etag_matches('"ab"', '"b"')


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("etags", ['"t-gzip"', 'W/"t-gzip"', '"x", W/"t-gzip" ,"y"', "*"])
def test_unchanged_page_is_not_sent_again(method, etags):
    page, head = (
        CachedResponse("200 OK", [("ETag", '"t"'), ("Content-Type", "text/html"), ("Edition", "1-a")], b"x" * 500),
        [],
    )
    environ = {"REQUEST_METHOD": method, "HTTP_ACCEPT_ENCODING": "gzip"}
    assert page.respond(environ | {"HTTP_IF_NONE_MATCH": etags}, lambda *answer: head.extend(answer)) == []
    assert head == ["304 Not Modified", [("ETag", '"t-gzip"'), ("Edition", "1-a"), ("Vary", "Accept-Encoding")]]
    for other in ('"t"', '"t-br"', "t-gzip", ""):
        page.respond(environ | {"HTTP_IF_NONE_MATCH": other}, lambda *answer: head.extend(answer))
        assert head[-2] == "200 OK"


def test_recompressed_page_gets_its_own_etag():
    page = CachedResponse("200 OK", [("ETag", '"t"')], bytes(range(256)) + b"a page of words " * 500)
    quick, best = [], []
    sent = page.respond({"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "br"}, lambda *answer: quick.extend(answer))
    page.compress()
    smaller = page.respond({"REQUEST_METHOD": "GET", "HTTP_ACCEPT_ENCODING": "br"}, lambda *answer: best.extend(answer))
    assert len(smaller[0]) < len(sent[0])
    assert brotli.decompress(smaller[0]) == brotli.decompress(sent[0])
    assert (dict(quick[1])["ETag"], dict(best[1])["ETag"]) == ('"t-br"', '"t-br-best"')
    assert dict(best[1])["Content-Length"] == str(len(smaller[0]))
