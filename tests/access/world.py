"""One small world, in which every address of the portal leads to something.

Kenya has a report in each state, Ghana and Uganda have reports of their own; what
only some may read holds a canary, a word or number that occurs nowhere else.
"""

import datetime as dt
import uuid
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from django.utils import timezone
from django.utils.http import int_to_base36

from activities.confirmations.models import Confirmation
from activities.events.matching import name_key
from activities.events.models import Event
from activities.models import Activity
from activities.needs.models import Need
from activities.privacy.pairs import Pair
from activities.reporting.enums import Absence, ReportState
from activities.reporting.models import (
    ConflictCopy,
    Evidence,
    Extension,
    Question,
    Remark,
    Report,
    Return,
    Round,
    Section,
    Transition,
    Version,
)
from activities.reporting.models.reports import stored_path
from activities.reporting.section_data import SectionData
from indicators.enums import RunTrigger
from indicators.loading.importers import TARGETS
from indicators.models import Run, Stale
from indicators.runs import scheduler
from kernel.imports.importers import importer_of
from kernel.imports.services import confirm, take_in
from kernel.loading.reading import Source
from kernel.models import Email
from kernel.registers.files import FILE as RECORDS
from members.committees.models import Committee, IcsField, Statistic
from members.enums import RoleName
from members.models import Invitation, Member, User
from members.participation.enums import CommitteeRole
from members.participation.models import Position
from members.services.invitations import issue
from members.services.tokens import create_token
from outputs.enums import FrameworkLevel, StatementKind
from outputs.models import Plan, Responsibility, Statement
from tests.factories.activities import ActivityFactory
from tests.factories.certificates import PrintingFactory
from tests.factories.events import EventFactory, NominationFactory, ParticipantFactory, PersonFactory
from tests.factories.feedback import AskingFactory, answers, closed
from tests.factories.indicators import IndicatorVersionFactory, TargetFactory
from tests.factories.members import (
    DevelopingMemberFactory,
    OrganisationFactory,
    RegionFactory,
    RoleFactory,
    UserFactory,
)
from tests.factories.needs import NeedFactory
from tests.factories.outputs import OutputFactory, PlanFactory, TargetGroupFactory
from tests.factories.outreach import EntryFactory, ProgrammeFactory, PublicityFactory
from tests.factories.partnerships import ArrangementFactory
from tests.factories.registers import (
    AccountFactory,
    AgreementFactory,
    BenefitFactory,
    BriefingFactory,
    BudgetLineFactory,
    CourseFactory,
    DecisionFactory,
    InstitutionFactory,
    PracticeFactory,
    SpendingFactory,
    StaffFactory,
)
from tests.factories.reporting import (
    AnswerFactory,
    QuestionFactory,
    ReportFactory,
    RoundFactory,
    SectionFactory,
)
from tests.factories.resources import ResourceFactory, UseFactory
from tests.factories.skills import GapFactory, ProfileFactory, TrainerFactory
from tests.factories.sponsorships import SponsorshipFactory
from tests.factories.support import GrantFactory, MissionFactory

PLAN, SECOND_PLAN, CLOSED_PLAN = "APDC", "NEXT", "OVER"
ACTIVITY = "1.2"
FILE = "0" * 64
ACCEPTED, IN_REVIEW, DRAFT, SUBMITTED, EXEMPT = 2011, 2012, 2013, 2014, 2015

CHOICE = "all_in_use"
"""An answer by choice; people read its label."""

OF_THE_MEMBER = {
    "text of a draft": "canarydraftdone",
    "what changed, in a draft": "canarydraftchanged",
    "answer in words": "canarydraftanswer",
    "reason of an absence in a draft": "canarydraftreason",
    "number of a draft": "7301945",
    "number in review": "6402857",
    "accepted text": "canaryaccepteddone",
    "evidence": "canaryevidence",
    "text set aside": "canaryaside",
    "remark that was sent": "canarysentremark",
    "member's remark": "canarymemberremark",
    "reason of a return": "canaryreturn",
    "reason of an exemption": "canaryexempt",
    "reason of an extension": "canaryextension",
    "reason of a move": "canarymove",
    "content of a version": "canaryversion",
    "receipt": f"{PLAN}/{ACCEPTED}/KE/1",
    "digest of a version": "ca11ab1e" * 8,
}
"""Of Kenya alone: for its people and DEVT."""

