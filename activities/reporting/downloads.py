"""How files of members leave the portal: to be saved, never to be run."""

from django.core.files.storage import Storage
from django.http import FileResponse, Http404


def attachment(storage: Storage, path: str, *, name: str, media_type: str) -> FileResponse:
    """The file as a stream; browsers save it, guess nothing and run nothing of it."""
    if not storage.exists(path):
        raise Http404
    response = FileResponse(storage.open(path), as_attachment=True, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
