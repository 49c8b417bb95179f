"""A YAML value arrives as it was typed, or a fault names its line."""

from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from guide.content_files.files import InvalidContent, load_content
from guide.content_files.yaml_text import InvalidText, decode_text, dump_yaml, parse_front_matter, parse_yaml
from guide.models import Section
from tests.bad_files import FORM, PRESCRIPTIONS, set_key
from tests.conftest import CONTENT

# What may be read as another number than was meant, with what to write instead.
UNUSUAL_NUMBERS = {
    "060": "60",
    "012": "12",
    "010": "10",
    "089": "89",
    "00": "60",
    "+5": "5",
    "-0": "60",
    "1_0": "10",
    "0x0c": "12",
    "0X0C": "12",
    "0b11": "3",
    "0o7": "7",
    "1:00": "60",
    "08:30": "60",
    "1:30:00.5": "60",
    "1e3": "60",
    "1.5e3": "60",
    ".5": "60",
    "5.": "60",
    ".inf": "60",
    ".NaN": "60",
}
YES_OR_NO = ["yes", "no", "on", "off", "Yes", "NO", "On", "oFF"]
TEXTS = ["2.5", "2.50", "10-15", "2-1-3", "1,000", "y", "n", "2026-01-02", "<<", "=", "0x", "C#", "a#b", "5 %"]
SWALLOWED = ["Kick #2", "#1 choice", "Kick # hard", "[a, b #2\n]", "Kick back\n  and up #2"]
WORDS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1)
NUMBER_LIKE = st.from_regex(r"[-+.]?[0-9_][0-9_:.eExXoOaf+-]{0,8}", fullmatch=True)


@pytest.mark.parametrize(("text", "instead"), UNUSUAL_NUMBERS.items())
def test_unusual_number_is_told_with_its_line(text, instead):
    for above, before in (("a: 1\n", "rest: "), ("a: 1\nb:\n", "- "), ("- a: 1\n- ", ""), ("a: 1\nb: [\n", "1, ")):
        end = "]" if "[" in above else ""
        with pytest.raises(InvalidText) as told:
            parse_yaml(f"{above}{before}{text}{end}")
        line = above.count("\n") + 1
        assert re.match(rf"line {line}: (rest: )?“{re.escape(text)}” .* like {instead}, or", str(told.value))


@pytest.mark.parametrize("text", [*UNUSUAL_NUMBERS, *YES_OR_NO, *TEXTS, "true", "60", "~", "Kick #2", "", " "])
def test_quoted_and_exported_texts_arrive_as_typed(text):
    assert parse_yaml(f"a: '{text}'") == {"a": text.strip()}
    assert parse_yaml(dump_yaml({"a": text, "b": [text]})) == {"a": text.strip(), "b": [text.strip()]}


@pytest.mark.parametrize("text", YES_OR_NO)
def test_yes_and_no_are_told_as_value_and_as_key(text):
    for typed in (f"a: {text}", f"- {text}", f"{text}: a", f"[{text}]"):
        with pytest.raises(InvalidText, match=f"^line 1: .*“{text}”.* Write true or false"):
            parse_yaml(typed)


@pytest.mark.parametrize("text", TEXTS)
def test_other_values_are_text(text):
    assert parse_yaml(f"a: {text}\nb: [c, {text.replace(',', '.')}]")["a"] == text


def test_plain_numbers_and_truths_are_read():
    assert parse_yaml("[0, 7, -7, 60, true, False, ~, null]") == [0, 7, -7, 60, True, False, None, None]


@pytest.mark.parametrize("text", SWALLOWED)
def test_hash_that_would_swallow_words_is_told(text):
    with pytest.raises(InvalidText, match="comment in YAML and would be lost"):
        parse_yaml(f"a: {text}")


@pytest.mark.parametrize("text", ["&Kick back", "&x", "[&a b]"])
def test_name_of_a_value_is_told(text):
    with pytest.raises(InvalidText, match=r"^line 1: &\S+ is read as a name and would be lost"):
        parse_yaml(f"a: {text}")


