"""One e-mail a week at most to a member: what others put on record of it, and what it owes."""

import datetime as dt
from collections import Counter

from django.db import transaction

from activities.confirmations.models import Digest
from activities.confirmations.selectors import items_of, version_of
from activities.sponsorships.models import Sponsorship
from kernel import mail
from kernel.days import portal_day
from kernel.registers.records import one_after_another
from members.enums import NSB_WRITERS
from members.models import Member, Role, User

AT_MOST_EVERY = dt.timedelta(days=7)


def send_digests(now: dt.datetime) -> int:
    """To the people who write for each member for which there is anything new; how many members."""
    held = Role.objects.current().filter(name__in=NSB_WRITERS, user__is_active=True)
    members = Member.objects.filter(pk__in=held.values("member")).order_by("pk")
    return sum(send_digest(member, now) for member in members)


@transaction.atomic
def send_digest(member: Member, now: dt.datetime) -> bool:
    """Whether one was written: not within a week of the last, and not where nothing is new since."""
    one_after_another(Digest)
    last = Digest.objects.filter(member=member).order_by("-sent_at").first()
    if last and now - last.sent_at < AT_MOST_EVERY:
        return False
    waiting = [item for item in items_of(member) if item.is_waiting]
    owed = list(Sponsorship.objects.report_awaited(portal_day(now)).filter(member=member).order_by("pk"))
    versions = [*map(version_of, waiting), *(f"{each.code}:report" for each in owed)]
    if not set(versions) - set(last.versions if last else ()):
        return False
    Digest.objects.create(member=member, sent_at=now, versions=versions)
    counts = Counter(item.register.words.title for item in waiting)
    context = {"member": member, "counts": list(counts.items()), "waiting": len(waiting), "owed": owed}
    mail.send(to=writers_of(member), template="confirmations/digest", context=context)
    return True


def writers_of(member: Member) -> list[User]:
    held = Role.objects.current().filter(member=member, name__in=NSB_WRITERS)
    return list(User.objects.filter(pk__in=held.values("user"), is_active=True).order_by("pk"))
