"""Content files of any size and shape are read quickly or refused with a reason, one import at a time."""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import timedelta

import pytest
import yaml
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from guide.content_files.files import InvalidContent, load_content
from guide.content_files.yaml_text import (
    InvalidText,
    decode_text,
    dump_yaml,
    parse_front_matter,
    parse_yaml,
    strip_texts,
)
from guide.content_files.zip_archive import unpack_zip
from guide.models import RunningImport, Section, Upload
from guide.models.field_validation import clean_value
from guide.models.fields import validate_prose
from guide.models.snapshot import MODELS
from guide.text.markdown import LinkResolver, render_markdown
from tests.conftest import CONTENT
from tests.desk import initial_data
from tests.zip_files import PAGE, our_zip, renamed_zip, upload, zipped

BAD_YAML = {
    "[" * 4_000: "nest",
    "[" * 1_000_000: "nest",
    "{a: " * 100_000: "nest",
    "- " * 100_000: "nest",
    "? " * 100_000: "nest",
    "- a\n" * 200_000: "too many values",
    "a: !!timestamp xyz": "line 1: the tag",
    "\na: !!int ''": "line 2: the tag",
    "!!bool zzz": "the tag",
    "!!binary x": "the tag",
    "!<tag:yaml.org,2002:omap> [a]": "the tag",
    "! a": "the tag !",
    "&a [*a]": "an alias",
    "a: 1\na: 2": "line 2: the key a appears twice",
    "1: a": "the key 1 is not text",
    '"\\ud800"': "half of a character",
    "---\na\n---\nb": "another document",
    "a: @b": "cannot start with @",
}
# As numbers, the first would take Python minutes, and the second is too large for a float.
LONG_NUMBERS = ["1:" * 200_000 + "1", "1:" * 400 + "1.0", "9" * 6_000, "0x" + "f" * 9_000, "1e" + "9" * 9_000]
YAML_MARKS = st.sampled_from(
    [*"[]{}|>%@'\"#\n\t ~0aé", ": ", "- ", "? ", "&a ", "*a", "!", "!!int ", "---\n", "1:", "\\x"]
)
MARKDOWN_MARKS = st.sampled_from([*"a:\n#>-*_`[]()</!|~&\\\x02 ", "1. ", "[E1]", "http:", "\n\n", "    ", "\n: "])
NAMES = st.sampled_from(["a", "a/b.md", "A" * 300, "é" * 90, "../a", "a/", "guide.yaml", "content/a", "a\\b", "a:b"])
SCALARS = st.text() | st.integers(-(10**9), 10**9) | st.booleans() | st.none()
DATA = st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=5), inner), max_leaves=12)


def test_shipped_files_are_read_as_pyyaml_reads_them():
    for path in CONTENT.glob("*.yaml"):
        text = decode_text(path.read_bytes())
        assert json.dumps(parse_yaml(text)) == json.dumps(strip_texts(yaml.safe_load(text)), default=str)


@given(DATA)
def test_both_loaders_of_pyyaml_read_written_yaml_alike(data):
    text = dump_yaml(data)
    assert yaml.load(text, Loader=yaml.CSafeLoader) == yaml.safe_load(text)


@pytest.mark.parametrize(("text", "message"), BAD_YAML.items(), ids=[text[:20] for text in BAD_YAML])
def test_bad_yaml_is_refused_in_words(text, message):
    with pytest.raises(InvalidText, match=message):
        parse_yaml(text)


@pytest.mark.parametrize("text", LONG_NUMBERS, ids=[text[:20] for text in LONG_NUMBERS])
def test_long_numbers_are_refused_quickly(text):
    with pytest.raises(InvalidText, match="Write plain digits"):
        parse_yaml(text)


@settings(max_examples=200)
@given(st.lists(YAML_MARKS, max_size=40).map("".join))
def test_any_markup_is_read_or_refused(text):
    for parse in (parse_yaml, parse_front_matter, lambda text: parse_front_matter(f"---\n{text}\n---\n")):
        with suppress(InvalidText):
            parse(text)


