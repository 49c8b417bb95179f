"""Beside each text on the desk: how it will look, how long its sentences are, and what it can link to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from guide.admin.site import admin_page, render_admin_page
from guide.checks.readability import MAX_WORDS
from guide.http.page_cache import is_fragment
from guide.models.snapshot import KINDS
from guide.text.links import FIXED_PAGES, KINDS_IN_SECTIONS, KINDS_WITH_PAGES, build_link_resolver
from guide.text.markdown import render_markdown as rendered
from guide.text.readability import sentences, word_count

MAX_LENGTH = 100_000
PAGE_SIZE = 30
REQUIRED_FIELDS = {"sections": ("list_below",), "sources": ("standing",)}
"""What a link needs to know of its target besides the short name."""


@admin_page("prose/", name="prose", permission="guide.preview_guide")
@require_POST
def text_preview_view(request: HttpRequest) -> HttpResponse:
    """One text as the page will show it, with what is said of it. A plain one has no marks and no links."""
    text = request.POST.get("text")
    if text is None or len(text) > MAX_LENGTH:
        return HttpResponseBadRequest(f"Send one text of at most {MAX_LENGTH} characters.")
    links = build_link_resolver(
        {f"{kind}s": link_rows(f"{kind}s") for kind in (*KINDS_WITH_PAGES, *KINDS_IN_SECTIONS, "source")}, "preview"
    )
    found = rendered(text, links, level=3)
    counts = [(sentence, word_count(sentence)) for sentence in sentences(text)]
    count = sum(number for _, number in counts)
    plain = "plain" in request.POST
    context = {
        "html": text if plain else found.html,
        "problems": [] if plain else list(dict.fromkeys(found.broken_links)),
        "count": count,
        "average": round(count / len(counts)) if counts else 0,
        "long": [(sentence, number) for sentence, number in counts if number > MAX_WORDS],
    }
    return render(request, "admin/guide/_prose.html", context)


def link_rows(kind: str) -> list[dict[str, str]]:
    return list(KINDS[kind].objects.values("slug", *REQUIRED_FIELDS.get(kind, ())))


class LinkTarget(NamedTuple):
    """Something that a text can link to."""

    title: str
    kind: str
    link: str

    @property
    def is_source(self) -> bool:
        return ":" not in self.link

    @property
    def code(self) -> str:
        return f"[{self.link}]" if self.is_source else f"[{self.title}]({self.link})"


@admin_page("targets/", name="targets", permission="guide.preview_guide")
@require_safe
def link_targets_view(request: HttpRequest) -> HttpResponse:
    """What can be linked, by a part of its title, short name or code; for htmx the list alone."""
    q = request.GET.get("q", "").strip()[:100].replace("\0", "")
    most = PAGE_SIZE if is_fragment(request.META) else 200
    found = list(islice(find_link_targets(q), most + 1))
    context = {"title": "What can be linked", "q": q, "targets": found[:most], "more": len(found) > most}
    if is_fragment(request.META):
        return render(request, "admin/guide/_targets.html", context)
    return render_admin_page(request, "admin/guide/targets.html", context)


def find_link_targets(q: str) -> Iterator[LinkTarget]:
    for kind in (*KINDS_WITH_PAGES, *KINDS_IN_SECTIONS, "source"):
        model = KINDS[f"{kind}s"]
        names = {"source": ("citation", "finding"), "muscle": ("name", "plain_name")}.get(kind, ("title",))
        like = Q(slug__icontains=q)
        for name in names:
            like |= Q(**{f"{name}__icontains": q})
        for slug, title in model.objects.filter(like).values_list("slug", names[0])[:201]:
            yield LinkTarget(title, str(model._meta.verbose_name), slug if kind == "source" else f"{kind}:{slug}")
    yield from (LinkTarget(name.capitalize(), "page", f"page:{name}") for name in FIXED_PAGES if q.lower() in name)
