"""Figures move without a script, and stand still where movement is unwanted."""

from __future__ import annotations

import pytest

from guide.models import Mistake

WIDTHS = "() => [...document.querySelectorAll('.moving path')].map(path => path.getBBox().width).join()"


@pytest.mark.parametrize("address", ["/", "/variations/cable/", "/variations/band/?tempo=3-1-3"])
def test_figure_moves_until_it_is_paused(open_page, address):
    page = open_page(address, java_script_enabled=False)
    before = page.evaluate(WIDTHS)
    page.wait_for_timeout(700)
    assert page.evaluate(WIDTHS) != before
    assert shown(page) == (True, False)
    page.get_by_label("Pause").check()
    assert shown(page) == (False, True)


def shown(page):
    """Return whether the moving figure is visible, and whether the still one in its place is."""
    return page.locator(".moving").is_visible(), page.locator(".still").is_visible()


def test_reduced_motion_shows_a_still_figure(open_page):
    page = open_page("/variations/cable/", reduced_motion="reduce")
    assert shown(page) == (False, True)
    assert not page.get_by_label("Pause").is_visible()


def test_print_shows_still_poses_only(open_page):
    page = open_page("/variations/cable/")
    page.emulate_media(media="print")
    assert page.locator(".paper .set-up figure").first.is_visible()
    assert shown(page) == (False, False)


def test_poses_stack_on_a_phone(open_page):
    for width, stacked in ((390, True), (1280, False)):
        page = open_page("/variations/cable/", viewport={"width": width, "height": 900})
        start, top = (page.locator(".figures figure:visible").nth(index).bounding_box() for index in (0, 1))
        assert (top["y"] > start["y"] + 100) is stacked
        assert page.evaluate("document.documentElement.scrollWidth") == width


def test_pose_drawing_follows_typed_numbers(open_page, make_user):
    make_user(is_superuser=True)
    page = open_page("/admin/login/?next=/admin/guide/mistake/", viewport={"width": 1280, "height": 900})
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill("correct horse")
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("link", name=Mistake.objects.get(slug="arching").title).click()
    page.wait_for_load_state()  # the scripts miss what is typed before they load
    picture = page.locator("#poses-1 .pose-picture")
    before = picture.inner_html()
    page.locator("#id_poses-1-femur").fill("30")
    page.wait_for_function(
        "before => document.querySelector('#poses-1 .pose-picture').innerHTML !== before", arg=before
    )
    page.locator("#id_poses-1-reach").fill("110")
    picture.get_by_text("The hands do not reach what they hold").wait_for()
    page.get_by_text("Add another Pose").click()
    page.locator("#id_poses-2-trunk").fill("200")
    page.locator("#poses-2 .pose-picture .errorlist").wait_for()
