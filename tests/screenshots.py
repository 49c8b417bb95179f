"""`make screenshots`: take the pictures of README.md from a running `make run`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

FOLDER = Path(__file__).resolve().parent.parent / ".readme"
ANSWERS = "aim=hypertrophy&experience=intermediate&equipment=cable&equipment=band&days=3"
PHONE = {"viewport": {"width": 390, "height": 780}, "device_scale_factor": 2, "service_workers": "block"}
DESKTOP = {"viewport": {"width": 1200, "height": 720}}


def take(browser: Browser, site: str, name: str, password: str) -> None:
    phone = browser.new_page(**PHONE)
    for file, path in (("page", "/variations/cable/"), ("answer", f"/routine/?{ANSWERS}#answer-title")):
        phone.goto(site + path)
        phone.screenshot(path=FOLDER / f"{file}.png")
    desk = browser.new_page(**DESKTOP)
    desk.goto(f"{site}/admin/")
    desk.fill("#id_username", name)
    desk.fill("#id_password", password)
    desk.click("[type=submit]")
    desk.screenshot(path=FOLDER / "desk.png")


def main(site: str = "http://127.0.0.1:8000", name: str = "editor", password: str = "") -> None:
    """`name` and `password` are those of an account at this address (`make editor`)."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        take(browser, site, name, password)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
