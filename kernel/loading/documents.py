"""Documents: YAML files, read so that each problem can name its line."""

from collections.abc import Hashable
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
    return typed(file, row_type, content, node)


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