OF_DEVT = {
    "internal remark": "canaryinternal",
    "remark not sent yet": "canarywaiting",
    "draft of an account": "canaryaccount",
}
"""Written by DEVT, and not for others, or not yet."""

ACCEPTED_VALUES = {"accepted number": "1234567", "reason of an accepted absence": "canaryacceptedreason"}
"""What DEVCO, too, may read behind a figure."""

OF_THE_PARTIES = {
    "why of a need": "canaryneed",
    "person in a position": "canaryperson",
    "report of an event": "canaryeventreport",
    "note of an arrangement": "canaryarrangement",
    "what a resource was used for": "canaryuse",
    "report of a mission": "canarymission",
    "items of a grant": "canarygrant",
    "note of a gap": "canarygap",
    "comment of a dispute": "canarydispute",
    "remark of somebody who came": "canaryremark",
    "note of a practice, course or fund": "canaryfunds",
    "evidence of a benefit": "canarybenefit",
    "response to a programme": "canaryresponse",
    "why a standard helps": "canaryhelps",
    "note on an entry": "canaryentry",
}
"""Of records: for those whom they concern, DEVT and DEVCO."""
GONE: dict[str, Any] = {
    "cancelled_at": dt.datetime(2013, 9, 2, 8, tzinfo=dt.UTC),
    "cancelled_because": "Entered twice.",
}


OF_PEOPLE = {
    "name of somebody sponsored": "Canarysponsored",
    "name of a trainer": "Canarytrainer",
    "name of one of a member's people": "Canarycolleague",
    "name of a participant": "Canaryparticipant",
    "e-mail of a participant": "canarytookpart@example.org",
    "e-mail of somebody nominated": "canarynominated@example.org",
}
"""Of Kenya's people at events: for its own people and DEVT."""


@dataclass
class World:
    """Ids by name, for addresses and bodies; people and their sessions by role."""

    places: dict[str, Any] = field(default_factory=dict)
    people: dict[str, User] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)

    def client(self, role: str, **options: Any) -> Client:
        client = Client(raise_request_exception=True, **options)
        if role in self.sessions:
            client.cookies["sessionid"] = self.sessions[role]
        return client


def make_world() -> World:
    ContentType.objects.clear_cache()
    world = World()
    africa = RegionFactory.create(name="Africa", slug="africa")
    members = SimpleNamespace(
        **{
            name: DevelopingMemberFactory.create(iso2=iso2, iso3=iso3, country=country, region=africa)
            for name, iso2, iso3, country in (
                ("kenya", "KE", "KEN", "Kenya"),
                ("ghana", "GH", "GHA", "Ghana"),
                ("uganda", "UG", "UGA", "Uganda"),
            )
        }
    )
    add_people(world, members.kenya, members.ghana)
    plan, activity, questions = add_plan()
    add_second_plan(world)
    add_reports(world, plan, activity, questions, members)
    add_figures(world, plan, activity, members)
    add_accounts(world, members.kenya, members.ghana)
    add_records(world, activity, members.kenya)
    add_imports(world)
    world.places["anchor"] = f"sa{activity.pk}"
    world.places |= {"plan": PLAN, "activity": ACTIVITY, "member": "KE", "accepted_year": ACCEPTED}
    return world


def add_records(world: World, activity: Activity, kenya: Member) -> None:
    need = NeedFactory.create(
        code="ND-2013-001", member=kenya, output=activity.output, why=OF_THE_PARTIES["why of a need"]
    )
    need.activities.set([activity])
    committee = Committee.objects.get(pk=world.places["committee"])
    Position.objects.create(
        code="PC-2013-001",
        committee=committee,
        member=kenya,
        role=CommitteeRole.P_MEMBER,
        list_year=2013,
        person=OF_THE_PARTIES["person in a position"],
    )
    world.places["committee_reference"] = committee.reference
    world.places |= {"plan_pk": need.plan_id, "need_pk": need.pk}
    add_arrangements(activity, kenya)
    add_resources(world, activity, kenya)
    add_support_and_outreach(activity, kenya)
    add_sponsorships(activity, kenya, committee)
    add_skills(world, activity, kenya)
    add_fora_and_funds(world, activity, kenya, committee)
    add_dispute(world, kenya)
    add_accounts_of_activities(world, activity)
    add_event(world, activity, kenya)


