"""The addresses of registers: the same for each, generated from what is said of it here."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

from activities.academia.register import COURSES, INSTITUTIONS
from activities.accounts.register import ACCOUNTS
from activities.benefit.register import BENEFITS, STAFF
from activities.briefings.register import BRIEFINGS
from activities.events.nominations import NOMINATIONS
from activities.events.participants import PARTICIPANTS
from activities.events.register import EVENTS
from activities.fora.register import DECISIONS, PRACTICES
from activities.funding.register import AGREEMENTS, BUDGET, SPENDING
from activities.needs.register import NEEDS
from activities.outreach.entries import ENTRIES
from activities.outreach.programmes import PROGRAMMES
from activities.outreach.publicity import PUBLICITY
from activities.partnerships.register import ARRANGEMENTS
from activities.resources.register import RESOURCES
from activities.resources.uses import USES
from activities.skills.profiles import GAPS, PROFILES
from activities.skills.trainers import TRAINERS
from activities.sponsorships.register import SPONSORSHIPS
from activities.support.grants import GRANTS
from activities.support.missions import MISSIONS
from kernel.registers.declaration import Register
from members.participation.register import POSITIONS
from tests.access.lines import (
    DEVT,
    HIDDEN,
    KENYA,
    MOVED,
    NO,
    NSB,
    OK,
    SIGNED_IN,
    WRITERS,
    Line,
    api,
    page,
    post,
)

PATCHED = {"source": "A better source.", "expected_version": 1}


@dataclass(frozen=True)
class Known:
    """A register with a record of Kenya in the world, and who may do what with it."""

    register: Register[Any]
    code: str
    adders: Collection[str]
    whole: Collection[str]
    form: Mapping[str, Any]
    body: Mapping[str, Any]
    readers: Collection[str] = SIGNED_IN
    move: str = ""
    movers: Collection[str] = DEVT
    model: str = ""
    """As the API's router names it."""
    others: Mapping[str, int] = field(default_factory=dict)
    seen: Collection[str] = ()
    """Of what is closed, who sees a part of it at least, where it is not the same who see the whole."""
    is_closed: bool = False
    """Whether those who may not read the whole see nothing of it, not even that it is there."""

    @property
    def cancelled(self) -> str:
        """Of a record that can be taken back."""
        return self.code.replace("-001", "-002")

    @property
    def hidden(self) -> dict[str, int]:
        """From those who open the register: another member's people, or money."""
        outside = (role for role in self.readers if role not in self.seers)
        return dict.fromkeys(outside, HIDDEN) if self.is_closed else {}

    @property
    def seers(self) -> Collection[str]:
        """Who sees that there is a record."""
        return (self.seen or self.whole) if self.is_closed else self.readers

    @property
    def hidden_pages(self) -> dict[str, int]:
        """From all others, too, where a page looks the record up first."""
        outside = (role for role in SIGNED_IN if role not in self.seers)
        return dict.fromkeys(outside, HIDDEN) if self.is_closed else {}


def lines(known: Known) -> list[Line]:
    name, place = known.register.name, {"code": known.code}
    changing = page(*known.adders, **known.hidden_pages)
    moved = page(*known.adders, ok=MOVED, **known.hidden_pages)
    copiers = {*known.adders, *known.others} & set(known.whole)
    not_seen = dict.fromkeys(set(known.others) - set(known.whole), HIDDEN)
    found = [
        *(Line(f"{name}:{each}", page(*known.readers)) for each in ("list", "csv", "xlsx")),
        Line(f"{name}:detail", page(*known.readers, **known.hidden), place),
        Line(f"{name}:edit", changing, place),
        Line(f"{name}:cancel", changing, place),
        post(f"{name}:cancel", moved, place, body={"reason": "Entered twice."}),
        post(f"{name}:restore", moved, {"code": known.cancelled}),
        Line(f"{name}:copy", page(*copiers, **not_seen), place),
        *of_the_api(known),
    ]
    if known.register.words.add:
        found += [
            Line(f"{name}:add", page(*known.others, *known.adders)),
            post(f"{name}:add", page(*known.adders, ok=MOVED) | known.others, body=dict(known.form)),
        ]
    if known.register.period:
        found.append(Line(f"{name}:calendar", page(*known.readers)))
    if known.register.bulk:
        found.append(post(f"{name}:bulk", page(*known.others, *known.adders, ok=MOVED), writers=()))
    if known.move:
        there = place | {"name": known.move}
        found += [
            Line(f"{name}:move", page(*known.movers, **known.hidden_pages), there),
            post(f"{name}:move", page(*known.movers, ok=MOVED, **known.hidden_pages), there),
        ]
    return found


