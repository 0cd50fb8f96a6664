"""Form sets that check their rows together."""

from itertools import groupby
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet, ModelForm

from kernel.periods import overlaps
from members.models import Member
from members.models.periods import OneAtATime, overlap_message

if TYPE_CHECKING:
    Base = BaseInlineFormSet[OneAtATime, Member, ModelForm[OneAtATime]]
else:
    Base = BaseInlineFormSet


class PeriodFormSet(Base):
    """Periods of one member, for an inline of the administration.

    One period may be ended and the next begun in the same form: what counts is what the rows
    come to together, not what the database holds of the others.
    """

    def add_fields(self, form: "ModelForm[OneAtATime]", index: int | None) -> None:
        super().add_fields(form, index)
        form.instance.is_checked_with_others = True

    def clean(self) -> None:
        super().clean()
        for _key, alone in groupby(sorted(self.kept(), key=key_of), key_of):
            for before, _after in overlaps(alone):
                raise ValidationError(overlap_message(before))

    def kept(self) -> list[OneAtATime]:
        """What stays or becomes a record when the form is saved."""
        filled = [form for form in self.forms if form.is_valid() and (form.instance.pk or form.has_changed())]
        return [form.instance for form in filled if not form.cleaned_data.get("DELETE")]


def key_of(period: OneAtATime) -> tuple[str, ...]:
    """What periods share that must not overlap, besides the member."""
    return tuple(str(getattr(period, name)) for name in period.apart_by if name != "member_id")