def add_arrangements(activity: Activity, kenya: Member) -> None:
    """One that stands and one that was cancelled."""
    note = OF_THE_PARTIES["note of an arrangement"]
    for code, gone in (("AR-2013-001", {}), ("AR-2013-002", GONE)):
        arrangement = ArrangementFactory.create(code=code, plan=activity.output.plan, note=note, **gone)
        arrangement.assisted.set([kenya])
        arrangement.activities.set([activity])


def add_resources(world: World, activity: Activity, kenya: Member) -> None:
    """A resource and a use of it that stand, and one of each that were cancelled."""
    what_for = OF_THE_PARTIES["what a resource was used for"]
    plan = activity.output.plan
    resource = ResourceFactory.create(code="RS-2013-001", plan=plan, member=kenya)
    ResourceFactory.create(code="RS-2013-002", plan=plan, member=kenya, **GONE)
    for code, gone in (("RU-2013-001", {}), ("RU-2013-002", GONE)):
        UseFactory.create(code=code, resource=resource, member=kenya, what_for=what_for, **gone)
    resource.activities.set([activity])
    world.places["resource_pk"] = resource.pk


def add_support_and_outreach(activity: Activity, kenya: Member) -> None:
    """Of each register a record that stands and one that was cancelled."""
    kinds: tuple[tuple[Any, str, str, str], ...] = (
        (MissionFactory, "MS", "report", "report of a mission"),
        (GrantFactory, "GR", "items", "items of a grant"),
        (ProgrammeFactory, "SP", "response", "response to a programme"),
        (PublicityFactory, "PU", "why", "why a standard helps"),
        (EntryFactory, "CE", "note", "note on an entry"),
    )
    for factory, prefix, column, name in kinds:
        secret = {column: OF_THE_PARTIES[name]}
        for number, gone in (("001", {}), ("002", GONE)):
            record = factory.create(
                code=f"{prefix}-2013-{number}", plan=activity.output.plan, member=kenya, **secret, **gone
            )
            record.activities.set([activity])


def add_skills(world: World, activity: Activity, kenya: Member) -> None:
    """Of each register a record that stands and one that was cancelled."""
    plan = activity.output.plan
    note, person = OF_THE_PARTIES["note of a gap"], OF_PEOPLE["name of a trainer"]
    profile = ProfileFactory.create(code="SK-2013-001", plan=plan)
    ProfileFactory.create(code="SK-2013-002", plan=plan, **GONE)
    world.places["profile_pk"] = profile.pk
    for number, gone in (("001", {}), ("002", GONE)):
        own = {"plan": plan, "member": kenya, **gone}
        GapFactory.create(code=f"SG-2013-{number}", profile=profile, note=note, **own)
        TrainerFactory.create(code=f"TN-2013-{number}", person=person, **own)


def add_fora_and_funds(world: World, activity: Activity, kenya: Member, committee: Committee) -> None:
    """Of fora, academia, briefings, benefit and funding: a record that stands and one that was cancelled."""
    plan = activity.output.plan
    forum = EventFactory.create(code="EV-2013-009", plan=plan, kind="forum")
    institution = InstitutionFactory.create(code="IN-2013-001", plan=plan, member=kenya)
    InstitutionFactory.create(code="IN-2013-002", plan=plan, member=kenya, **GONE)
    world.places |= {"forum_pk": forum.pk, "institution_pk": institution.pk}
    note = {"note": OF_THE_PARTIES["note of a practice, course or fund"]}
    kinds: tuple[tuple[Any, str, dict[str, Any]], ...] = (
        (PracticeFactory, "PF", {"member": kenya, "event": forum} | note),
        (DecisionFactory, "DN", {"member": kenya, "event": forum} | note),
        (CourseFactory, "CR", {"institution": institution} | note),
        (BriefingFactory, "BF", {"member": kenya, "committee": committee}),
        (BenefitFactory, "BN", {"member": kenya, "evidence": OF_THE_PARTIES["evidence of a benefit"]}),
        (StaffFactory, "OP", {"member": kenya, "person": OF_PEOPLE["name of one of a member's people"]}),
        (AgreementFactory, "AG", {"member": kenya} | note),
        (BudgetLineFactory, "BU", {}),
        (SpendingFactory, "SD", {"member": kenya}),
    )
    for factory, prefix, own in kinds:
        for number, gone in (("001", {}), ("002", GONE)):
            record = factory.create(code=f"{prefix}-2013-{number}", plan=plan, **own, **gone)
            record.activities.set([activity])


