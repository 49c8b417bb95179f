"""Accessibility checks with axe. Only violations are returned: listing passes takes axe half as long again."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

# The admin's content security policy refuses axe's preloading of styles.
OPTIONS = {"preload": False, "resultTypes": ["violations"]}
SCRIPT = Axe().axe_script
RUN = "options => axe.run(options).then(found => found.violations.map(one => `${one.id}: ${one.nodes[0].html}`))"

# Elements with what styles depend on: tag, classes, type, role and states, with those of the parent. Classes that
# name a field, a column, a model or an item are left out.
KINDS = """() => {
  const named = /^(field|column|model|app|dynamic|related)-|^[a-z]+\\d+$|-(\\d+|empty)$/
  const kind = (element) => element && [
    element.localName, element.type || "", ...[...element.classList].filter(name => !named.test(name)),
    ...element.getAttributeNames().filter(name => /^(aria-|role$|disabled|readonly)/.test(name)),
  ].join(" ")
  return [...document.querySelectorAll("*")].map(element => `${kind(element.parentElement)} > ${kind(element)}`)
}"""
NO_CONTRAST = {"rules": {"color-contrast": {"enabled": False}}}


def has_new_elements(page, seen: set[str]) -> bool:
    """Whether the page has kinds of elements that are not in `seen`, to which it adds them.

    Contrast takes most of axe's time. Elements of the same kind have the same colours.
    """
    kinds = set(page.evaluate(KINDS))
    new = kinds - seen
    seen |= kinds
    return bool(new)


def violations(page, **options) -> list[str]:
    """Return the rules that the page violates, each with its first element."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    return page.evaluate(RUN, OPTIONS | options)
