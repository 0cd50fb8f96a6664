"""What PDF files say."""

import io

from pypdf import PdfReader


def pages_of(content: bytes) -> list[str]:
    """The words of each page, in one line."""
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(content)).pages]
