"""Read and write YAML, and Markdown with YAML front matter.

Reading is strict: a value arrives as it was typed, or an error names its line. Writing uses one fixed style.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from itertools import count
from typing import Any

import yaml
from frontmatter.default_handlers import YAMLHandler
from yaml.constructor import ConstructorError

from guide.content_files.yaml_scalars import (
    PLAIN_NUMBER,
    SURROGATE_ESCAPE,
    is_ambiguous,
    join_surrogates,
    scalar_faults,
)

MAX_DEPTH, MAX_EVENTS = 20, 100_000  # the shipped files have 5 and 8,000

HINTS = {
    "found character that cannot start any token": "a tab cannot indent, and a value cannot start with @, % or `; "
    "use spaces, or put the value in quotation marks"
}


class InvalidText(ValueError):
    """A file that cannot be read. Each argument is one fault, with its line if that is known."""


class StrictConstructor(yaml.constructor.SafeConstructor):
    """Refuses duplicate keys and keys that are not text."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[Any] = set()
        for key_node, _ in node.value:
            key = self.construct_object(key_node, deep=True)
            if not isinstance(key, str):
                raise ConstructorError(None, None, f"the key {key} is not text", key_node.start_mark)
            if key in seen:
                raise ConstructorError(None, None, f"the key {key} appears twice", key_node.start_mark)
            seen.add(key)
        return super().construct_mapping(node, deep=deep)


class StrictLoader(StrictConstructor, yaml.CSafeLoader):
    """Reads whole numbers, true, false and null; every other value is text."""


class SurrogateLoader(StrictConstructor, yaml.SafeLoader):
    """Reads characters that are escaped in two halves, as in JSON. The faster loader refuses them."""

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:
        return join_surrogates(super().construct_scalar(node))


RESOLVERS = {
    "int": (f"(?:{PLAIN_NUMBER})$", list("-0123456789")),
    "bool": (r"(?:true|True|TRUE|false|False|FALSE)$", list("tTfF")),
    "null": (r"(?:~|null|Null|NULL|)$", ["~", "n", "N", ""]),
}
for loader in (StrictLoader, SurrogateLoader):
    loader.yaml_implicit_resolvers = {}
    for name, (pattern, first) in RESOLVERS.items():
        loader.add_implicit_resolver(f"tag:yaml.org,2002:{name}", re.compile(pattern), first)


def decode_text(content: bytes) -> str:
    """Decode UTF-8, with or without a byte order mark, and normalise line ends. Raises InvalidText."""
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise InvalidText(f"line {line}: is not UTF-8 text (byte {error.start}). Save it as UTF-8.") from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise InvalidText(f"line {line}: has a NUL character, which cannot be stored. Save the file as UTF-8 text.")
    return text


def parse_yaml(text: str, *, lines_above: int = 0, events: Iterator[int] | None = None) -> Any:
    """Parse YAML. Raises InvalidText with the line number; `lines_above` counts those before `text` in its file.

    Files that share `events`, made by `itertools.count()`, also share MAX_EVENTS.
    """
    loader = SurrogateLoader if SURROGATE_ESCAPE.search(text) else StrictLoader
    try:
        check_yaml(text, loader, events or count())
        if faults := list(scalar_faults(text, loader, lines_above)):
            raise InvalidText(*faults)
        return strip_texts(yaml.load(text, Loader=loader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + lines_above + 1}: " if mark else ""
        problem = error.problem or error.context or ""
        raise InvalidText(f"{line}{HINTS.get(problem, problem)}.") from error
    except yaml.reader.ReaderError as error:
        character = yaml.reader.Reader.NON_PRINTABLE.search(text)
        line = f"line {text.count(chr(10), 0, character.start()) + lines_above + 1}: " if character else ""
        code = f"U+{ord(character[0]):04X}" if character else f"#{error.character}"
        raise InvalidText(f"{line}cannot be read: the control character {code} is not allowed. Remove it.") from error


def check_yaml(text: str, loader: type[Any], events: Iterator[int]) -> None:
    """Raise a YAMLError if the text uses what content files never need, before anything is built from it."""
    depth = 0
    for event in yaml.parse(text, Loader=loader):
        if isinstance(event, yaml.AliasEvent):
            problem = "an alias (*name) is not allowed here; write the value out"
        elif isinstance(event, yaml.ScalarEvent) and event.anchor:
            problem = f"&{event.anchor} is read as a name and would be lost; put the value in quotation marks"
        elif tag := getattr(event, "tag", None):
            problem = f"the tag {tag} is not allowed here; write the value alone"
        elif depth > MAX_DEPTH:
            problem = f"lists and mappings are nested more than {MAX_DEPTH} deep"
        elif next(events) > MAX_EVENTS:
            problem = "the files have too many values; a guide has far fewer"
        else:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            continue
        # The type stubs know only the marks of the loader in Python.
        raise yaml.MarkedYAMLError(None, None, problem, event.start_mark)  # type: ignore[arg-type]


def parse_front_matter(text: str, *, events: Iterator[int] | None = None) -> dict[str, Any]:
    """Return the front matter, with the Markdown below it as `body`. Raises InvalidText."""
    handler = YAMLHandler()
    if not handler.detect(text) or not text.startswith("---"):
        raise InvalidText("line 1: must start with --- and front matter.")
    try:
        front, body = handler.split(text)
    except ValueError as error:
        raise InvalidText("the front matter has no closing --- on a line of its own.") from error
    data = parse_yaml(front, lines_above=text[: text.index(front)].count("\n"), events=events)
    if not isinstance(data, dict):
        raise InvalidText("the front matter must be a mapping of keys to values.")
    if "body" in data:
        raise InvalidText("body: belongs below the front matter; remove the key.")
    return data | {"body": body.strip()}


def strip_texts(value: Any) -> Any:
    """Strip whitespace around every text in the data, as forms do."""
    if isinstance(value, dict):
        return {key: strip_texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [strip_texts(item) for item in value]
    return value.strip() if isinstance(value, str) else value


class YamlDumper(yaml.CSafeDumper):
    """Writes multi-line texts in block style and lists of short codes on one line."""


def _represent_text(dumper: YamlDumper, value: str) -> yaml.ScalarNode:
    # Unless escaped, YAML reads these line ends back as spaces.
    style = '"' if any(end in value for end in "\x85\u2028\u2029") else "|" if "\n" in value else None
    style = "'" if is_ambiguous(value) else style  # PyYAML does not know all of these
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style=style)


def _represent_list(dumper: YamlDumper, value: list[Any]) -> yaml.SequenceNode:
    on_one_line = all(isinstance(item, str) and len(item) < 40 and " " not in item for item in value)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=on_one_line)


YamlDumper.add_representer(str, _represent_text)
YamlDumper.add_representer(list, _represent_list)


def dump_yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=YamlDumper, sort_keys=False, allow_unicode=True, width=100)