def add_accounts_of_activities(world: World, activity: Activity) -> None:
    """One that is told, one that was cancelled, and a draft, which only DEVT reads."""
    world.places["activity_pk"] = activity.pk
    own = {"plan": activity.output.plan}
    draft = {"told_on": None, "done": OF_DEVT["draft of an account"]}
    for number, year, more in (("001", 2013, {}), ("002", 2012, GONE), ("003", 2011, draft)):
        account = AccountFactory.create(code=f"AC-2013-{number}", year_told=year, **own, **more)
        account.activities.set([activity])


def add_dispute(world: World, kenya: Member) -> None:
    disputed = Confirmation.objects.create(
        code="MS-2013-001",
        member=kenya,
        seen={"days": 5},
        is_right=False,
        comment=OF_THE_PARTIES["comment of a dispute"],
        at=timezone.now(),
        by=world.people["editor"],
    )
    world.places["dispute"] = disputed.pk


def add_sponsorships(activity: Activity, kenya: Member, committee: Committee) -> None:
    """One that stands and one that was cancelled."""
    person = OF_PEOPLE["name of somebody sponsored"]
    own = {"plan": activity.output.plan, "member": kenya, "committee": committee, "person": person}
    for code, gone in (("SM-2013-001", {}), ("SM-2013-002", GONE | {"starts_on": "2013-08"})):
        sponsorship = SponsorshipFactory.create(code=code, **own, **gone)
        sponsorship.activities.set([activity])


def add_event(world: World, activity: Activity, kenya: Member) -> None:
    event = EventFactory.create(
        code="EV-2013-001",
        member=kenya,
        plan=activity.output.plan,
        answer_by=dt.date(2999, 1, 1),
        qualifier="expected",
        report=OF_THE_PARTIES["report of an event"],
    )
    event.activities.set([activity])
    ParticipantFactory.create(
        code="PT-2013-001",
        event=event,
        member=kenya,
        name=f"Grace {OF_PEOPLE['name of a participant']}",
        email=OF_PEOPLE["e-mail of a participant"],
    )
    NominationFactory.create(
        code="NM-2013-001", event=event, member=kenya, email=OF_PEOPLE["e-mail of somebody nominated"]
    )
    world.places["event_pk"] = event.pk
    add_doubles(world, kenya)
    AskingFactory.create(event=event, code="CDE345")
    add_answered(world, activity, kenya)
    add_certified(world, activity, kenya)
    add_cancelled(kenya, need=Need.objects.get(), event=event)


def add_doubles(world: World, kenya: Member) -> None:
    """Two records of one person, beside the lists."""
    of_people = {"member": kenya, "name_key": name_key(f"A. {OF_PEOPLE['name of a participant']}")}
    names = (f"{given} {OF_PEOPLE['name of a participant']}" for given in ("Ama", "A."))
    first, second = (PersonFactory.create(name=name, **of_people) for name in names)
    pair = Pair.of(first.pk, second.pk)
    assert pair
    world.places |= {"person": first.pk, "double": second.pk, "seen_of_doubles": pair.digest}


def add_answered(world: World, activity: Activity, kenya: Member) -> None:
    """An event about which five answered, until it was closed."""
    event = EventFactory.create(code="EV-2013-010", member=kenya, plan=activity.output.plan)
    asking = AskingFactory.create(event=event, code="FGH567")
    answers(asking, 5, otherwise=OF_THE_PARTIES["remark of somebody who came"])
    closed(asking)
    world.places["feedback_remark"] = str(asking.responses.earliest("pk").pk)


