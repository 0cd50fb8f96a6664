"""Where a file waits between its preview in the administration and the click that imports it."""

from typing import Any

from django.http import Http404
from import_export.tmp_storages import CacheStorage


class ImportStorage(CacheStorage):
    """Keeps it in the cache, under a name that cannot be guessed.

    In a folder, the name that the page sends back could be that of any file there.
    """

    CACHE_PREFIX = "import-"
    CACHE_LIFETIME = 60 * 60

    def read(self) -> Any:
        content = super().read()
        if content is None:
            raise Http404
        is_text = "b" not in self.read_mode and isinstance(content, bytes)
        return content.decode(self.encoding or "utf-8-sig") if is_text else content
