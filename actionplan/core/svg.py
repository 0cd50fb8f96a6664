"""Charts as vl-convert draws them, made fit for a page: small, without styles, in the page's colours."""

import re
from xml.etree import ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
LIGHT = {
    "#0a5a9c": "var(--accent)",
    "#17202e": "var(--ink)",
    "#526077": "var(--ink-soft)",
    "#dde2ea": "var(--rule)",
    "#ffffff": "var(--card)",
}
"""The light values of the colour tokens; a chart is drawn in them and nothing else."""

NOISE = {
    "id",
    "class",
    "role",
    "style",
    "pointer-events",
    "font-family",
    "stroke-miterlimit",
    "version",
    "clip-path",
}
PLAIN = {"opacity": "1", "stroke-width": "1", "x2": "0", "y2": "0", "transform": "translate(0,0)"}
SHAPES = {f"{{{SVG}}}{tag}" for tag in ("g", "path", "rect", "line", "defs", "clipPath")}
EMPTY_PATHS = {"", "M0,0h0v0h0Z"}
DECIMALS = re.compile(r"-?\d+\.\d+")


def fit_for_page(drawing: str, *, title: str, description: str) -> str:
    """The drawing with a title and description of its own, and without ids that could clash."""
    root = ET.fromstring(drawing)  # noqa: S314 - drawn by our own renderer
    width, height = root.get("width", ""), root.get("height", "")
    _clean(root)
    root.attrib = {"viewBox": f"0 0 {width} {height}", "role": "img", "font-family": "system-ui, sans-serif"}
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{{{SVG}}}{tag}")
        element.text = text
        root.insert(position, element)
    return in_tokens(_plain(root))


def _plain(root: ET.Element) -> str:
    """The drawing without prefixes, whatever another library has registered for its own drawings."""
    for element in root.iter():
        element.tag = element.tag.removeprefix(f"{{{SVG}}}")
    root.set("xmlns", SVG)
    return ET.tostring(root, encoding="unicode")


def in_tokens(drawing: str) -> str:
    for light, token in LIGHT.items():
        drawing = drawing.replace(f'"{light}"', f'"{token}"')
    return drawing


def in_light_colours(drawing: str) -> str:
    """The same picture for paper and files, where no token is known."""
    for light, token in LIGHT.items():
        drawing = drawing.replace(f'"{token}"', f'"{light}"')
    return drawing


def _clean(element: ET.Element) -> None:
    for child in list(element):
        _clean(child)
        if _is_nothing(child):
            element.remove(child)
    _unwrap_only_child(element)
    kept = {name: _rounded(value) for name, value in element.attrib.items() if not name.startswith("aria-")}
    element.attrib = {
        name: value for name, value in kept.items() if name not in NOISE and PLAIN.get(name) != value
    }


def _is_nothing(element: ET.Element) -> bool:
    """Whether it draws nothing: an empty group, a path without course or colour."""
    if element.tag not in SHAPES:
        return False
    if not any(element.get(paint, "transparent") != "transparent" for paint in ("fill", "stroke")):
        return not len(element)
    return element.tag == f"{{{SVG}}}path" and element.get("d", "") in EMPTY_PATHS


def _unwrap_only_child(element: ET.Element) -> None:
    """Groups that say nothing give way to what they hold."""
    for position, child in reversed(list(enumerate(element))):
        if child.tag == f"{{{SVG}}}g" and not child.attrib:
            element.remove(child)
            for offset, grandchild in enumerate(child):
                element.insert(position + offset, grandchild)


def _rounded(value: str) -> str:
    return DECIMALS.sub(lambda found: f"{round(float(found[0]), 1):g}", value)
