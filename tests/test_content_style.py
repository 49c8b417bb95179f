from __future__ import annotations

import re
from functools import cache

import pytest

from guide.checks.runner import check_snapshot
from guide.checks.text_fields import Text, item_texts
from guide.content_files.files import ContentReader, write_content
from guide.models.snapshot import ItemKey, Snapshot, read_working_copy, validate_snapshot
from guide.notation import Evidence
from guide.text.parsed_text import parse_text
from guide.text.readability import sentences, word_count
from tests.conftest import CONTENT

pytestmark = pytest.mark.django_db

MOST_WORDS_ON_AVERAGE = 18
CONTRACTION = r"\w+n['’]t\b|\w['’](re|ve|ll|m|d)\b|\b(it|that|there|here|what|who|how|he|she|let)['’]s\b"
FORBIDDEN = (
    r"\bw[ao]kes?\b.{0,20}\b(glute|buttock|muscle)|\bwaking\b|\bsleeping (glute|muscle|buttock)|\bdormant\b",
    r"\bswitch(es|ed|ing)? (on|off)\b|\bturns? on (the|your) (glute|buttock)|\bfires? up\b",
    r"\b(fix|cure|heal|treat|eliminate|end|banish)(s|es|ed)? (the |your |any )?(lower[- ])?back[- ]pain",
    r"\bbest (\w+ )?(glute|butt|buttock|exercise|variation)\b|\bmost effective glute\b|\bnumber one\b",
    r"\bmiracle|\bguaranteed\b|\bguarantees\b|\bclinically proven\b|\bscientifically proven\b|\bsecret\b",
    r"\bburns? (belly |thigh )?fat\b|\bspot[- ]reduc|\bton(e|es|ing) (up|your)\b|\bmelts?\b",
    r"\b(reduc|remov|smooth|fight|beat|banish)\w*\b.{0,40}\bcellulite\b",
    r"\bno (training )?stud(y|ies)\b[^.]*\bkickbacks\b[^.]*\b(alone|themselves)\b|\bstudy that tested kickbacks\b",
    r"\bpain\b[^.]{0,40}\b\d+ ?(/|out of|of|on a scale of) ?10\b|\bpain (score|level|scale|rating) of \d",
)
EMG, PERCENT = r"\b(emg|activity|activation)\b", r"\d ?%|\bper cent\b"
GROWTH = r"\b(grow\w*|grew|size|hypertrophy|bigger)\b"
TESTED = (
    r"\b(tested|proven|studied|trialled)\b[^.]*\bkickbacks?\b|\bkickbacks?\b[^.]*\b(were|was|been) (tested|proven)\b"
)
STUDIES = "What the studies say"
LAYERED = ("sections", "audiences", "questions")
HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)
# From that heading to the next one of its level or above.
FOLD = re.compile(rf"^(#+) {STUDIES}$.*?(?=^(?!\1#)#+ |\Z)", re.MULTILINE | re.DOTALL)
STUDY = re.compile(r"\b[Ii]n \d+ (?:\w+ ){0,2}(?:adults|women|men|people|studies|footballers|players|others)\b")
OURS = r"\b(our choice|our own idea|shares are ours)\b"
DENIED = r"\b(no|not|none|never|nobody)\b"


@cache
def texts() -> tuple[Text, ...]:
    """Every text of content/ that readers read, except citations of sources."""
    return tuple(text for kind, rows in files().items() for row in rows for text in item_texts(kind, row))


@cache
def files() -> Snapshot:
    return ContentReader(CONTENT).snapshot


def two_layers() -> dict[str, str]:
    """Return the bodies in which the studies follow what to do, below a heading of their own."""
    return {f"{kind}/{row['slug']}": row["body"] for kind in LAYERED for row in files()[kind]}


def sentences_matching(pattern: str) -> list[str]:
    return [
        f"{text.key} {text.path}: {sentence}"
        for text in texts()
        for sentence in sentences(text.text, is_prose=text.is_prose)
        if re.search(pattern, sentence, re.IGNORECASE)
    ]


def cited_codes() -> set[str]:
    prose = [parse_text(text.text) for text in texts() if text.is_prose]
    in_texts = {code for parsed in prose for codes in parsed.citations for code in codes}
    return in_texts | {code for row in files()["prescriptions"] for code in Evidence.parse(row["evidence"]).codes}


def codes_of(standing: str) -> set[str]:
    return {row["slug"] for row in files()["sources"] if row["standing"] == standing}


def test_files_load_without_faults():
    assert ContentReader(CONTENT).faults == []
    assert validate_snapshot(files()) == []


def test_files_are_formatted_as_exported(tmp_path):
    written = {path.relative_to(tmp_path): path.read_bytes() for path in write_content(read_working_copy(), tmp_path)}
    shipped = {path.relative_to(CONTENT): path.read_bytes() for path in CONTENT.rglob("*") if path.is_file()}
    assert sorted(written) == sorted(shipped)
    assert [str(name) for name in shipped if written[name] != shipped[name]] == []


