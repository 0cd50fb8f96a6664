# ruff: noqa: N818 - a refusal is named by what it says
"""Workflows: a state that nothing but a declared move changes, who may make the move, and its trail.

A model inherits `Workflow` with a protected state field and declares its moves in one table; each row
of its trail is a `TrailEntry` that is reached by `transitions`.  A service locks the row and calls
`advance`, in one transaction.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pghistory
from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_fsm import FSMModelMixin, TransitionNotAllowed, can_proceed, transition

from kernel.access import Permission, require
from kernel.texts import refuse_too_long

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


class WorkflowError(Exception):
    """What was asked for does not go with where a thing stands; the message is for people.

    `field` names what of a form it is about; empty where it is about the whole.
    """

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class IllegalMove(WorkflowError):
    """The thing is not in a state from which this move starts."""


@dataclass(frozen=True)
class Rule:
    """What a move asks for, and what is said where the thing stands elsewhere."""

    permission: Permission
    refusal: "StrOrPromise"


def move(
    source: Sequence[str],
    target: Any,
    permission: Permission,
    refusal: "StrOrPromise",
    *,
    when: Sequence[Callable[[Any], bool]] = (),
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """A line of a model's table of moves; it is made where all of `when` are true of the thing."""

    def declare(method: Callable[..., None]) -> Callable[..., None]:
        line = transition(
            field="state", source=list(source), target=target, permission=permission, conditions=list(when)
        )
        declared: Callable[..., None] = line(method)
        declared.rule = Rule(permission, refusal)  # type: ignore[attr-defined]
        return declared

    return declare


class Workflow(FSMModelMixin, models.Model):
    """Gives a model moves; its field `state` is protected."""

    if TYPE_CHECKING:
        state: Any
        transitions: Any

        def get_state_display(self) -> str: ...

        def get_all_state_transitions(self) -> Iterable[Any]: ...

    class Meta:
        abstract = True


class TrailEntry(models.Model):
    """A move of a thing from one state to another: when, by whom and why."""

    at = models.DateTimeField(gettext_lazy("when"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=gettext_lazy("by"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    reason = models.TextField(gettext_lazy("reason"), blank=True)

    class Meta:
        abstract = True


def permission_of(thing: Workflow, name: str) -> Permission:
    """What the move asks for."""
    rule: Rule = getattr(type(thing), name).rule
    return rule.permission


def moves_of(thing: Workflow, user: Any, among: Iterable[str] | None = None) -> set[str]:
    """The moves that this person can make now, by name, for buttons; of others nothing is looked up."""
    names = {move.name for move in thing.get_all_state_transitions()} if among is None else set(among)
    mine = (name for name in names if user.has_perm(permission_of(thing, name), thing))
    return {name for name in mine if can_proceed(getattr(thing, name))}


def advance(thing: Workflow, name: str, *, by: Any, reason: str = "") -> None:
    """Make the move, save, and write the trail; a refusal is an IllegalMove, or says who may."""
    made = getattr(thing, name)
    rule: Rule = getattr(type(thing), name).rule
    require(by, rule.permission, thing)
    source = thing.state
    try:
        made()
    except TransitionNotAllowed as refused:
        words = {"rule": rule.refusal, "state": thing.get_state_display()}
        raise IllegalMove(_("%(rule)s This one stands at “%(state)s”.") % words) from refused
    with audited(thing, name, by, reason):
        thing.save()
    leave_trail(thing, source, by, reason)


def audited(thing: models.Model, action: str, by: Any, reason: str) -> AbstractContextManager[Any]:
    """What is saved inside has the act, the person and the reason in its history."""
    context: AbstractContextManager[Any] = pghistory.context(
        action=f"{thing._meta.app_label}.{action}", user=by.pk, reason=reason
    )
    return context


def leave_trail(thing: Workflow, source: str, by: Any, reason: str) -> None:
    """A line of the trail, from `source` to where the thing stands now."""
    refuse_too_long(reason)
    thing.transitions.create(source=source, target=thing.state, at=timezone.now(), by=by, reason=reason)
