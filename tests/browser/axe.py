"""Accessibility checks with axe. Only violations are returned: listing passes takes axe half as long again."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe

# The admin's content security policy refuses axe's preloading of styles.
OPTIONS = {"preload": False, "resultTypes": ["violations"]}
SCRIPT = Axe().axe_script
RUN = "options => axe.run(options).then(found => found.violations.map(one => `${one.id}: ${one.nodes[0].html}`))"

# A look is all that contrast depends on: tag, classes, type, role and states of an element and its parent, its colour,
# and the ground behind it. Classes that name a field, a column, a model or an item are left out.
CHECK_CONTRAST_OF_NEW_LOOKS = """(seen) => {
  const named = /^(field|column|model|app|dynamic|related)-|^[a-z]+\\d+$|-(\\d+|empty)$/
  const kind = (element) => element && [
    element.localName, element.type || "", ...[...element.classList].filter(name => !named.test(name)),
    ...element.getAttributeNames().filter(name => /^(aria-|role$|disabled|readonly)/.test(name)),
  ].join(" ")
  const ground = (element) => {
    if (!element) return ""
    const {backgroundColor, backgroundImage} = getComputedStyle(element)
    const clear = backgroundColor === "rgba(0, 0, 0, 0)" && backgroundImage === "none"
    return clear ? ground(element.parentElement) : backgroundColor + backgroundImage
  }
  const before = new Set(seen), added = new Set()
  for (const element of document.body.querySelectorAll("*")) {
    const colour = getComputedStyle(element).color
    const look = `${kind(element.parentElement)} > ${kind(element)} ${colour} on ${ground(element)}`
    const isNew = element.checkVisibility() && !before.has(look)
    element.toggleAttribute("data-new-look", isNew)
    if (isNew) added.add(look)
  }
  axe.configure({rules: [{id: "color-contrast", selector: "[data-new-look]"}]})
  return [...added]
}"""


def violations(page, seen: set[str] | None = None, **options) -> list[str]:
    """Return the rules that the page violates, each with its first element.

    Contrast takes most of axe's time. With `seen`, it is checked only for looks that are not in it, which are added.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(SCRIPT)
    if seen is not None:
        seen.update(page.evaluate(CHECK_CONTRAST_OF_NEW_LOOKS, list(seen)))
    return page.evaluate(RUN, OPTIONS | options)
