"""Typst, which makes PDF of a template and of data; docs/decisions/0025-papers-of-events.md."""

import datetime as dt
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import typst
from django.http import HttpResponse
from django.utils.http import content_disposition_header

PDF = "application/pdf"
PAPERS = Path(__file__).parent / "papers"
NO_GLYPH = "could not be displayed"
"""What Typst says of letters that no font has."""


class NoFontError(ValueError):
    """Somewhere stand letters that no font of this machine has."""


@cache
def fonts() -> typst.Fonts:
    """Typst's own, and those of the machine for letters that these lack; looked up once."""
    return typst.Fonts()


def typeset(template: str, data: Mapping[str, Any], *, day: dt.date, is_strict: bool = True) -> bytes:
    """Tagged PDF, the same of the same data; read aloud as PDF/UA-1 asks.

    Data are passed as they are and never read as markup.  Raises `NoFontError` where letters would be
    boxes; unless it is strict: then they are.
    """
    made = dt.datetime.combine(day, dt.time(), dt.UTC)
    said = {**data, "made": {"year": day.year, "month": day.month, "day": day.day}}
    try:
        return typst.compile(
            (PAPERS / f"{template}.typ").read_bytes(),
            format="pdf",
            font_paths=fonts(),
            sys_inputs={"data": json.dumps(said)},
            pdf_standards=["ua-1"] if is_strict else [],
            timestamp=made,
        )
    except typst.TypstError as error:
        if NO_GLYPH in str(error):
            raise NoFontError(str(error)) from error
        raise


def pdf_response(name: str, content: bytes) -> HttpResponse:
    """A file to be saved."""
    response = HttpResponse(content, content_type=PDF)
    response["Content-Disposition"] = str(content_disposition_header(as_attachment=True, filename=name))
    return response
