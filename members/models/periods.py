"""Periods of which only one may hold at a time, whoever writes them."""

from typing import ClassVar

import pgtrigger
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from kernel.models import Dated, DatedQuerySet
from kernel.periods import overlaps


def one_at_a_time(*columns: str) -> pgtrigger.Trigger:
    """Refuse, at the end of a transaction, two rows that share `columns` and a day.

    It waits for the end so that one period may be ended and the next one begun in any
    order; it locks the member so that two transactions cannot both pass.
    """
    same = " AND ".join(f"other.{column} = mine.{column}" for column in columns)
    return pgtrigger.Trigger(
        name="one_at_a_time",
        level=pgtrigger.Row,
        when=pgtrigger.After,
        operation=pgtrigger.Insert | pgtrigger.Update,
        timing=pgtrigger.Deferred,
        func=pgtrigger.Func(  # type: ignore[no-untyped-call]
            f"""
            PERFORM 1 FROM members_member WHERE id = NEW.member_id FOR NO KEY UPDATE;
            IF EXISTS (
                SELECT 1 FROM {{meta.db_table}} mine JOIN {{meta.db_table}} other
                ON {same} AND other.id <> mine.id
                AND daterange(other.valid_from, other.valid_to, '[]')
                    && daterange(mine.valid_from, mine.valid_to, '[]')
                WHERE mine.id = NEW.id
            ) THEN
                RAISE EXCEPTION 'Two periods of one member overlap in {{meta.db_table}}.'
                USING ERRCODE = 'exclusion_violation';
            END IF;
            RETURN NULL;
            """  # noqa: S608 -- names of columns, from the models below
        ),
    )


class OneAtATime(Dated):
    """A period that may not overlap another with the same values of `apart_by`."""

    apart_by: ClassVar[tuple[str, ...]] = ("member_id",)
    is_checked_with_others = False
    """Set on an instance whose form set checks all periods together."""

    class Meta(Dated.Meta):
        abstract = True

    def siblings(self) -> "QuerySet[OneAtATime]":
        same = {name: getattr(self, name) for name in self.apart_by}
        queryset: DatedQuerySet = type(self)._default_manager.filter(**same)
        return queryset.exclude(pk=self.pk)

    def clean(self) -> None:
        super().clean()
        if self.is_checked_with_others or any(getattr(self, name) is None for name in self.apart_by):
            return
        for sibling in self.siblings():
            if overlaps([sibling, self]):
                raise ValidationError(overlap_message(sibling))


def overlap_message(other: OneAtATime) -> str:
    values = {"other": other, "start": other.valid_from or "…", "end": other.valid_to or "…"}
    message = _("This period overlaps “%(other)s” (%(start)s to %(end)s). End one before the other begins.")
    return str(message) % values
