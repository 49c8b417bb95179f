"""Hostile texts in every field, opened in a browser with the content security policy switched off."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import User

from guide.models import Section, Upload
from guide.read_model import guide as read_model
from guide.text import markdown
from tests.addresses import KINDS, ROUTINE
from tests.desk_addresses import address
from tests.hostile import ALL
from tests.hostile_fields import publish_hostile_texts, store_hostile_texts
from tests.permissions_table import FLAT, TABLE

PUBLIC = [*KINDS, ROUTINE.replace("/?", "/card/?"), "/feedback/section/form/", "/offline/", "/search/?q=alert", "/nope"]
NO_PAGES = {"logout", "audit_log_export", "content_export", "guide_report_export", "jsi18n", "view_on_site"}
# Desk pages that use all elements and attributes of the desk itself.
OWN_MARKUP = ["index", "changes", "password_change", "guide_variation_changelist", "guide_variation_change"]
# Elements and attributes that editors' Markdown may produce.
MARKDOWN = markdown.TAGS | {f"{tag} {name}" for tag, names in markdown.ATTRIBUTES.items() for name in names}
MARKDOWN |= {f"leads to {scheme}:" for scheme in markdown.SCHEMES}
TRIGGER_EVENTS = """() => {
  const events = "load error focus focusin mouseover toggle begin animationstart start submit".split(" ")
  for (const element of document.querySelectorAll("*"))
    for (const name of events) element.dispatchEvent(new Event(name, {bubbles: false, cancelable: true}))
}"""
# Of the current page, or of these pages, parsed but not run.
MARKUP_OF = """(pages) => {
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
  if (pages) pages.forEach(page => look(new DOMParser().parseFromString(page, "text/html")))
  else look(document)
  return [...found]
}"""


@pytest.fixture
def visit(chromium, site):
    """Open pages without CSP; record scripts that ran and requests to other hosts."""
    context, ran = chromium.new_context(bypass_csp=True, service_workers="block"), []
    page = context.new_page()
    page.on("dialog", lambda dialog: (ran.append(page.url), dialog.dismiss()))
    page.on("request", lambda request: None if request.url.startswith((site, "data:")) else ran.append(request.url))

    def visit(path):
        page.goto(site + path)
        page.evaluate(TRIGGER_EVENTS)
        return set(page.evaluate(MARKUP_OF))

    visit.ran, visit.page = ran, page
    yield visit
    context.close()


@pytest.fixture
def unescaped_markup(visit):
    """Elements and attributes that the unescaped texts would create; many of them do run."""
    for text in ALL:
        visit.page.set_content(f"<p>{text}</p>")
        visit.page.evaluate(TRIGGER_EVENTS)
    assert len(visit.ran) > 60
    visit.ran.clear()
    wrappings = ("<p>{}</p>", '<input value="{}">', "<input value='{}'>")
    return set(visit.page.evaluate(MARKUP_OF, [page.format(text) for text in ALL for page in wrappings]))


def test_hostile_text_is_inert_on_public_pages(visit):
    allowed = MARKDOWN.union(*(visit(path) for path in PUBLIC))
    publish_hostile_texts()
    for path in PUBLIC:
        assert visit(path) - allowed == set(), path
    picture = next(picture for part in read_model.current_guide().mistakes for picture in part.pictures)
    for path in ["/changes.atom", "/sitemap.xml", picture.file]:
        visit(path)
    assert visit.ran == []


def desk_pages(whole):
    """Return the desk pages that a Publisher may see; for most models only the list and the form."""
    seen = {name for name, who in TABLE.items() if "P" in who.split()[0]} - NO_PAGES
    of_models = {name for name in seen if name in FLAT}
    listed = {name for name in of_models if name.startswith(whole) or name.endswith(("_changelist", "_change"))}
    return [address(name) for name in sorted(seen - of_models | listed)]


def test_hostile_text_is_inert_in_admin(visit, unescaped_markup, example_rows, make_user, request):
    make_user("Publishers")
    Section.objects.filter(slug="form").update(body="## A\n\n#### B\n\n[x](section:gone)")
    visit("/admin/")
    visit.page.fill("[name=username]", "ada")
    visit.page.fill("[name=password]", "correct horse")
    visit.page.click("[type=submit]")
    pages = desk_pages(whole="guide_variation")
    allowed = MARKDOWN.union(*(visit(address(name)) for name in OWN_MARKUP))
    allowed.add("a target")  # the desk sets it on links in a preview
    publish_hostile_texts()
    store_hostile_texts()
    Upload.objects.update(by=User.objects.order_by("pk").last().username)
    request.getfixturevalue("cached_status")  # from here on, nothing changes
    wrong = {path: visit(path) & unescaped_markup - allowed for path in pages}
    assert {path: found for path, found in wrong.items() if found} == {}
    assert visit.ran == []