def test_shipped_content_has_no_findings():
    assert [str(finding) for finding in check_snapshot(files())] == []


def test_every_source_is_cited_and_every_code_exists():
    known = {row["slug"] for row in files()["sources"]}
    assert known - cited_codes() - codes_of("own_rule") == set()
    assert cited_codes() - known == set()


def test_every_progression_of_a_prescription_exists():
    named = {code for row in files()["prescriptions"] for code in re.findall(r"\w+", row["progression"])}
    assert named == {row["slug"] for row in files()["progressions"]}


def test_marks_of_secondhand_findings_say_as_reported(client):
    page = client.get("/guide/").content.decode()
    marks = {code.upper(): words for code, words in re.findall(r'#source-(\w+)"[^>]*>\d+([^<]*)</a>', page)}
    assert "E55" in marks
    assert {code for code, words in marks.items() if words == ", as reported"} == codes_of("reported") & set(marks)


def test_sentences_leave_the_standing_of_a_source_to_its_mark():
    """The sources state it, and the page about the guide explains it."""
    found = sentences_matching(r"\bas reported\b|\bour (own )?(choice|rule)\b|\bhouse rule\b")
    assert [sentence for sentence in found if not sentence.startswith(("sources/", "cover/guide about"))] == []


def test_return_says_that_its_percentages_are_ours():
    silent = [text.key for text in texts() if "[E44]" in text.text and not re.search(OURS, text.text, re.IGNORECASE)]
    assert silent == []


def test_studies_stay_below_their_heading():
    assert {key: found for key, body in two_layers().items() if (found := STUDY.findall(FOLD.sub("", body)))} == {}
    assert sum(len(STUDY.findall(body)) for body in two_layers().values()) > 20


def test_studies_have_a_heading_below_the_one_they_belong_to():
    for body in two_layers().values():
        levels = {len(mark) for mark, title in HEADING.findall(body) if title == STUDIES}
        others = [mark for mark, title in HEADING.findall(body) if title != STUDIES]
        assert levels <= ({3} if others else {2}), body


def test_form_is_6_steps_with_a_cue_a_figure_and_studies_each():
    form = next(row["body"] for row in files()["sections"] if row["slug"] == "form")
    steps = re.split(r"^## ", form, flags=re.MULTILINE)[1:]
    assert len(steps) == 6
    for step in steps:
        do_this, _, studies = step.partition(f"\n### {STUDIES}\n")
        instruction, cue, figures = do_this.strip().split("\n\n")[1:]
        assert 1 <= len(sentences(instruction)) <= 3
        assert re.fullmatch(r"\*\*“[^”]+”\*\*", cue)
        assert re.fullmatch(r"(!\[.+\]\(.+\)\n?)+", figures)
        assert studies.strip()


def test_health_advice_does_not_lean_on_shops():
    shops = r"\b(boots|sharecare|uelelamore)\b"
    assert [row["slug"] for row in files()["sources"] if re.search(shops, row["citation"], re.IGNORECASE)] == []


@pytest.mark.parametrize("words", ["Abstract read by us · E80", "As reported by others · E92", "Our own rule · B1"])
def test_sources_say_how_they_are_known(client, words):
    assert words in client.get("/sources/").content.decode()


def test_average_sentence_is_short_in_every_item():
    counts: dict[ItemKey, list[int]] = {}
    for text in texts():
        if text.is_prose:
            counts.setdefault(text.key, []).extend(map(word_count, sentences(text.text)))
    averages = {item: round(sum(count) / len(count), 1) for item, count in counts.items() if count}
    assert {item: mean for item, mean in averages.items() if mean > MOST_WORDS_ON_AVERAGE} == {}


def test_no_contractions_or_exclamation_marks():
    assert sentences_matching(CONTRACTION) == []
    assert sentences_matching("!") == []


@pytest.mark.parametrize("claim", FORBIDDEN)
def test_no_claim_beyond_the_evidence(claim):
    assert sentences_matching(claim) == []


def test_muscle_activity_is_not_equated_with_growth():
    promises = [s for s in sentences_matching(EMG) if re.search(PERCENT, s) and re.search(GROWTH, s, re.IGNORECASE)]
    assert [s for s in promises if not re.search(DENIED, s, re.IGNORECASE)] == []


def test_doses_are_not_called_tested_for_kickbacks():
    assert [s for s in sentences_matching(TESTED) if not re.search(DENIED, s, re.IGNORECASE)] == []


@pytest.mark.parametrize("address", ["/guide/", "/sources/", "/routine/?aim=return&experience=beginner&equipment=band"])
def test_citations_are_links_and_no_code_is_bare(client, address):
    main = client.get(address).content.decode().partition("<main")[2]
    assert re.findall(r"\[[A-Z]{1,3}\d+[^<\]]*\]", main) == []


def test_variation_pages_show_no_bare_code(client, guide):
    for variation in guide.variations:
        main = client.get(f"/variations/{variation.slug}/").content.decode().partition("<main")[2]
        assert re.findall(r"[^<>]{0,60}\[[A-Z]{1,3}\d+[^<\]]*\]", main) == []
