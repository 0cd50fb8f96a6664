"""One e-mail a week at most to a member: what others put on record of it, and what it owes."""

import datetime as dt
import json
from collections import Counter
from hashlib import sha256

import structlog
from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction

from activities.confirmations.models import Digest
from activities.confirmations.selectors import Item, items_of
from activities.sponsorships.models import Sponsorship
from kernel import mail
from kernel.days import portal_day
from kernel.registers.records import one_after_another
from members.enums import NSB_WRITERS
from members.models import Member, Role
from members.selectors import people_of_member

log = structlog.get_logger(__name__)
AT_MOST_EVERY = dt.timedelta(days=7)


def send_digests(now: dt.datetime) -> int:
    """To the people who write for each member for which there is anything new; how many members."""
    held = Role.objects.current().filter(name__in=NSB_WRITERS, user__is_active=True)
    members = Member.objects.filter(pk__in=held.values("member")).order_by("pk")
    return sum(tell(member, now) for member in members)


def tell(member: Member, now: dt.datetime) -> bool:
    """A member for whom it cannot be written keeps no other from theirs."""
    try:
        return send_digest(member, now)
    except Exception:
        log.exception("no_digest", member=member.iso2)
        return False


@transaction.atomic
def send_digest(member: Member, now: dt.datetime) -> bool:
    """Whether one was written: not within a week of the last, and not where nothing is new since."""
    one_after_another(Digest)
    last = Digest.objects.filter(member=member).order_by("-sent_at").first()
    if last and now - last.sent_at < AT_MOST_EVERY:
        return False
    waiting = [item for item in items_of(member) if item.is_waiting]
    owed = list(Sponsorship.objects.report_awaited(portal_day(now)).filter(member=member).order_by("pk"))
    versions = [*map(news_of, waiting), *(f"{each.code}:report" for each in owed)]
    if not set(versions) - set(last.versions if last else ()):
        return False
    Digest.objects.create(member=member, sent_at=now, versions=versions)
    counts = Counter(item.register.words.title for item in waiting)
    context = {"member": member, "counts": list(counts.items()), "waiting": len(waiting), "owed": owed}
    mail.send(to=people_of_member(member.pk), template="confirmations/digest", context=context)
    return True


def news_of(item: Item) -> str:
    """What there is to tell of a record, in a word: how it stands, and what is seen of it but for names."""
    seen = {name: value for name, value in item.seen.items() if name not in item.register.personal}
    text = json.dumps(seen, sort_keys=True, cls=DjangoJSONEncoder)
    digest = sha256(text.encode()).hexdigest()[:16]
    return f"{item.record.code}:{item.standing}:{item.last.pk if item.last else 0}:{digest}"
