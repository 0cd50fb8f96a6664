"""Documents: YAML files, read so that each problem can name its line."""

import re
from collections.abc import Hashable, Iterator
from typing import Any, TypeVar, cast

import yaml
from pydantic import ValidationError

from kernel.loading.problems import File
from kernel.loading.rows import Mapping, Row, explain
from kernel.loading.tables import read_text

RowType = TypeVar("RowType", bound=Row)
Location = tuple[int | str, ...]


class Loader(yaml.SafeLoader):
    """Plain values only; mappings know their line, and the same key twice is refused."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        """A short file of references to references would hold millions of values."""
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "references (*name) are not read", mark)
        return super().compose_node(parent, index)

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:  # noqa: FBT001, FBT002
        pairs = super().construct_mapping(node, deep=True)
        if len(pairs) < len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key is there twice", node.start_mark)
        mapping = Mapping(pairs)  # type: ignore[arg-type]
        mapping.line = node.start_mark.line + 1
        return mapping  # type: ignore[return-value]


def construct_whole_mapping(loader: Loader, node: yaml.MappingNode) -> dict[Hashable, Any]:
    return loader.construct_mapping(node)


Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, construct_whole_mapping)


def read_document(file: File, row_type: type[RowType]) -> RowType | None:
    """The document as one typed row that holds the others, or None where `file` has problems."""
    text = read_text(file)
    if text is None:
        return None
    try:
        node = yaml.compose(text, Loader=Loader)
        content = yaml.load(text, Loader=Loader)  # noqa: S506 -- derived from SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        file.refuse(line, "", f"This is not YAML: {error.problem}.", "Check indents, colons and quotes.")
        return None
    except yaml.YAMLError as error:
        file.refuse(1, "", f"This is not YAML: {error}.", "Check indents, colons and quotes.")
        return None
    if refuse_odd_numbers(file, node):
        return None
    return typed(file, row_type, content, node)


ODD_NUMBER = re.compile(
    r"[-+]?(0b[01_]+|0x[0-9a-f_]+|0o?\d[\d_]*|\d+(:\d+)+(\.\d*)?|\d+_[\d_.]*|\.(inf|nan))", re.IGNORECASE
)
"""Numbers of which YAML makes others than are seen: `045` is 37, and `12:30` is 750."""


def refuse_odd_numbers(file: File, node: yaml.Node | None) -> bool:
    """Whether there are any; each is told as it is written."""
    odd = [scalar for scalar in scalars(node) if scalar.style is None and ODD_NUMBER.fullmatch(scalar.value)]
    for scalar in odd:
        wrong = f"“{scalar.value}” would be read as another number than is seen."
        mend = "Write a number in plain digits, and a text between quotation marks."
        file.refuse(scalar.start_mark.line + 1, "", wrong, mend)
    return bool(odd)


def scalars(node: yaml.Node | None) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            yield from scalars(value)
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            yield from scalars(pair[0])
            yield from scalars(pair[1])


def typed(file: File, row_type: type[RowType], content: Any, node: yaml.Node | None) -> RowType | None:
    try:
        return row_type.model_validate(content)
    except ValidationError as errors:
        for error in errors.errors():
            location = tuple(error["loc"])
            file.refuse(line_of(node, location), key_of(location), *explain(error))
        return None


def line_of(node: yaml.Node | None, location: Location) -> int:
    """The line of what is at `location`, or of the nearest thing around it."""
    if node is None:
        return 1
    if location and (inner := child(node, location[0])):
        return line_of(inner, location[1:])
    return int(node.start_mark.line) + 1


def child(node: yaml.Node, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        return cast("yaml.Node", node.value[step])
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == str(step)), None)
    return None


def key_of(location: Location) -> str:
    return ".".join(step for step in location if isinstance(step, str))
