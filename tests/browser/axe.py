"""Accessibility checks with axe. Only violations are returned: listing passes takes axe half as long again."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

# The admin's content security policy refuses axe's preloading of styles.
OPTIONS = {"preload": False, "resultTypes": ["violations"]}
SCRIPT = Axe().axe_script
RUN = "options => axe.run(options).then(found => found.violations.map(one => `${one.id}: ${one.nodes[0].html}`))"


def violations(page, **options) -> list[str]:
    """Return the rules that the page violates, each with its first element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    return page.evaluate(RUN, OPTIONS | options)
