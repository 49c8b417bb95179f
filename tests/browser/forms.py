"""The routine form, as a trainee fills it in."""

from __future__ import annotations


def fill_in(page):
    page.check("text=Build muscle")
    page.check("text=Intermediate")
    page.check("label:has-text('Cable machine')")
