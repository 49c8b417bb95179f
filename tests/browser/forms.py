"""Forms as people fill them in: the routine builder, the login and the forms of the desk."""

from __future__ import annotations

from playwright.sync_api import expect


def fill_in(page):
    page.check("text=Build muscle")
    page.check("text=Intermediate")
    page.check("label:has-text('Cable machine')")


def fill_in_login(page, name: str) -> None:
    page.fill("#id_username", name)
    page.fill("#id_password", "correct horse")
    page.click("text=Log in")


def form_of(row) -> str:
    return f"/admin/guide/{row._meta.model_name}/{row.pk}/change/"


def save(page, button: str = "Save as draft") -> None:
    page.click(f"text={button} >> nth=0")
    expect(page.locator(".messagelist")).to_contain_text("was changed successfully")
