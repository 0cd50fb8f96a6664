"""What the address of a list may ask for: what its filters declare, and nothing else.

Django lets every column of the model itself be asked for, shown or not: with
`?password__startswith=a` a list of people would tell the passwords' hashes, letter by letter.
"""

from typing import Any

from django.contrib.admin.exceptions import DisallowedModelAdminLookup
from django.http import HttpRequest
from unfold.admin import ModelAdmin
from unfold.views import ChangeList


class DeclaredChangeList(ChangeList):
    """Refuses, with 400 and before any row is read, what no declared filter of the list takes."""

    def get_filters(self, request: HttpRequest) -> Any:
        found = super().get_filters(request)
        _specs, _any_specs, left, _may_repeat, _any_active = found
        undeclared = set(left) - self.of_date_hierarchy()
        if undeclared:
            names = ", ".join(sorted(undeclared))
            raise DisallowedModelAdminLookup(f"Filtering by {names} not allowed")
        return found

    def of_date_hierarchy(self) -> set[str]:
        """Into these two Django turns the year, month and day that were chosen."""
        column = self.date_hierarchy
        return {f"{column}__gte", f"{column}__lt"} if column else set()


class DeclaredLookups(ModelAdmin):
    """A model whose list answers its declared filters, search and columns only."""

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return DeclaredChangeList
