"""`make share`: draw the share picture from the content. Run it when the name, the title or poses change."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parent.parent
STYLE = """
body { margin: 0; width: 1200px; height: 630px; background: #fbfaf6; color: #16232e; }
body { font-family: system-ui, sans-serif; }
main { position: absolute; left: 72px; top: 72px; width: 560px; }
p { font-size: 34px; margin: 0; font-weight: 700; }
h1 { font-size: 64px; line-height: 1.1; margin: 32px 0 0; text-wrap: balance; }
svg { position: absolute; right: 40px; bottom: 24px; width: 540px; height: 580px; fill: none;
  --body: #16232e; --pale: #a9aeb1; --ground: #fbfaf6; --gear: #6b747b; --red: #b23216; --number: #b23216;
  stroke-linecap: round; stroke-linejoin: round; }
"""


def page() -> tuple[str, str]:
    """Return the file name, and the picture as HTML."""
    from guide.content_files.files import ContentReader
    from guide.read_model.pictures import FigureRenderer
    from guide.views.base import share_picture_name

    snapshot = ContentReader(ROOT / "content").snapshot
    variation = min(snapshot["variations"], key=lambda row: row["position"])
    (cover,) = snapshot["cover"]
    top = FigureRenderer(snapshot).pictures(variation)[1]
    name = share_picture_name(cover["name"], cover["title"])
    words = f"<p>{cover['name']}</p><h1>{cover['title']}</h1>"
    return name, f'<style>{STYLE}</style><main>{words}</main><svg viewBox="{top.box}">{top.drawing}</svg>'


def draw() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    name, html = page()
    folder = ROOT / "static" / "guide"
    for old in folder.glob("share-*.png"):
        old.unlink()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        sheet = browser.new_page(viewport={"width": 1200, "height": 630})
        sheet.set_content(html)
        sheet.screenshot(path=folder.parent / name)
        browser.close()


if __name__ == "__main__":
    draw()
