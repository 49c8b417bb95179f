"""Hostile texts in every field, opened in a real browser. The policy that would stop scripts is switched off."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from guide.models import Section, Upload
from guide.read_model import guide as read_model
from guide.text import markdown
from tests.addresses import KINDS, ROUTINE
from tests.hostile import ALL
from tests.hostile_fields import go_live, in_rows
from tests.permissions_table import FLAT, TABLE
from tests.test_access import address, rows  # noqa: F401

PUBLIC = [*KINDS, ROUTINE.replace("/?", "/card/?"), "/feedback/section/form/", "/offline/", "/search/?q=alert", "/nope"]
NO_PAGES = {"logout", "activity_file", "content_file", "guide_report_export", "jsi18n", "view_on_site"}
MARKDOWN = markdown.TAGS | {f"{tag} {name}" for tag, names in markdown.ATTRIBUTES.items() for name in names}
MARKDOWN |= {f"leads to {scheme}:" for scheme in markdown.SCHEMES}
"""What an editor's own Markdown may become."""
POKE = """() => {
  const events = "load error focus focusin mouseover toggle begin animationstart start submit".split(" ")
  for (const element of document.querySelectorAll("*"))
    for (const name of events) element.dispatchEvent(new Event(name, {bubbles: false, cancelable: true}))
}"""
MADE_OF = """() => {
  const found = new Set()
  const look = root => {
    for (const element of root.querySelectorAll("*")) {
      found.add(element.localName)
      for (const {name, value} of element.attributes) {
        found.add(`${element.localName} ${name}`)
        const leads = /^(href|src|action|formaction|data|poster|ping|.*:href|data-hx-(get|post))$/.test(name)
        if (leads && URL.canParse(value, document.baseURI)) {
          const address = new URL(value, document.baseURI)
          const away = element.localName === "a" || address.host === location.host ? "" : address.host
          found.add("leads to " + address.protocol + away)
        }
      }
      if (element.localName === "template") look(element.content)
    }
  }
  look(document)
  return [...found]
}"""


@pytest.fixture
def visit(chromium, site):
    """Opens pages without their policy; tells what they are made of, what ran and what was asked of other hosts."""
    context, ran = chromium.new_context(bypass_csp=True, service_workers="block"), []
    page = context.new_page()
    page.on("dialog", lambda dialog: (ran.append(page.url), dialog.dismiss()))
    page.on("request", lambda request: None if request.url.startswith((site, "data:")) else ran.append(request.url))

    def visit(path):
        page.goto(site + path)
        page.evaluate(POKE)
        return set(page.evaluate(MADE_OF))

    visit.ran, visit.page = ran, page
    yield visit
    context.close()


@pytest.fixture
def harm(visit):
    """What a page would be made of if nobody escaped the texts, and many of them did run."""
    found = set()
    for text in ALL:
        for page in (f"<p>{text}</p>", f'<input value="{text}">', f"<input value='{text}'>"):
            visit.page.set_content(page)
            visit.page.evaluate(POKE)
            found |= set(visit.page.evaluate(MADE_OF))
    assert len(visit.ran) > 60
    visit.ran.clear()
    return found


def test_hostile_text_is_inert_on_public_pages(visit):
    allowed = MARKDOWN.union(*(visit(path) for path in PUBLIC))
    go_live()
    for path in PUBLIC:
        assert visit(path) - allowed == set(), path
    picture = next(picture for part in read_model.current_guide().mistakes for picture in part.pictures)
    for path in ["/changes.atom", "/sitemap.xml", picture.file]:
        visit(path)
    assert visit.ran == []


def desk_pages(whole):
    """Every page of the desk that a Publisher may see; of most models only the list and the form."""
    seen = {name for name, who in TABLE.items() if "P" in who.split()[0]} - NO_PAGES
    of_models = {name for name in seen if name in FLAT}
    kept = {name for name in of_models if name.startswith(whole) or name.endswith(("_changelist", "_change"))}
    return [address(name) for name in sorted(seen - of_models | kept)]


def test_hostile_text_is_inert_in_admin(visit, harm, rows, make_user):  # noqa: F811
    make_user("Publishers")
    Section.objects.filter(slug="form").update(body="## A\n\n#### B\n\n[x](section:gone)")
    visit("/admin/")
    visit.page.fill("[name=username]", "ada")
    visit.page.fill("[name=password]", "correct horse")
    visit.page.click("[type=submit]")
    pages = desk_pages(whole="guide_variation")
    allowed = MARKDOWN.union(*(visit(path) for path in pages if "/guide/" not in path or "/variation/" in path))
    allowed.add("a target")  # the desk gives it to the links of a preview, once that is there
    go_live()
    in_rows()
    Upload.objects.update(by=User.objects.order_by("pk").last().username)
    wrong = {path: visit(path) & harm - allowed for path in pages}
    assert {path: found for path, found in wrong.items() if found} == {}
    assert visit.ran == []
