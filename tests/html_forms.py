"""Reads a form from a page as a browser does, and says what the browser would send of it untouched."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

NEVER_SENT = {"submit", "button", "reset", "image", "file"}
TICKED = {"checkbox", "radio"}
Attributes = dict[str, str | None]
Pairs = list[tuple[str, str]]


@dataclass
class Select:
    name: str | None
    multiple: bool
    options: list[tuple[str, bool]] = field(default_factory=list)

    def pairs(self) -> Pairs:
        """One of one must be chosen: where none is marked it is the first."""
        chosen = [value for value, is_chosen in self.options if is_chosen]
        if not chosen and not self.multiple:
            chosen = [value for value, _chosen in self.options[:1]]
        return [(self.name, value) for value in chosen] if self.name else []


class FormReader(HTMLParser):
    """What the form of `form_id` would send; other forms, disabled fields and templates are left out."""

    def __init__(self, form_id: str) -> None:
        super().__init__(convert_charrefs=True)
        self.form_id, self.form, self.templates = form_id, "", 0
        self.pairs: Pairs = []
        self.select: Select | None = None
        self.option: tuple[str | None, bool] | None = None
        self.area: str | None = None
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "form":
            self.form = found.get("id") or ""
        elif tag == "template":
            self.templates += 1
        elif tag == "option" and self.select:
            self.end_option()
            self.option, self.text = (found.get("value"), "selected" in found), []
        else:
            self.start_field(tag, found)

    def start_field(self, tag: str, found: Attributes) -> None:
        is_ours = (found.get("form") or self.form) == self.form_id and not self.templates
        name = found.get("name") if is_ours and "disabled" not in found else None
        if tag == "select":
            self.select = Select(name, "multiple" in found)
        elif tag == "textarea":
            self.area, self.text = name or "", []
        elif tag == "input" and name:
            self.pairs += of_input(name, found)

    def handle_data(self, data: str) -> None:
        self.text.append(data)

    def end_option(self) -> None:
        if self.select and self.option:
            value, is_chosen = self.option
            text = " ".join("".join(self.text).split())
            self.select.options.append((text if value is None else value, is_chosen))
        self.option = None

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = ""
        elif tag == "template":
            self.templates -= 1
        elif tag == "option":
            self.end_option()
        elif tag == "select" and self.select:
            self.end_option()
            self.pairs += self.select.pairs()
            self.select = None
        elif tag == "textarea" and self.area is not None:
            self.pairs += [(self.area, as_sent("".join(self.text)))] if self.area else []
            self.area = None


def of_input(name: str, found: Attributes) -> Pairs:
    kind = found.get("type") or "text"
    if kind in TICKED:
        return [(name, found.get("value") or "on")] if "checked" in found else []
    return [] if kind in NEVER_SENT else [(name, found.get("value") or "")]


def as_sent(text: str) -> str:
    """The first line end after the tag is none of the text; the others are sent as two characters."""
    return text.replace("\r\n", "\n").removeprefix("\n").replace("\n", "\r\n")


def sent_untouched(page: str, form_id: str) -> dict[str, list[str]]:
    """Values by name, as the test client takes them."""
    reader = FormReader(form_id)
    reader.feed(page)
    reader.close()
    found: dict[str, list[str]] = {}
    for name, value in reader.pairs:
        found.setdefault(name, []).append(value)
    return found
