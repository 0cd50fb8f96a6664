"""What every record has: a stable code, an officer, where it comes from, and whether it holds."""

import uuid
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import connection, models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kernel.models import code_in_addresses, refuse_odd_code
from kernel.registers.fields import link
from kernel.texts import refuse_too_long
from kernel.words import folded

DIGITS = 6
"""Of a number that is counted on from; one that a file gave and that is longer is left alone."""
HAS_DIGIT = RegexValidator(r"\d", gettext_lazy("Put at least one digit into the code."))


def space(key: str) -> str:
    """The namespace of a register's pages among the addresses."""
    return f"registers_{key.replace('-', '_')}"


class RecordQuerySet(models.QuerySet[Any]):
    """What people may see of a register; each register says the first two."""

    def visible_to(self, user: Any) -> Self:
        """The records whose public parts this person may see."""
        raise NotImplementedError

    def whole_to(self, user: Any) -> Self:
        """Of these, the ones that this person may see in full."""
        raise NotImplementedError

    def listed(self) -> Self:
        """With what a list shows of each, so that its queries do not grow with its rows."""
        return self

    def standing(self) -> Self:
        """Those that were not cancelled."""
        return self.filter(cancelled_at=None)


class Record(models.Model):
    """One row of a register; what it is about, its register adds.

    It can be cancelled with a reason, and is not deleted: others may have named it.
    """

    register_key: ClassVar[str]
    """The name of its register in addresses."""
    code_prefix: ClassVar[str]
    """Codes are made of it, the year and a running number: `ND-2013-004`."""
    searched: ClassVar[tuple[str, ...]] = ("code", "title")
    """Texts in which search looks, for everybody: what its register keeps back is not among them."""
    year_follows_from: ClassVar[tuple[str, ...]] = ()
    """Links by which its year is found, where it has no date of its own."""
    follows: ClassVar[tuple[str, ...]] = ("version", "search_text")
    """Columns that follow from the others, and are told to nobody."""
    not_copied: ClassVar[tuple[str, ...]] = ("code",)
    """What a copy does not begin with."""

    code = models.CharField(
        gettext_lazy("code"),
        max_length=40,
        unique=True,
        blank=True,
        validators=[refuse_odd_code, HAS_DIGIT],
        help_text=gettext_lazy("Stays for ever; empty: one is made."),
    )
    officer = link(settings.AUTH_USER_MODEL, gettext_lazy("officer in charge"))
    source = models.TextField(gettext_lazy("source"), blank=True, validators=[refuse_too_long])
    is_sample = models.BooleanField(gettext_lazy("sample data"), default=False, editable=False)
    cancelled_at = models.DateTimeField(gettext_lazy("cancelled"), null=True, blank=True, editable=False)
    cancelled_because = models.TextField(gettext_lazy("why it was cancelled"), blank=True, editable=False)
    version = models.PositiveIntegerField(gettext_lazy("version"), default=1, editable=False)
    """Grows with each change, by which two that change at once are told apart."""
    ticket = models.UUIDField(
        default=uuid.uuid4,
        unique=True,
        editable=False,
        error_messages={"unique": gettext_lazy("This form has added a record. Save again to add another.")},
    )
    """Of the form that added it, which is sent twice over a broken line."""
    search_text = models.TextField(editable=False, blank=True)

    class Meta:
        abstract = True
        constraints = [
            code_in_addresses("%(app_label)s_%(class)s_code_in_addresses"),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_code_has_digit", condition=Q(code__regex=r"\d")
            ),
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_cancelled_with_reason",
                condition=Q(cancelled_at=None, cancelled_because="")
                | (Q(cancelled_at__isnull=False) & ~Q(cancelled_because="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {getattr(self, 'title', '')}".strip()

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.prepare()
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        return reverse(f"{space(self.register_key)}:detail", args=[self.code])

    @property
    def is_cancelled(self) -> bool:
        return self.cancelled_at is not None

    @property
    def year(self) -> int | None:
        """The year that figures count it in; None where it is not known."""
        return None

    @property
    def last_year(self) -> int | None:
        """The year after which nobody needs to know of whom it is; None while that is not known."""
        return self.year

    @property
    def years(self) -> set[int | None]:
        """The years in whose figures it counts; None stands for all of them."""
        return {self.year}

    def prepare(self) -> None:
        """Fill in what follows from the rest; what writes many rows at once calls it for each."""
        self.search_text = folded(
            " ".join(filter(None, (str(getattr(self, name)) for name in self.searched)))
        )

    def give_code(self) -> None:
        """The next free code of its year; others that ask wait until this transaction ends."""
        if not self.code:
            self.code = next(codes(type(self), self.year))

    def clean(self) -> None:
        """What the fields cannot see by themselves; each register adds its own.

        What is unique is looked for after it, in what will be written.
        """
        self.prepare()
        if problems := {name: words for name, words in self.problems() if words}:
            raise ValidationError(problems)

    def problems(self) -> Iterator[tuple[str, str]]:
        """By field, what is wrong and how to mend it; asked by form, file and API alike."""
        if self.code and not self.code.startswith(f"{self.code_prefix}-"):
            yield "code", _("Codes of this register begin with %(start)s-.") % {"start": self.code_prefix}

    def history_since_its(self, reader: Any) -> str:
        """The column since whose present value the history is the reader's to know; empty for all of it."""
        return ""

    def take_over(self, current: "Record") -> None:
        """Before it is written as it was, in the place of `current`: who has read that one is told."""
        self.version = current.version + 1

    def problems_of_links(self, links: Mapping[str, Iterable[Any]]) -> Iterator[tuple[str, str]]:
        """The same of the records that it names several of, by field, which are written after it."""
        yield from ()


def naming(model: type[models.Model], path: str, things: Any) -> Q:
    """Records that name one of the things at the end of the path; several links to it double no row."""
    named = Q(**{f"{path}__in": things})
    is_plain = "__" not in path and not model._meta.get_field(path).many_to_many
    return named if is_plain else Q(pk__in=model._base_manager.filter(named).order_by().values("pk"))


def one_after_another(model: type[models.Model]) -> None:
    """Others that ask this of the model wait until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [model._meta.db_table])


def codes(model: type[Record], year: int | None) -> Iterator[str]:
    """Free codes of a year, `0000` where it is not known; for one transaction at a time."""
    one_after_another(model)
    start = f"{model.code_prefix}-{year or 0:04d}-"
    taken = model._base_manager.filter(code__startswith=start).values_list("code", flat=True)
    rests = (code.removeprefix(start) for code in taken)
    number = max((int(rest) for rest in rests if rest.isdecimal() and len(rest) <= DIGITS), default=0)
    while True:
        number += 1
        yield f"{start}{number:03d}"


def gone(record: Record) -> str:
    """Why nothing can be done with a record that was cancelled."""
    return _("%(record)s was cancelled.") % {"record": record}