def add_certified(world: World, activity: Activity, kenya: Member) -> None:
    """An event that was held, with a participant who was there, and files that DEVT has asked for."""
    event = EventFactory.create(code="EV-2013-011", plan=activity.output.plan, state="held")
    name = f"Grace {OF_PEOPLE['name of a participant']}"
    ParticipantFactory.create(code="PT-2013-003", event=event, member=kenya, name=name, present=True)
    for person in ("administrator", "devt"):
        PrintingFactory.create(event=event, requested_by=world.people[person])


def add_cancelled(kenya: Member, *, need: Need, event: Event) -> None:
    """One more of each register, which is on record and counts no more."""
    gone = GONE
    NeedFactory.create(code="ND-2013-002", member=kenya, output=need.output, **gone)
    position = {"role": CommitteeRole.O_MEMBER, "list_year": 2013, **gone}
    Position.objects.create(
        code="PC-2013-002", committee=Committee.objects.earliest("pk"), member=kenya, **position
    )
    EventFactory.create(code="EV-2013-002", member=kenya, plan=event.plan, **gone)
    ParticipantFactory.create(code="PT-2013-002", event=event, member=kenya, name="Peter Otieno", **gone)
    NominationFactory.create(code="NM-2013-002", event=event, member=kenya, **gone)


def add_people(world: World, kenya: Member, ghana: Member) -> None:
    roles: dict[str, dict[str, Any]] = {
        "administrator": {"devt_administrator": True},
        "devt": {"devt_officer": True},
        "officer": {"nsb_officer": True, "member": kenya},
        "editor": {"nsb_editor": True, "member": kenya},
        "viewer": {"nsb_viewer": True, "member": kenya},
        "other": {"nsb_editor": True, "member": ghana},
        "other_officer": {"nsb_officer": True, "member": ghana},
        "devco": {"devco": True},
        "donor": {"donor": True},
    }
    for name, role in roles.items():
        held = RoleFactory.create(**role, user__email=f"{name}@example.org", user__name=f"The {name}")
        world.people[name] = held.user
        world.places[f"role_of_{name}"] = held.pk
    world.people["nobody"] = UserFactory.create(email="nobody@example.org", name="The nobody")
    guarded = UserFactory.create(email="guarded@example.org", name="The guarded")
    TOTP.activate(guarded, generate_totp_secret())
    world.places |= {"guarded": guarded.pk, "guarded_link": int_to_base36(guarded.pk)}
    for name, person in world.people.items():
        client = Client()
        client.force_login(person)
        world.sessions[name] = client.cookies["sessionid"].value


def add_plan() -> tuple[Plan, Activity, dict[str, Question]]:
    plan = PlanFactory.create(code=PLAN)
    group = TargetGroupFactory.create(plan=plan, slug="staff", name="Staff")
    output = OutputFactory.create(plan=plan, number=1, code="1", target_groups=[group])
    activity = ActivityFactory.create(output=output, number=2, code=ACTIVITY, measured=True)
    Responsibility.objects.create(plan=plan, party="Members", duty="Report.", position=1)
    Statement.objects.create(
        plan=plan, kind=StatementKind.values[0], level=FrameworkLevel.GOAL, text="Peace holds.", position=1
    )
    questions = {
        "number": QuestionFactory.create(activity=activity, code="trained", aggregation="sum"),
        "absent": QuestionFactory.create(activity=activity, code="placed", aggregation="sum"),
        "text": QuestionFactory.create(activity=activity, code="story", kind="long_text", unit=""),
        "choice": QuestionFactory.create(
            activity=activity,
            code="standards_use",
            kind="choice",
            choices=[{"value": CHOICE, "label": "All are in use"}, {"value": "none", "label": "None is"}],
            unit="",
        ),
    }
    return plan, activity, questions


