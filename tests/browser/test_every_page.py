"""Every page of the desk, found by its address, in a browser: axe, and nothing cut off at any width."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.auth.models import Group

from tests.access import TABLE
from tests.test_access import address, rows

__all__ = ["rows"]
KINDS = {"_here", "_pose", "_reading", "_redirect", "_history"}
NO_PAGE = {"logout", "jsi18n", "view_on_site", "content_file", "activity_file", "guide_report_export"}
PAGES = [
    name
    for name, who in TABLE.items()
    if set("EPA") & set(who.split()[0]) and name not in NO_PAGE and not name.endswith(tuple(KINDS))
]
HEIGHT = 900


@pytest.fixture
def page(open_page, site, make_user, rows):
    ada = make_user("Publishers")
    ada.groups.add(Group.objects.get(name="Administrators"))
    page = open_page("/admin/", viewport={"width": 320, "height": HEIGHT})
    page.fill("[name=username]", "ada")
    page.fill("[name=password]", "correct horse")
    page.click("[type=submit]")
    return page


@pytest.fixture
def wrong(page, site):
    """What is wrong with a page as it is shown, in words."""

    def axe(**options) -> list[str]:
        page.evaluate("document.getAnimations().forEach(one => one.finish())")
        found = Axe().run(page, options={"preload": False, **options}).response["violations"]
        return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found]

    def wrong(name: str) -> list[str]:
        answer = page.goto(site + address(name), wait_until="load")
        faults = [] if answer.status == 200 else [str(answer.status)]
        faults += axe()
        for width in (1280, 768, 320):
            page.set_viewport_size({"width": width, "height": HEIGHT})
            wide = page.evaluate("document.documentElement.scrollWidth") > width
            faults += [f"wider than {width}"] if wide else []
        for media in ({"color_scheme": "dark"}, {"forced_colors": "active"}):
            page.emulate_media(**media)
            faults += axe(runOnly=["color-contrast"])
        page.emulate_media(color_scheme="light", forced_colors="none")
        return faults

    return wrong


def test_axe_finds_nothing_in_light_dark_and_forced_colours_and_nothing_is_cut_off(wrong):
    found = {name: faults for name in PAGES if (faults := wrong(name))}
    assert found == {}
