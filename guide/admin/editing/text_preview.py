"""A live preview beside each text field, with its word counts, long sentences and broken links; and a link picker."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from django.core.exceptions import ValidationError
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from guide.admin.site import admin_page, render_admin_page
from guide.checks import markup
from guide.checks.readability import MAX_WORDS
from guide.checks.text_fields import Text
from guide.http.page_cache import is_fragment
from guide.models import MistakePose, VariationPose
from guide.models.fields import validate_prose
from guide.models.snapshot import KINDS, ItemKey, read_working_copy
from guide.text.links import FIXED_PAGES, KINDS_IN_SECTIONS, KINDS_WITH_PAGES, build_link_resolver
from guide.text.markdown import find_broken_links, render_markdown
from guide.text.readability import sentences, word_count
from guide.text.row_numbers import NAME, fill_text

PAGE_SIZE, MAX_TARGETS = 30, 200
LINKED_KINDS = (*KINDS_WITH_PAGES, *KINDS_IN_SECTIONS, "source")
POSES: dict[str, type[Model]] = {"variations": VariationPose, "mistakes": MistakePose}
# The fields that a link needs from its target besides the slug.
REQUIRED_FIELDS = {"sections": ("list_below",), "sources": ("standing",)}


@admin_page("text-preview/", name="text_preview", permission="guide.preview_guide")
@require_POST
def text_preview_view(request: HttpRequest) -> HttpResponse:
    """Preview the posted `text` as Markdown, or as plain text if `plain` is sent too."""
    text = request.POST.get("text")
    if text is None:
        return HttpResponseBadRequest("Send one text.")
    try:
        validate_prose(text)
    except ValidationError as error:
        return HttpResponseBadRequest(error.message)
    if NAME.search(text):
        text = fill_text(text, read_working_copy())
    links = build_link_resolver({f"{kind}s": link_target_rows(f"{kind}s") for kind in LINKED_KINDS}, "preview")
    plain = "plain" in request.POST
    counts = [(sentence, word_count(sentence)) for sentence in sentences(text, is_prose=not plain)]
    count = sum(number for _, number in counts)
    context = {
        "html": text if plain else render_markdown(text, links, level=3),
        "problems": [] if plain else list(dict.fromkeys([*find_broken_links(text, links), *markup_problems(text)])),
        "count": count,
        "average": round(count / len(counts)) if counts else 0,
        "long": [(sentence, number) for sentence, number in counts if number > MAX_WORDS],
    }
    return render(request, "admin/guide/_text_preview.html", context)


def markup_problems(text: str) -> list[str]:
    prose = [Text(ItemKey("", ""), "", text, True)]
    return [finding.message for check in markup.CHECKS for finding in check(prose)]


def link_target_rows(kind: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = list(KINDS[kind].objects.values("slug", *REQUIRED_FIELDS.get(kind, ())))
    if pose := POSES.get(kind):
        moments = list(pose._default_manager.values(f"{kind[:-1]}__slug", "moment"))
        for row in rows:
            row["poses"] = [found for found in moments if found[f"{kind[:-1]}__slug"] == row["slug"]]
    return rows


class LinkTarget(NamedTuple):
    """Something that a text can link to. `link` is what Markdown takes, such as "section:form"."""

    title: str
    kind: str
    link: str

    @property
    def is_source(self) -> bool:
        return ":" not in self.link

    @property
    def markdown(self) -> str:
        return f"[{self.link}]" if self.is_source else f"[{self.title}]({self.link})"


@admin_page("link-targets/", name="link_targets", permission="guide.preview_guide")
@require_safe
def link_targets_view(request: HttpRequest) -> HttpResponse:
    """Search link targets by a part of the title, slug or code. For htmx, return the list alone."""
    q = request.GET.get("q", "").strip()[:100]
    limit = PAGE_SIZE if is_fragment(request.META) else MAX_TARGETS
    found = list(islice(find_link_targets(q), limit + 1))
    context = {"title": "Link targets", "q": q, "targets": found[:limit], "more": len(found) > limit}
    if is_fragment(request.META):
        return render(request, "admin/guide/_link_targets.html", context)
    return render_admin_page(request, "admin/guide/link_targets.html", context)


def find_link_targets(q: str) -> Iterator[LinkTarget]:
    for kind in LINKED_KINDS:
        model = KINDS[f"{kind}s"]
        fields = {"source": ("citation", "finding"), "muscle": ("name", "plain_name")}.get(kind, ("title",))
        matches = Q(slug__icontains=q)
        for name in fields:
            matches |= Q(**{f"{name}__icontains": q})
        for slug, title in model.objects.filter(matches).values_list("slug", fields[0])[: MAX_TARGETS + 1]:
            yield LinkTarget(title, str(model._meta.verbose_name), slug if kind == "source" else f"{kind}:{slug}")
    yield from (LinkTarget(name.capitalize(), "page", f"page:{name}") for name in FIXED_PAGES if q.lower() in name)