def add_second_plan(world: World) -> None:
    """A plan after the first, with a round that is not open yet."""
    plan = PlanFactory.create(code=SECOND_PLAN, starts_on=dt.date(2016, 1, 1), ends_on=dt.date(2017, 12, 31))
    output = OutputFactory.create(plan=plan, number=1, code="1")
    activity = ActivityFactory.create(output=output, number=9, code="1.9")
    question = QuestionFactory.create(activity=activity, code="elsewhere")
    far = {"due_on": dt.date(2999, 1, 1), "closes_on": dt.date(2999, 2, 1)}
    RoundFactory.create(plan=plan, year=2016, unopened=True, **far)
    closed = PlanFactory.create(
        code=CLOSED_PLAN, starts_on=dt.date(2016, 1, 1), ends_on=dt.date(2017, 12, 31)
    )
    kenya = Member.objects.get(iso2="KE")
    ReportFactory.create(round=RoundFactory.create(plan=closed, year=2016, closed=True), member=kenya)
    ReportFactory.create(round=RoundFactory.create(plan=closed, year=2017), member=kenya)
    world.places |= {
        "second_plan": SECOND_PLAN,
        "question_elsewhere": question.code,
        "closed_plan": CLOSED_PLAN,
        "member_without_report": DevelopingMemberFactory.create(country="Zambia").pk,
    }


def add_reports(
    world: World, plan: Plan, activity: Activity, questions: dict[str, Question], members: Any
) -> None:
    devt = world.people["devt"]
    states: dict[int, dict[str, Any]] = {
        ACCEPTED: {"accepted": True, "accepted_by": devt},
        IN_REVIEW: {"in_review": True, "review_started_by": devt},
        DRAFT: {"draft": True},
        SUBMITTED: {"submitted": True},
        EXEMPT: {"state": ReportState.EXEMPT, "exempt_reason": OF_THE_MEMBER["reason of an exemption"]},
    }
    for year, state in states.items():
        round_ = RoundFactory.create(plan=plan, year=year)
        kenyan = ReportFactory.create(round=round_, member=members.kenya, **state)
        world.places |= {f"report_{year}": kenyan.pk, f"round_{year}": round_.pk}
        add_history(world, kenyan)
    first, draft = (Round.objects.get(plan=plan, year=year) for year in (ACCEPTED, DRAFT))
    say_accepted(world, activity, questions)
    say_in_review(world, activity, questions)
    say_in_draft(world, activity, questions)
    for member in (members.ghana, members.uganda):
        other = ReportFactory.create(round=first, member=member, accepted=True, accepted_by=devt)
        section = SectionFactory.create(report=other, activity=activity, done="We met.")
        AnswerFactory.create(section=section, question=questions["number"], number=5)
    ghanaian = ReportFactory.create(round=draft, member=members.ghana, draft=True)
    world.places["report_of_ghana"] = ghanaian.pk
    world.places["section_of_ghana"] = SectionFactory.create(report=ghanaian, activity=activity).pk


def add_history(world: World, report: Report) -> None:
    devt = world.people["devt"]
    Transition.objects.create(
        report=report,
        source=ReportState.OPEN,
        target=report.state,
        at=timezone.now(),
        by=devt,
        reason=OF_THE_MEMBER["reason of a move"],
    )
    if report.state in {ReportState.DRAFT, ReportState.EXEMPT}:
        return
    for number in (1, 2):
        Version.objects.create(
            report=report,
            number=number,
            receipt=f"{PLAN}/{report.round.year}/KE/{number}",
            content=content_of_version(number),
            activities={ACTIVITY: the_activity().pk},
            sha256=OF_THE_MEMBER["digest of a version"],
            submitted_at=timezone.now(),
            submitted_by=world.people["officer"],
        )


def the_activity() -> Activity:
    return Activity.objects.get(output__plan__code=PLAN, code=ACTIVITY)


def content_of_version(number: int) -> dict[str, Any]:
    section = {
        "key": ACTIVITY,
        "title": "Twinning",
        "rating": "on_track",
        "done": f"{OF_THE_MEMBER['content of a version']} {number}",
        "changed": "",
        "target_groups": [],
        "answers": [
            {
                "question": "standards_use",
                "label": "Use of standards",
                "unit": "",
                "part": "",
                "number": None,
                "text": CHOICE,
                "absence": "",
                "reason": "",
            }
        ],
        "evidence": [{"name": f"{OF_THE_MEMBER['evidence']}.pdf", "size": 10, "sha256": FILE}],
    }
    return {"sections": [section]}


