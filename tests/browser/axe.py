"""Options of axe: report violations only, which is faster than listing every passed rule."""

# Axe would preload styles itself, which the desk's content security policy forbids.
OPTIONS = {"preload": False, "resultTypes": ["violations"]}
