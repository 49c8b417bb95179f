"""Parts of the answer on its page: the figure, the pace and the cues as HTML, the links, and what htmx swaps."""

from __future__ import annotations

from guide.builder.answer import Answer
from guide.builder.form_fields import QueryForm
from guide.http.fragment_cache import render_cached
from guide.read_model.guide import Guide
from guide.read_model.parts import FrozenLikelyMistake, FrozenVariation
from guide.read_model.pictures import Picture, tempo_phases

LARGE_NUMBERS = ("sets", "reps", "rest")
CARD_NUMBERS = (*LARGE_NUMBERS, "rir", "tempo")


def live_parts(form: QueryForm, *, every_question: bool) -> str:
    """Return what htmx swaps when an answer changes: the routine, and the message at each question on the page."""
    names = [name for name in form.fields if every_question or name not in form.optional_fields]
    swapped = [f"#{part}:innerHTML" for part in ("answer", "details", "announcement")]
    return ",".join([*swapped, *(f"#{form[name].auto_id}_error" for name in names)])


def figure_html(answer: Answer, guide: Guide) -> str:
    variation = answer.variation
    return render_cached(
        guide.fragments, "guide/_answer_figure.html", (variation.slug,), lambda: {"pictures": variation.pictures}
    )


def tempo_html(answer: Answer, guide: Guide) -> str:
    tempo = answer.routine.prescription.tempo
    return render_cached(guide.fragments, "guide/_tempo.html", (str(tempo),), lambda: {"phases": tempo_phases(tempo)})


def cues_html(answer: Answer, guide: Guide) -> str:
    variation, common = answer.variation, answer.common_mistake
    key = (variation.slug, common.mistake.slug if common else "")
    context = {
        "answer": answer,
        "variation": variation,
        "fault": fault_pictures(common, variation) if common else (),
        "page": guide.url("variation", variation.slug),
    }
    return render_cached(guide.fragments, "guide/_form_cues.html", key, lambda: context)


def fault_pictures(common: FrozenLikelyMistake, variation: FrozenVariation) -> list[Picture]:
    """Return the pictures of a mistake. The right way is drawn above."""
    return [each for each in variation.pictures_of(common.mistake) if each.moment == "fault"]


def routine_links(answer: Answer, guide: Guide) -> dict[str, str]:
    """Return the addresses of the same answer in other formats, of its animation and of neighbouring variations."""
    steps = {"easier": answer.easier, "harder": answer.harder}
    links = {
        name: guide.url("variation", step.variation.slug) for name, step in steps.items() if step and step.variation
    }
    formats = ("card", "text", "markdown", "json", "edit")
    links["moving"] = f"{guide.url('variation', answer.variation.slug)}?tempo={answer.routine.prescription.tempo}#move"
    return links | {name: f"{guide.url(f'routine-{name}')}?{answer.query}" for name in formats}
