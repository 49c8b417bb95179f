"""A typed text is found again on the page, in its Markdown and in JSON, or a finding names what is not."""

from __future__ import annotations

import json
import re
from copy import deepcopy
from html import unescape

import pytest
from django.test import Client
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guide.checks import Severity, check_snapshot
from guide.checks.text_fields import text_fields
from guide.models import Edition
from guide.models.edition import snapshot_digest
from guide.models.snapshot import KINDS, ItemKey, read_working_copy
from tests.markdown_readers import OTHER_PARSER, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.slow, pytest.mark.usefixtures("small_guide")]
# Where a page shows all of a field, and its Markdown does too.
PAGES = {
    ("cover", "about"): "/about/",
    ("sections", "body"): "/guide/start/",
    ("variations", "body"): "/variations/standing/",
    ("variations", "setup"): "/variations/standing/",
    ("variations", "easier_text"): "/variations/standing/",
    ("questions", "body"): "/questions/how/",
    ("sources", "finding"): "/sources/",
    ("mistakes", "fix"): "/guide/the-mistakes/",
    ("audiences", "body"): "/guide/the-audiences/",
}
PIECES = ["reps ", "3*12 ", "2*15", "<style>", "<your coach>", "a < b", "<!--", "-->", "**", "_", "`", "~~", "[E1]"]
PIECES += [
    "[e1]",
    "[E1][E1]",
    "[Note]: ",
    "[x](section:start) ",
    "[x](",
    "\n",
    "\n\n",
    "\n- ",
    "\n1. ",
    "\n## ",
    "\n> ",
]
PIECES += [
    "\n> ",
    "```\n",
    "| b ",
    "|---|",
    "&",
    "&lt;",
    "5\u20136 sets ",
    "kg",
    "\\",
    "#",
    "(",
    ")",
    "!",
    "\xa0",
    "\n    ",
]


def typed_words(text):
    """Return the words and products, in order, that a reader has to find; the rest may be Markdown."""
    return re.findall(r"\d+\*\d+|[^\W\d_]{3,}", unescape(text))


def in_order(words, text):
    rest = iter(re.findall(r"\d+\*\d+|[^\W\d_]{3,}", text))
    return all(word in rest for word in words)


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(PAGES)), st.lists(st.sampled_from(PIECES), min_size=1, max_size=10).map("".join))
@example(("sections", "body"), "Keep a good <style> in every rep.\n\nThe rest of the answer.")
@example(("variations", "easier_text"), "- reps\n- more\n\n```\ncode\n```")
@example(("mistakes", "fix"), "| reps | more |\n|---|---|\n| some | 3*12 |")
def test_typed_text_is_found_again_or_named_by_a_finding(field, text):
    (kind, name), text = field, text.strip()
    snapshot = deepcopy(read_working_copy())
    row = snapshot[kind][0] if kind != "sections" else next(row for row in snapshot[kind] if row["slug"] == "start")
    row[name] = text
    key = ItemKey(kind, row["slug"])
    found = [finding for finding in check_snapshot(snapshot, {key}) if finding.key == key]
    if any(f.severity == Severity.ERROR or f.message.startswith("readers do not see") for f in found):
        return
    words = typed_words(text.replace("(section:start)", ""))
    number = Edition.objects.next_number()
    Edition(number=number, snapshot=snapshot, digest=snapshot_digest(snapshot), note="x").save()
    page, client = PAGES[field], Client()
    assert in_order(words, text_of(client.get(page).content.decode().partition("<main")[2]))
    assert in_order(words, text_of(OTHER_PARSER.render(client.get(f"{page[:-1]}.md").content.decode())))
    stored = json.loads(client.get("/guide.json").content)["guide"][kind]
    assert [item[name] for item in stored if item["slug"] == row["slug"]] == [text]


def test_each_kind_of_item_with_prose_is_tried():
    with_prose = {kind for kind, model in KINDS.items() if any(is_prose for _, is_prose in text_fields(model))}
    coaching = {"placements", "aims", "loads", "progressions", "limits", "muscles", "preferences"}
    assert with_prose - coaching == {kind for kind, _ in PAGES}


def test_blank_lines_in_code_are_kept_in_markdown():
    snapshot, code = deepcopy(read_working_copy()), "```\na\n\n\n\nb\n```"
    snapshot["questions"][0]["body"] = code
    number = Edition.objects.next_number()
    Edition(number=number, snapshot=snapshot, digest=snapshot_digest(snapshot), note="x").save()
    assert f"\n\n{code}\n\n" in Client().get("/questions/how.md").content.decode()