@given(st.lists(NAMES, max_size=4, unique=True), st.binary(max_size=20))
def test_any_zip_is_unpacked_or_refused(tmp_path_factory, names, content):
    folder = tmp_path_factory.mktemp("zip")
    try:
        unpack_zip(zipped(dict.fromkeys(names, content)), folder)
    except InvalidContent:
        assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"a/" + "b" * 300 + ".md": b""}, "is not a file name of the guide"),
        ({"sections": b"", "sections/form.md": b""}, "sections: is a file and a folder."),
        ({"a": b"", "a/b.md": b""}, "a: is a file and a folder."),
        ({"guide.yaml": b"- a\n" * 900_000}, "more than 3 MB"),
    ],
)
def test_zip_that_no_folder_can_hold_is_refused(tmp_path, files, message):
    with pytest.raises(InvalidContent, match=message):
        unpack_zip(zipped(files), tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_reasons_are_limited_in_number_and_length(tmp_path, db):
    (tmp_path / "guide.yaml").write_text(f"{'k' * 90_000}: 1\n")
    (tmp_path / "muscles.yaml").write_text("- x\n" * 9_000)
    with pytest.raises(InvalidContent) as bad:
        load_content(tmp_path)
    assert len(bad.value.args) == 101
    assert bad.value.args[-1].endswith(" more.")
    assert max(map(len, bad.value.args)) <= 500


def content_text_fields() -> list[models.Field]:
    parts = [part for model in MODELS for part in (model, *model.child_models().values())]
    fields = [field for part in parts for field in part._meta.concrete_fields]
    return [field for field in fields if isinstance(field, models.CharField | models.TextField)]


@pytest.mark.parametrize("text", ["x" * 100_000, "x\n" * 9_000, "x <" * 900, "[" * 900, "`a" * 900, "x\0"])
def test_text_fields_refuse_texts_that_are_slow_to_render(text):
    fields = content_text_fields()
    assert len(fields) > 60
    for field in fields:
        value = text if len(text) > 10_000 or isinstance(field, models.TextField) else text * 100
        with pytest.raises(ValidationError):
            clean_value(field, value)


@pytest.mark.django_db
def test_form_file_and_zip_refuse_a_long_text(as_editor, tmp_path):
    form = Section.objects.get(slug="form")
    url = f"/admin/guide/section/{form.pk}/change/"
    page = as_editor.post(url, initial_data(as_editor.get(url)) | {"body": "x" * 100_000})
    assert b"This text has 100,000 characters; at most 20,000 are allowed." in page.content
    file = (CONTENT / "sections/form.md").read_bytes() + b"x" * 100_000
    assert b"at most 20,000 are allowed" in upload(as_editor, our_zip(sections__form=file)).content
    (tmp_path / "sections").mkdir()
    (tmp_path / "guide.yaml").write_bytes((CONTENT / "guide.yaml").read_bytes())
    (tmp_path / "sections/form.md").write_bytes(file)
    with pytest.raises(InvalidContent, match="at most 20,000"):
        load_content(tmp_path, overwrite=True)
    assert Section.objects.get(slug="form").body == form.body


NESTED = ["a\n: b" * 3_333, "a\n: b\n" * 3_333, "1. " * 6_000, "> " * 5_000, "[" * 500, "# a\n" * 999]


@pytest.mark.parametrize("text", NESTED, ids=[text[:5] for text in NESTED])
def test_nested_markdown_is_rendered_and_does_not_affect_the_next_text(text):
    assert render_markdown(text, LinkResolver({}, {}))
    assert render_markdown(f"One **word** after {len(text)}.", LinkResolver({}, {})).startswith("<p>One <strong>")


@settings(max_examples=200)
@given(st.lists(MARKDOWN_MARKS, max_size=60).map("".join))
def test_markdown_of_any_marks_is_rendered(text):
    validate_prose(text)
    render_markdown(text, LinkResolver({}, {}))


@pytest.mark.django_db
def test_second_import_is_refused_until_the_first_ends(as_editor):
    running = RunningImport.objects.create()
    assert b"Another import is running." in upload(as_editor, renamed_zip()).content
    assert not Upload.objects.exists()
    RunningImport.objects.filter(pk=running.pk).update(since=timezone.now() - timedelta(minutes=6))
    assert upload(as_editor, renamed_zip()).status_code == 302
    assert not RunningImport.objects.exists()
    RunningImport.objects.create()
    url = f"{PAGE}{Upload.objects.get().pk}/"
    assert b"Another import is running." in as_editor.post(url, {"overwrite": "on"}, follow=True).content
    RunningImport.objects.all().delete()
    assert as_editor.post(url, {"overwrite": "on"})["Location"] == "/admin/changes/"


@pytest.mark.django_db
def test_refused_import_lets_the_next_one_in(as_editor):
    assert upload(as_editor, b"no zip").status_code == 200
    assert not RunningImport.objects.exists()


@pytest.mark.django_db
def test_import_that_no_longer_fits_is_refused_in_words(as_editor):
    upload(as_editor, renamed_zip())
    Upload.objects.update(content=our_zip(sections__form=b"---\na: [\n---\n"))
    assert (
        b"This file cannot be imported: sections/form.md: line 3"
        in as_editor.get(f"{PAGE}{Upload.objects.get().pk}/", follow=True).content
    )