def say_accepted(world: World, activity: Activity, questions: dict[str, Question]) -> None:
    report = Report.objects.get(pk=world.places[f"report_{ACCEPTED}"])
    section = SectionFactory.create(report=report, activity=activity, done=OF_THE_MEMBER["accepted text"])
    number = int(ACCEPTED_VALUES["accepted number"])
    AnswerFactory.create(section=section, question=questions["choice"], number=None, text=CHOICE)
    AnswerFactory.create(section=section, question=questions["number"], number=number)
    AnswerFactory.create(
        section=section,
        question=questions["absent"],
        number=None,
        absence=Absence.WITHHELD,
        reason=ACCEPTED_VALUES["reason of an accepted absence"],
    )
    add_evidence(world, section)
    world.places["section_accepted"] = section.pk


def say_in_review(world: World, activity: Activity, questions: dict[str, Question]) -> None:
    report, devt = Report.objects.get(pk=world.places[f"report_{IN_REVIEW}"]), world.people["devt"]
    section = SectionFactory.create(report=report, activity=activity, done="We met in review.")
    AnswerFactory.create(section=section, question=questions["choice"], number=None, text=CHOICE)
    AnswerFactory.create(
        section=section, question=questions["number"], number=int(OF_THE_MEMBER["number in review"])
    )
    sent = Return.objects.create(
        report=report,
        number=1,
        reason=OF_THE_MEMBER["reason of a return"],
        due_on=dt.date(2013, 6, 1),
        returned_at=timezone.now(),
        returned_by=devt,
    )
    written = {
        "report": report,
        "activity": the_activity(),
        "written_by": devt,
    }
    words = OF_THE_MEMBER
    Remark.objects.create(**written, text=words["remark that was sent"], sent_with=sent)
    Remark.objects.create(**written, text=OF_DEVT["internal remark"], is_internal=True)
    waiting = Remark.objects.create(**written, text=OF_DEVT["remark not sent yet"])
    by_member = written | {"written_by": world.people["editor"]}
    Remark.objects.create(**by_member, text=words["member's remark"], is_from_member=True)
    world.places |= {"remark": waiting.pk, "section_in_review": section.pk}


def say_in_draft(world: World, activity: Activity, questions: dict[str, Question]) -> None:
    report, words = Report.objects.get(pk=world.places[f"report_{DRAFT}"]), OF_THE_MEMBER
    section = SectionFactory.create(
        report=report,
        activity=activity,
        rating="on_track",
        done=words["text of a draft"],
        changed=words["what changed, in a draft"],
        saved_by=world.people["editor"],
        saved_at=timezone.now(),
    )
    AnswerFactory.create(section=section, question=questions["choice"], number=None, text=CHOICE)
    AnswerFactory.create(
        section=section, question=questions["number"], number=int(words["number of a draft"])
    )
    AnswerFactory.create(
        section=section, question=questions["text"], number=None, text=words["answer in words"]
    )
    AnswerFactory.create(
        section=section,
        question=questions["absent"],
        number=None,
        absence=Absence.NOT_YET,
        reason=words["reason of an absence in a draft"],
    )
    copy = ConflictCopy.objects.create(
        section=section,
        content=SectionData(done=words["text set aside"]).as_json(),
        entered_at=timezone.now(),
        entered_by=world.people["editor"],
    )
    Extension.objects.create(
        round=report.round,
        member=report.member,
        due_on=dt.date(2014, 5, 1),
        reason=words["reason of an extension"],
        granted_by=world.people["devt"],
    )
    evidence = add_evidence(world, section)
    world.places |= {"evidence": str(evidence.key), "signed_file": FILE}
    world.places |= {"conflict_copy": copy.pk, "section_draft": section.pk}


