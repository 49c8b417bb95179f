"""Addresses that nobody comes to by a link or a form are answered and not stored."""

from __future__ import annotations

import pytest

from guide.http.cached_response import CachedResponse
from guide.http.page_cache import EditionCache
from tests.page_cache import GOOD, SITE, CountingApp, getter

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("one_connection")]
FAULTY = [
    "/variations/cable/?tempo={}",
    "/variations/cable/?tempo=1-1-{}",
    "/variations/?equipment={}",
    "/variations/?equipment=band&equipment={}",
    "/routine/?left={}",
    "/routine/?aim={}",
    f"/routine/?{GOOD}&equipmnt={{}}",
    f"/routine/?{GOOD}&avoid={{}}",
    f"/routine/?{GOOD}&start={{}}",
    f"/routine/?{GOOD}&left={{}}",
    f"/routine/edit/?{GOOD}&left={{}}",
    f"/routine.txt?{GOOD}&at={{}}",
    f"/routine.json?{GOOD}&days={{}}",
    f"/routine/?{GOOD}" + "&equipment=band" * 9 + "&placement=" * 3 + "&load={}",
]
USUAL = [
    "/",
    "/about/",
    "/variations/",
    "/variations/cable/?tempo=2-1-3",
    f"/routine/?{GOOD}",
    f"/routine/edit/?{GOOD}",
]
USUAL += ["/variations/?equipment=band&equipment=cable", f"/routine.txt?{GOOD}", f"/routine.json?{GOOD}"]


def test_flood_of_faulty_addresses_leaves_the_usual_pages_in_the_cache():
    app = CountingApp()
    get = getter(app)
    for path in USUAL:
        get(path)
    assert app.calls == len(USUAL)
    for number in range(5):
        for path in FAULTY:
            get(path.format(f"x{number}"))
        get("/about/", HTTP_HOST=f"testserver:{8000 + number}")
        get("/about/", HTTP_HOST="testserve" + "Rr"[number % 2])
        get(f"/routine/?{GOOD}&load=" + "1" * 1_000)
    flood = app.calls
    assert len(get.page_cache._cache) == len(USUAL)
    for path in USUAL:
        assert get(path)[0] == 200
    assert app.calls == flood


def test_host_with_an_unusual_port_is_answered():
    get = getter(CountingApp())
    assert get("/about/", HTTP_HOST="testserver:81")[0] == 200
    get("/about/")
    assert get("/about/", HTTP_HOST="evil.example")[0] == 400
    assert get("/about/", HTTP_HOST="evil.example")[2] == get("/nope", HTTP_HOST="evil.example")[2]


def test_keys_count_in_the_size():
    cache = EditionCache((1, "d"), max_bytes=100_000)
    for number in range(50):
        cache.put((SITE, "/", str(number) * 5_000, False, True), CachedResponse("200 OK", [], b"x"), ("q",))
    assert len(cache) <= 3
