"""Beside each text on the desk: how it will look, how long its sentences are, and what it can link to."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import render
from django.views.decorators.http import require_POST, require_safe

from guide.admin.site import desk_page, show
from guide.checks.readability import MOST_WORDS
from guide.models.snapshot import KINDS
from guide.text.links import OWN_PAGE, PAGES, SHOWN_IN_A_SECTION, links_of
from guide.text.markdown import render as rendered
from guide.text.readability import sentences, words

LONGEST = 100_000
SHOWN = 30
NAMED = {"sections": ("list_below",), "sources": ("standing",)}
"""What a link needs to know of its target besides the short name."""


@desk_page("prose/", name="prose", right="guide.preview_guide")
@require_POST
def prose(request: HttpRequest) -> HttpResponse:
    """One text as the page will show it, with what is said of it. A plain one has no marks and no links."""
    text = request.POST.get("text")
    if text is None or len(text) > LONGEST:
        return HttpResponseBadRequest(f"Send one text of at most {LONGEST} characters.")
    links = links_of(
        {f"{kind}s": rows_of(f"{kind}s") for kind in (*OWN_PAGE, *SHOWN_IN_A_SECTION, "source")}, "preview"
    )
    found = rendered(text, links, level=3)
    counts = [(sentence, words(sentence)) for sentence in sentences(text)]
    count = sum(number for _, number in counts)
    plain = "plain" in request.POST
    context = {
        "html": text if plain else found.html,
        "problems": [] if plain else list(dict.fromkeys(found.problems)),
        "count": count,
        "average": round(count / len(counts)) if counts else 0,
        "long": [(sentence, number) for sentence, number in counts if number > MOST_WORDS],
    }
    return render(request, "admin/guide/_prose.html", context)


def rows_of(kind: str) -> list[dict[str, str]]:
    return list(KINDS[kind].objects.values("slug", *NAMED.get(kind, ())))


class Target(NamedTuple):
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


@desk_page("targets/", name="targets", right="guide.preview_guide")
@require_safe
def targets(request: HttpRequest) -> HttpResponse:
    """What can be linked, by a part of its title, short name or code; for htmx the list alone."""
    q = request.GET.get("q", "").strip()[:100].replace("\0", "")
    most = SHOWN if request.htmx else 200
    found = list(islice(targets_like(q), most + 1))
    context = {"title": "What can be linked", "q": q, "targets": found[:most], "more": len(found) > most}
    if request.htmx:
        return render(request, "admin/guide/_targets.html", context)
    return show(request, "admin/guide/targets.html", context)


def targets_like(q: str) -> Iterator[Target]:
    for kind in (*OWN_PAGE, *SHOWN_IN_A_SECTION, "source"):
        model = KINDS[f"{kind}s"]
        names = {"source": ("citation", "finding"), "muscle": ("name", "plain_name")}.get(kind, ("title",))
        like = Q(slug__icontains=q)
        for name in names:
            like |= Q(**{f"{name}__icontains": q})
        for slug, title in model.objects.filter(like).values_list("slug", names[0])[:201]:
            yield Target(title, str(model._meta.verbose_name), slug if kind == "source" else f"{kind}:{slug}")
    yield from (Target(name.capitalize(), "page", f"page:{name}") for name in PAGES if q.lower() in name)