def add_evidence(world: World, section: Section) -> Evidence:
    path = stored_path(section.report_id, FILE)
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(b"%PDF-1.7 a"))
    return Evidence.objects.create(
        section=section,
        key=uuid.uuid4(),
        file=path,
        name=f"{OF_THE_MEMBER['evidence']}.pdf",
        media_type="application/pdf",
        size=10,
        sha256=FILE,
        added_by=world.people["editor"],
    )


def add_figures(world: World, plan: Plan, activity: Activity, members: Any) -> None:
    for member in vars(members).values():
        Statistic.objects.create(member=member, series="p_roles", year=ACCEPTED, value=3, source="Yearbook")
    committee = Committee.objects.create(reference="ISO/TC 34", kind="TC", number=34, title="Food products")
    world.places["committee"] = committee.pk
    IcsField.objects.create(code="67", level=1, title_en="Food technology")
    OrganisationFactory.create(acronym="ARSO").members.add(members.kenya)
    for code, numerator in (("O1-1", "p_roles"), ("E1.2-1", "trained"), ("E1.2-2", "placed")):
        version = IndicatorVersionFactory.create(
            indicator__output=activity.output, indicator__code=code, numerator=numerator
        )
        TargetFactory.create(indicator=version.indicator, year=ACCEPTED)
    run = Run.objects.create(plan=plan, years=list(plan.years), trigger=RunTrigger.IMPORT)
    scheduler.execute(run)
    assert run.is_done, run.error
    Stale.objects.all().delete()
    stale = Stale.objects.create(plan=plan, year=ACCEPTED, trigger=RunTrigger.IMPORT)
    result = version.results.filter(year=ACCEPTED).earliest("pk")
    world.places |= {
        "run": run.pk,
        "stale": stale.pk,
        "result": result.pk,
        "indicator": "E1.2-1",
        "indicator_pk": version.indicator_id,
        "output_pk": activity.output_id,
        "activity_pk": activity.pk,
        "target_group_pk": activity.output.target_groups.get().pk,
    }


def add_imports(world: World) -> None:
    """One that waits to be confirmed, has a problem, was confirmed, and asks whom a row is about."""
    rows = {"": (2014, 7), "_with_problem": (2031, 7), "_confirmed": (2015, 7)}
    for name, (year, value) in rows.items():
        text = f"plan,indicator,year,value\n{PLAN},E1.2-1,{year},{value}\n"
        source = Source("targets.csv", text.encode())
        of = take_in(TARGETS, {"targets": source}, by=world.people["devt"])
        world.places |= {f"import{name}": of.pk, f"import_file{name}": of.files.get().pk}
    confirm(world.places["import_confirmed"], by=world.people["devt"])
    participants = importer_of("participants")
    assert participants
    text = f"event,name,member\nEV-2013-001,G. {OF_PEOPLE['name of a participant']},KE\n"
    of = take_in(participants, {RECORDS: Source("list.csv", text.encode())}, by=world.people["devt"])
    world.places |= {"import_matching": of.pk, "import_file_matching": of.files.get().pk}


def add_accounts(world: World, kenya: Member, ghana: Member) -> None:
    """Invitations with their links, tokens of the API, and an e-mail."""
    now = timezone.now()
    for name, email, member in (
        ("", "new.ke@example.org", kenya),
        ("_of_ghana", "new.gh@example.org", ghana),
    ):
        invitation = Invitation(
            email=email, role=RoleName.NSB_EDITOR, member=member, invited_by=world.people["devt"]
        )
        link = issue(invitation, now=now)
        world.places |= {f"invitation{name}": invitation.pk, f"link{name}": link.split("/")[2]}
    for name in world.people:
        token, text = create_token(user=world.people[name], lasts=dt.timedelta(days=1), now=now)
        world.places |= {f"token_of_{name}": text, f"digest_of_{name}": token.digest}
    plan = Plan.objects.get(code=PLAN)
    world.places |= {
        "kenya_pk": kenya.pk,
        "ghana_pk": ghana.pk,
        "plan_pk": plan.pk,
        "plan_type": ContentType.objects.get_for_model(Plan).pk,
        "sign_step": 4,
    }
    world.places["email"] = Email.objects.earliest("pk").pk
