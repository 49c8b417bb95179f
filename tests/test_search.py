"""The search page: what it shows, and hostile queries."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from urllib.parse import urlencode

import brotli
import pytest
from django.core.handlers.wsgi import WSGIHandler

from guide.http.page_cache import PageCache, request_environ
from guide.models import Synonyms
from guide.notation import Phrases
from guide.search import index as search
from guide.search.index import index_for
from tests.addresses import ROUTINE
from tests.page_cache import FromDjango

pytestmark = pytest.mark.django_db

HOSTILE = {
    "long": "glute " * 1700,
    "one long word": "x" * 10_000,
    "quotes": "\"glute\" 'OR' ''' \"\"\" “knee”",
    "operators": 'NEAR(knee pain, 5) AND NOT title: ^glute* OR "',
    "columns": "title:knee text:* -within +x {a b}:c",
    "null bytes": "knee\x00\x00pain\x00",
    "control letters": "\x1b[31m\r\nSet-Cookie: a=b\x7f",
    "emoji": "🍑 🦵🏽 😭",
    "right to left": "\u202eeenk\u202c \u200b\u200d",
    "lone surrogate": "\ud800 knee",
    "another script": "болит колено 膝が痛い",
    "accents only": "\u0301\u0308\u0301",
    "markup": "<script>alert(1)</script><b>knee",
    "template": "{{ guide }} {% include 'x' %} %s %(a)s",
    "SQL": "'; DROP TABLE places; --",
    "stop words": "what do I do if it is the",
    "digits": "1234567890 10-20 2-1-3 0",
    "blank": "   \t  ",
    "signs only": "?!*()[]-_%&",
    "inner names": "same0same same1same",
}


def send_query(client, query, **headers):
    address = "/search/?" + urlencode({"q": query}, errors="surrogatepass")
    return client.get(address, headers=headers)


def text(response) -> str:
    return unescape(response.content.decode())


@pytest.mark.parametrize("query", HOSTILE.values(), ids=HOSTILE)
@pytest.mark.parametrize("headers", [{}, {"hx-request": "true"}], ids=["page", "fragment"])
def test_hostile_queries_are_answered(client, query, headers):
    response = send_query(client, query, **headers)
    assert response.status_code == 200
    assert "<script>alert" not in response.content.decode()
    assert len(response.content) < 40_000
    assert 'id="best-title"' in text(response) or "Questions that readers ask" in text(response)


@pytest.mark.parametrize(
    "address", ["/search/?q=a&q=knee", "/search/?x=1", "/search/?q", "/search/?q=%ff%fe%00", "/search/?q[]=x"]
)
def test_odd_addresses_are_answered(client, address):
    assert client.get(address).status_code == 200


def test_empty_search_shows_help_and_focuses_the_field(client, guide):
    page = text(client.get("/search/"))
    assert "<title>Search | Kickbacks</title>" in re.sub(r"\s+(?=</title>)", "", page)
    assert re.search(r'<input type="search"[^>]* autofocus', page)
    for question in {question.topic: question for question in reversed(guide.questions)}.values():
        assert f'href="/questions/{question.slug}/"' in page
    assert all(section.title in page for section in guide.sections)
    assert "Nothing found" not in page


@pytest.mark.parametrize("query", ["zzzzqqqq", "what do i do", "🍑", "膝"])
def test_search_without_results_offers_help(client, query):
    page = text(send_query(client, query))
    assert f"“{query}”" in page
    assert "Questions that readers ask" in page
    assert '<section class="answer"' not in page
    assert re.search(r"<title>\s*(Nothing found|Not mentioned)", page)


def test_best_result_is_a_whole_sentence_before_the_others(client):
    page = text(send_query(client, "wobbling"))
    best, _, rest = page.partition("more that fit")
    assert re.search(r'<h2 id="best-title" tabindex="-1" autofocus>', best)
    assert re.search(r'<p class="big">[^…]*<mark>[^…]*</p>', best)
    assert 'href="/questions/wobble/">Read the whole answer</a>' in best
    assert 'href="/variations/' in best
    assert re.search(r"<summary>\d+ more places that only mention it</summary>", rest)
    assert re.search(r"<title>\s*wobbling: \d+ results \| Search \| Kickbacks", page)


def test_missing_word_has_a_heading_of_its_own(client):
    page = text(send_query(client, "botox for sore knees"))
    assert re.search(r'<h2 id="best-title" tabindex="-1" autofocus>The guide does not mention <em>botox</em>', page)
    assert "What comes closest" in page
    assert "more that fit" not in page
    assert "Read the whole" not in page


def test_symptoms_get_one_care_line(client):
    assert text(send_query(client, "sore knees")).count('<div class="careline">') == 1
    assert "careline" not in text(send_query(client, "which muscles"))


def test_search_finds_headings(guide):
    addresses = [result.document.address for result in index_for(guide).search("know where to stop").hits]
    assert addresses[0] == "/guide/form/#form-know-where-to-stop"


def test_places_are_unique_and_the_best_are_diverse(guide):
    found = index_for(guide).search("lower back pain")
    addresses = [result.document.address for result in (*found.hits, *found.mentions)]
    assert len(addresses) == len(set(addresses)) > 5
    assert len({result.document.item for result in found.hits}) == len(found.hits) >= 3


def test_search_tolerates_typos_and_compounds(guide):
    index = index_for(guide)
    for one, other in [
        ("hamstring cramps", "hamstrings cramping"),
        ("squats", "squating"),
        ("kick backs", "kickbacks"),
    ]:
        assert index.search(one).hits[0].document == index.search(other).hits[0].document
    for query in ("pregnent", "preganncy", "PREGNANT!", "prégnant", "pregn"):
        found = [(result.document.item, result.document.title) for result in index.search(query).hits[:2]]
        assert {item for item, _ in found} == {"question-pregnancy", "section-safety"}, (query, found)
    assert index.search("anklestrap").best.document.item == "question-strap-and-pulley"


def test_spelling_correction_is_stated(client):
    page = text(send_query(client, "ankle strapp rubs"))
    assert 'Did you mean <a href="/search/?q=ankle%20strap%20rubs">ankle strap rubs</a>?' in page
    assert "does not mention" not in page


def test_synonyms_of_editors_change_the_results(client, guide):
    assert index_for(guide).search("preggers").best.document.item in {"question-pregnancy", "section-safety"}
    snapshot = guide.snapshot | {"synonyms": [{"slug": "x", "words": "moggy, pregnant"}]}
    index = search.SearchIndex(type(guide)(snapshot, guide.edition))
    assert index.search("moggy").best.document.item in {"question-pregnancy", "section-safety"}
    assert index.search("preggers").hits == ()


def test_edition_without_synonyms_can_be_searched(guide):
    snapshot = {kind: rows for kind, rows in guide.snapshot.items() if kind != "synonyms"}
    assert search.SearchIndex(type(guide)(snapshot, guide.edition)).search("pregnancy").best


def test_field_keeps_the_query_escaped(client):
    page = send_query(client, '"><script>alert(1)</script> knee').content.decode()
    assert 'value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt; knee"' in page
    assert "<script>alert" not in page


def test_guide_text_is_escaped_in_results(guide):
    rows = [row | {"body": "Zebra `<img src=x>` & co."} for row in guide.snapshot["questions"][:1]]
    index = search.SearchIndex(type(guide)(guide.snapshot | {"questions": rows}, guide.edition))
    (result, *_) = index.search("zebra").hits
    assert "".join(piece.text for piece in result.snippet) == "Zebra <img src=x> & co."
    assert [piece.text for piece in result.snippet if piece.marked] == ["Zebra"]


def test_fragment_is_the_results_without_autofocus(client):
    response = send_query(client, "sore knees", **{"hx-request": "true"})
    page = text(response)
    assert "<html" not in page
    assert "autofocus" not in page
    assert re.search(r"<title>\s*sore knees: \d+ results", page)
    assert re.search(r'#found-status">\d+ results for “sore knees”, and \d+ more places that only mention it\.', page)
    assert {"HX-Request", "HX-History-Restore-Request"} <= set(re.split(r",\s*", response["Vary"]))


def test_page_restored_from_history_is_complete(client):
    page = text(send_query(client, "knee", **{"hx-request": "true", "hx-history-restore-request": "true"}))
    assert "<html" in page


def test_search_results_are_not_cached(client):
    response = send_query(client, "knee")
    assert "private" in response["Cache-Control"]
    assert "s-maxage" not in response["Cache-Control"]
    again = send_query(client, "knee", **{"if-none-match": response["ETag"]})
    assert (again.status_code, "private" in again["Cache-Control"]) == (304, True)


def test_canonical_links(client):
    assert 'rel="canonical" href="http://testserver/search/"' in text(send_query(client, "knee"))
    assert 'rel="canonical" href="http://testserver/routine/"' in text(client.get(ROUTINE))
    card = text(client.get(ROUTINE.replace("/?", "/card/?")))
    assert 'rel="canonical" href="http://testserver/routine/"' in card
    assert "Disallow: /routine" not in text(client.get("/robots.txt"))


@pytest.mark.usefixtures("one_connection")
def test_search_page_is_compressed_and_private():
    page_cache = PageCache(WSGIHandler(), FromDjango(), site="http://testserver")
    for query in ("knee", "bum", "knee"):
        environ = request_environ(f"http://testserver/search/?q={query}") | {"HTTP_ACCEPT_ENCODING": "br"}
        head = []
        body = b"".join(page_cache(environ, lambda status, headers, *rest, head=head: head.extend(headers)))
        assert b'id="best-title"' in brotli.decompress(body)
        assert "private" in dict(head)["Cache-Control"]
    assert len(page_cache._cache) == 0
    again = environ | {"HTTP_IF_NONE_MATCH": dict(head)["ETag"], "wsgi.input": BytesIO()}
    status = []
    page_cache(again, lambda line, *rest: status.append(line))
    assert status == ["304 Not Modified"]


def test_status_line_is_a_polite_live_region(client):
    page = text(client.get("/search/"))
    assert re.search(r'id="found-status" role="status"', page)
    assert page.index('id="found-status"') < page.index('id="found"')


def test_every_page_links_to_search(client):
    assert 'href="/search/"' in text(client.get("/about/"))
    missing = client.get("/no-such-page")
    assert missing.status_code == 404
    assert re.search(r'<form[^>]* action="/search/"', text(missing))


def test_preview_search_finds_unpublished_texts(as_editor):
    Synonyms.objects.create(slug="moggy", words=Phrases(("moggy", "pregnant")))
    page = text(as_editor.get("/preview/search/?q=moggy"))
    assert 'href="/preview/questions/pregnancy/"' in page
    assert "does not mention <em>moggy</em>" in text(as_editor.get("/search/?q=moggy"))


@pytest.mark.parametrize("query", ["R.I.R.", "r.i.r", "RIR", "reps in re\xadserve", "reps\ufeff in reserve"])
def test_dots_and_unseen_characters_do_not_matter(client, query):
    found = re.findall(
        r'<a href="(/[^"]+)"', text(send_query(client, "reps in reserve")).partition('id="best-title"')[2]
    )
    best = re.findall(r'<a href="(/[^"]+)"', text(send_query(client, query)).partition('id="best-title"')[2])
    assert best
    assert set(best[:3]) & set(found[:3])