def test_ordinary_comments_are_passed_over():
    assert parse_yaml("# About\na: Kick  # a comment\nb: 60 # seconds\n# End") == {"a": "Kick", "b": 60}


def test_escaped_halves_of_a_character_are_joined():
    assert parse_yaml('{"a": "\\ud83d\\udcaa kick", "b": "\\uD83D\\uDCAA"}') == {"a": "💪 kick", "b": "💪"}
    assert parse_yaml("a: '\\ud83d\\udcaa'\nb: \\ud83d") == {"a": r"\ud83d\udcaa", "b": r"\ud83d"}


@pytest.mark.parametrize("escaped", [r"\ud83d", r"\udcaa", r"\udcaa\ud83d", r"\U0000D83D", r"\0", r"\x00", r"\u0000"])
def test_characters_that_no_store_holds_are_told(escaped):
    with pytest.raises(InvalidText, match=r"^line 2: a: has (half of a character|a NUL character)"):
        parse_yaml(f'b: 1\na: "kick {escaped}"')


def test_all_faults_of_a_file_are_told_at_once():
    with pytest.raises(InvalidText) as told:
        parse_yaml("a: 060\nb: yes\nc: Kick #2")
    assert [fault.partition(":")[0] for fault in told.value.args] == ["line 1", "line 2", "line 3"]


@given(NUMBER_LIKE | WORDS)
def test_any_value_arrives_as_typed_or_is_told(text):
    try:
        read = parse_yaml(f"a: {text}\n")
    except InvalidText:
        return
    assert list(read) == ["a"]
    typed = text.strip()
    if typed[:1] in "'\"[{|>":  # quotation marks and brackets are no part of the value
        return
    said = {"true": True, "false": False, "null": None, "~": None, "": None}.get(typed.lower(), typed)
    lines = re.sub(r"\s{2,}# .*", "", " ".join(typed.split()))
    assert read["a"] in (said, lines) or str(read["a"]) == typed or text.lstrip().startswith(("# ", "- ")), text


@given(st.recursive(WORDS | NUMBER_LIKE, lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner), max_leaves=6))
def test_whatever_is_exported_is_read_again(data):
    text = dump_yaml({"a": data})
    assert parse_yaml(text) == parse_yaml(yaml.dump({"a": data}, default_style='"', allow_unicode=True))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_byte_order_mark_and_line_ends_do_not_matter(encoding, end):
    text = "---\ntitle: Kick\n---\n\nLift.\n\nLower.\n"
    assert parse_front_matter(decode_text(text.replace("\n", end).encode(encoding))) == {
        "title": "Kick",
        "body": "Lift.\n\nLower.",
    }


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"])
def test_other_encodings_are_told(encoding):
    with pytest.raises(InvalidText, match=r"^line \d: .* UTF-8"):
        decode_text("title: café\n".encode(encoding))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("file", "key", "value", "words"),
    [
        (PRESCRIPTIONS, "rest", "060", "rest: “060”"),
        (FORM, "title", "yes", "title: “yes”"),
        (FORM, "title", r'"\\ud83d"', "title: has half of a character"),
        (FORM, "title", r'"a\\0"', "title: has a NUL character"),
        (PRESCRIPTIONS, "weekly_sets_cap", "9" * 6_000, "weekly_sets_cap: “999"),
        (PRESCRIPTIONS, "reps", f"'{'9' * 6_000}'", "reps: “999"),
        (FORM, "position", "06", "position: “06”"),
    ],
)
def test_file_and_line_are_told_and_nothing_is_loaded(tmp_path, file, key, value, words):
    before = Section.objects.get(slug="form").title
    for name in {"guide.yaml", file}:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes((CONTENT / name).read_bytes())
    set_key(key, value)(tmp_path / file)
    with pytest.raises(InvalidContent) as told:
        load_content(tmp_path, overwrite=True)
    assert any(fault.startswith(f"{file}: ") and words in fault for fault in told.value.args), told.value.args
    assert Section.objects.get(slug="form").title == before
