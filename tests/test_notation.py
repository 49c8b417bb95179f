from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guide.notation import CodeList, Evidence, ProgressionCodes, Range, Tempo


@pytest.mark.parametrize(
    ("text", "span"), [("3", Range(3, 3)), ("10-15", Range(10, 15)), ("5+", Range(5, None)), (" 2-2 ", Range(2, 2))]
)
def test_range_is_parsed(text, span):
    assert Range.parse(text) == span


@pytest.mark.parametrize("text", ["", "a", "15-10", "-3", "1-2-3", "10–15", "1.5", "5 +", "10 - 15", "99999"])
def test_range_error_says_how_to_write_it(text):
    with pytest.raises(ValueError, match="range|backwards"):
        Range.parse(text)


@given(st.integers(0, 9999), st.one_of(st.none(), st.integers(0, 9999)))
def test_range_round_trip(low, more):
    span = Range(low, None if more is None else min(low + more, 9999))
    assert Range.parse(str(span)) == span


def test_range_contains_inner_ranges():
    assert Range(12, 15) in Range(10, 20)
    assert Range(10, 21) not in Range(10, 20)
    assert Range(9, 12) not in Range(10, 20)
    assert Range(5, None) not in Range(1, 9)
    assert Range(5, None) in Range(5, None)


def test_tempo_is_lift_pause_lower_in_seconds():
    assert Tempo.parse("2-1-3") == Tempo(lift=2, pause=1, lower=3)
    assert (str(Tempo(1, 0, 2)), Tempo(1, 0, 2).seconds) == ("1-0-2", 3)
    with pytest.raises(ValueError, match="lift-pause-lower"):
        Tempo.parse("2-1")


def test_load_conditions_choose_the_rule():
    rules = ProgressionCodes.parse("P1/P2, P6")
    assert rules.for_equipment(weighted=True) == ("P1", "P6")
    assert rules.for_equipment(weighted=False) == ("P2", "P6")
    assert (str(rules), rules.codes) == ("P1/P2, P6", ("P1", "P2", "P6"))
    with pytest.raises(ValueError, match="P1/P2"):
        ProgressionCodes.parse("P1//P2")


def test_evidence_maps_numbers_to_sources_and_remarks():
    evidence = Evidence.parse("S B2 (held),E44; T E10 (upper bound); P see codes")
    assert evidence.sources("sets") == (("B2", "held"), ("E44", ""))
    assert evidence.sources("rest") == (("E10", "upper bound"),)
    assert evidence.sources("progression") == evidence.sources("load") == ()
    assert evidence.codes == ("B2", "E44", "E10")


@pytest.mark.parametrize("text", ["X E1", "S", "S E1;;T (x)", "S E1 E2", "sets E1"])
def test_evidence_error_says_how_to_write_it(text):
    with pytest.raises(ValueError, match="start with|Write it like"):
        Evidence.parse(text)


def test_codes_are_separated_by_spaces_or_commas():
    assert CodeList.parse("B1, B2 B3") == ("B1", "B2", "B3")
    assert str(CodeList(["B1", "B2"])) == "B1 B2"