def of_the_api(known: Known) -> list[Line]:
    name, place = known.model, {"code": known.code}
    outside = {role: HIDDEN for role in known.readers if role not in known.whole}
    writing = api(*known.adders, no=NO, **outside)
    found = [
        Line(f"{name}-list", api(*known.readers)),
        Line(f"{name}-detail", api(*known.readers, **known.hidden), place),
        Line(f"{name}-detail", writing, place, method="patch", body=PATCHED),
        post(f"{name}-cancel", api(*known.adders, **known.hidden), place, body={"reason": "Entered twice."}),
        post(f"{name}-restore", api(*known.adders, **known.hidden), {"code": known.cancelled}),
    ]
    if known.register.words.add:
        answers = api(*known.adders, ok=201) | dict.fromkeys(known.others, 400)
        found.append(post(f"{name}-list", answers, body=dict(known.body)))
    if known.move:
        found.append(post(f"{name}-move", api(*known.movers, **known.hidden), place | {"name": known.move}))
    return found


NEED_BODY = {"title": "A laboratory", "plan": "APDC", "member": "KE", "output": "1", "named_on": "2013-06"}
POSITION_FORM = {"list_year": "2013", "committee": "{committee}", "member": "{kenya_pk}", "role": "chair"}
POSITION_BODY = {"list_year": 2013, "committee": "{committee_reference}", "member": "KE", "role": "chair"}
NO_ROWS = {f"rows-{number}-{name}_FORMS": "0" for number in range(3) for name in ("TOTAL", "INITIAL")}
ONE_ROW = {"rows-0-TOTAL_FORMS": "0", "rows-0-INITIAL_FORMS": "0"}
SPONSORSHIP = {"title": "Plenary", "starts_on": "2013-06", "asked_on": "2013-02-01"}
GAP = {"title": "Chairing", "named_on": "2013-06"}
TRAINER = {"title": "Management systems", "person": "Grace Wanjiru", "joined_on": "2013"}
MEMBERS = (*DEVT, *WRITERS)
OWN, OWN_BODY = {"member": "{kenya_pk}"}, {"member": "KE"}
OF_FORUM, OF_FORUM_BODY = OWN | {"event": "{forum_pk}"}, OWN_BODY | {"event": "EV-2013-009"}
INSTITUTION = {"title": "University of Nairobi", "level": "university", "since": "2013"}
COURSE = {"title": "Standardization", "starts_on": "2013"}
BENEFIT = {"title": "Safer toys", "group": "consumers", "seen_on": "2013", "changed": "Fewer accidents."}
BENEFIT |= {"is_reached": "true"}
ACCOUNT = {"title": "Most of it was done", "year_told": 2014, "done": "Two workshops."}
BRIEFING = {"title": "How votes are counted", "asked_on": "2013-02-01"}
PERSON = {"person": "Grace Wanjiru", "how": "trained", "got_on": "2013"}
AGREEMENT = {"title": "For a laboratory", "giver": "A chamber of commerce", "starts_on": "2013"}
BUDGETED = {"title": "Courses", "year_planned": 2013}
SPENT = {"title": "Travel", "stage": "spent", "paid_on": "2013-06"}
KNOWN = [
    Known(
        POSITIONS,
        model="position",
        code="PC-2013-001",
        adders=(*DEVT, *WRITERS),
        whole=(*DEVT, *KENYA, "devco"),
        form=POSITION_FORM,
        body=POSITION_BODY,
        others={"other": OK},
    ),
    Known(
        NEEDS,
        model="need",
        code="ND-2013-001",
        adders=(*DEVT, *WRITERS),
        whole=(*DEVT, *KENYA, "devco"),
        form={
            "title": "A laboratory",
            "plan": "{plan_pk}",
            "member": "{kenya_pk}",
            "output": "{output_pk}",
            "named_on": "2013-06",
            "rows-0-TOTAL_FORMS": "0",
            "rows-0-INITIAL_FORMS": "0",
        },
        body=NEED_BODY,
        others={"other": OK},
        move="take_up",
    ),
    Known(
        EVENTS,
        model="event",
        code="EV-2013-001",
        adders=(*DEVT, *WRITERS),
        whole=(*DEVT, *KENYA, "devco"),
        form=NO_ROWS
        | {
            "title": "A course",
            "plan": "{plan_pk}",
            "member": "{kenya_pk}",
            "activities": "{activity_pk}",
            "kind": "course",
            "starts_on": "2013-06",
        },
        body={"title": "A course", "plan": "APDC", "member": "KE", "kind": "course", "starts_on": "2013"},
        others={"other": OK},
        move="hold",
        movers=(*DEVT, *WRITERS),
    ),
    Known(
        ARRANGEMENTS,
        model="arrangement",
        code="AR-2013-001",
        adders=DEVT,
        whole=(*DEVT, *KENYA, "devco"),
        form=NO_ROWS
        | {
            "title": "An agreement",
            "plan": "{plan_pk}",
            "assisted": "{kenya_pk}",
            "kind": "agreement",
            "starts_on": "2013-06",
        },
        body={
            "title": "An agreement",
            "plan": "APDC",
            "assisted": ["KE"],
            "kind": "agreement",
            "starts_on": "2013",
        },
    ),
    Known(
        PROFILES,
        model="profile",
        code="SK-2013-001",
        adders=DEVT,
        whole=SIGNED_IN,
        form=ONE_ROW | {"plan": "{plan_pk}", "title": "A delegate", "role": "delegate"},
        body={"plan": "APDC", "title": "A delegate", "role": "delegate"},
    ),
    Known(
        GAPS,
        model="gap",
        code="SG-2013-001",
        adders=(*DEVT, *WRITERS),
        whole=(*DEVT, *KENYA, "devco"),
        form=GAP | {"plan": "{plan_pk}", "member": "{kenya_pk}", "profile": "{profile_pk}"},
        body=GAP | {"plan": "APDC", "member": "KE", "profile": "SK-2013-001"},
        others={"other": OK},
    ),
    Known(
        TRAINERS,
        model="trainer",
        code="TN-2013-001",
        adders=(*DEVT, *WRITERS),
        whole=(*DEVT, *KENYA),
        form=NO_ROWS | TRAINER | {"plan": "{plan_pk}", "member": "{kenya_pk}"},
        body=TRAINER | {"plan": "APDC", "member": "KE"},
        others={"other": OK},
    ),
    Known(
        SPONSORSHIPS,
        model="sponsorship",
        code="SM-2013-001",
        adders=(*DEVT, *WRITERS),
        whole=(*DEVT, *KENYA),
        form=SPONSORSHIP | {"plan": "{plan_pk}", "member": "{kenya_pk}", "committee": "{committee}"},
        body=SPONSORSHIP | {"plan": "APDC", "member": "KE", "committee": "{committee_reference}"},
        others={"other": OK},
        move="grant",
    ),
    Known(
        RESOURCES,
        model="resource",
        code="RS-2013-001",
        adders=(*DEVT, *WRITERS),
        whole=(*DEVT, *KENYA, "devco"),
        form={"title": "A manual", "plan": "{plan_pk}", "member": "{kenya_pk}", "kind": "manual"},
        body={"title": "A manual", "plan": "APDC", "member": "KE", "kind": "manual"},
        others={"other": OK},
    ),
    Known(
        USES,
        model="use",
        code="RU-2013-001",
        adders=(*DEVT, *WRITERS),
        whole=(*DEVT, *KENYA, "devco"),
        form={"plan": "{plan_pk}", "member": "{kenya_pk}", "resource": "{resource_pk}", "used_on": "2013"},
        body={"plan": "APDC", "member": "KE", "resource": "RS-2013-001", "used_on": "2013"},
        others={"other": OK},
    ),
    *(
        Known(
            register,
            model=model,
            code=f"{register.model.code_prefix}-2013-001",
            adders=DEVT if is_devts else (*DEVT, *WRITERS),
            whole=(*DEVT, *KENYA, "devco"),
            form=ONE_ROW | {"plan": "{plan_pk}", "member": "{kenya_pk}"} | said,
            body={"plan": "APDC", "member": "KE"} | said,
            others={} if is_devts else {"other": OK},
        )
        for register, model, is_devts, said in (
            (MISSIONS, "mission", True, {"title": "An expert", "starts_on": "2013"}),
            (GRANTS, "grant", True, {"title": "A laboratory", "granted_on": "2013"}),
            (PROGRAMMES, "programme", False, {"title": "For ministries", "starts_on": "2013"}),
            (PUBLICITY, "publicity", False, {"standard": "ISO 50001", "publicised_on": "2013"}),
            (ENTRIES, "entry", True, {"contest": "An essay", "edition": 2013, "stage": "winner"}),
        )
    ),
    *(
        Known(
            register,
            model=register.model._meta.model_name or "",
            code=f"{register.model.code_prefix}-2013-001",
            adders=adders,
            whole=(*DEVT, *KENYA, "devco"),
            form=ONE_ROW | {"plan": "{plan_pk}"} | form | said,
            body={"plan": "APDC"} | body | said,
            others={"other": OK} if adders == MEMBERS else {},
        )
        for register, adders, form, body, said in (
            (PRACTICES, MEMBERS, OF_FORUM, OF_FORUM_BODY, {"title": "A help desk", "state": "open"}),
            (DECISIONS, DEVT, OF_FORUM, OF_FORUM_BODY, {"title": "A catalogue", "state": "open"}),
            (INSTITUTIONS, MEMBERS, OWN, OWN_BODY, INSTITUTION),
            (COURSES, MEMBERS, {"institution": "{institution_pk}"}, {"institution": "IN-2013-001"}, COURSE),
            (BENEFITS, MEMBERS, OWN, OWN_BODY, BENEFIT),
        )
    ),
    Known(
        BRIEFINGS,
        model="briefing",
        code="BF-2013-001",
        adders=MEMBERS,
        whole=SIGNED_IN,
        form=BRIEFING | OWN | {"plan": "{plan_pk}", "committee": "{committee}"},
        body=BRIEFING | OWN_BODY | {"plan": "APDC", "committee": "{committee_reference}"},
        others={"other": OK},
    ),
    Known(
        ACCOUNTS,
        model="account",
        code="AC-2013-001",
        adders=DEVT,
        whole=SIGNED_IN,
        form=ACCOUNT | {"plan": "{plan_pk}", "activities": "{activity_pk}"},
        body=ACCOUNT | {"plan": "APDC", "activities": ["1.2"]},
    ),
    *(
        Known(
            register,
            model=register.model._meta.model_name or "",
            code=f"{register.model.code_prefix}-2013-001",
            adders=adders,
            whole=whole,
            readers=readers,
            seen=(*DEVT, *KENYA, "devco") if register is SPENDING else (),
            form=ONE_ROW | {"plan": "{plan_pk}"} | form | said,
            body={"plan": "APDC"} | body | said,
            others={"other": OK} if adders == MEMBERS else {},
            is_closed=True,
        )
        for register, readers, adders, whole, form, body, said in (
            (STAFF, (*DEVT, *NSB), MEMBERS, (*DEVT, *KENYA), OWN, OWN_BODY, PERSON),
            (AGREEMENTS, SIGNED_IN, MEMBERS, (*DEVT, *KENYA, "devco"), OWN, OWN_BODY, AGREEMENT),
            (
                BUDGET,
                (*DEVT, "devco", "donor"),
                DEVT,
                (*DEVT, "devco"),
                {},
                {},
                {"title": "Courses", "year_planned": 2013},
            ),
            (SPENDING, SIGNED_IN, DEVT, (*DEVT, "devco"), OWN, OWN_BODY, SPENT),
        )
    ),
    *(
        Known(
            register,
            model=model,
            code=code,
            adders=(*DEVT, *WRITERS),
            whole=(*DEVT, *KENYA),
            readers=(*DEVT, *NSB),
            form={"event": "{event_pk}", "name": "Peter Mwangi", "member": "{kenya_pk}"},
            body={"event": "EV-2013-001", "name": "Peter Mwangi", "member": "KE"},
            others={"other": OK},
            move=move,
            is_closed=True,
        )
        for register, model, code, move in (
            (NOMINATIONS, "nomination", "NM-2013-001", "choose"),
            (PARTICIPANTS, "participant", "PT-2013-001", ""),
        )
    ),
]
