"""The models of the administration: which DEVT edits, which it reads, which nobody opens there."""

from django.apps import apps
from django.contrib import admin
from django.db.models import Model

EDITED = {
    *("outputs.plan", "outputs.output", "outputs.targetgroup", "outputs.responsibility", "outputs.statement"),
    *("activities.activity", "reporting.round", "reporting.question"),
    *("indicators.indicator", "indicators.target"),
    *("sponsorships.scheme", "privacy.retention"),
    *("members.member", "members.organisation", "committees.committee", "committees.statistic"),
}
READ = {
    *("reporting.report", "reporting.section", "reporting.answer", "reporting.evidence", "reporting.version"),
    *("reporting.transition", "reporting.return", "reporting.remark", "reporting.extension"),
    *(
        "reporting.conflictcopy",
        "reporting.roundact",
        "indicators.indicatorversion",
        "indicators.result",
        "indicators.run",
    ),
    *(
        "needs.need",
        "events.event",
        "events.participant",
        "events.nomination",
        "partnerships.arrangement",
        "resources.resource",
        "resources.use",
        "confirmations.confirmation",
        "feedback.asking",
        "accounts.account",
        *(
            "fora.practice",
            "fora.forumdecision",
            "academia.institution",
            "academia.course",
            "briefings.briefing",
        ),
        *("benefit.benefit", "benefit.staff", "funding.agreement", "funding.budgetline", "funding.spending"),
        *("skills.profile", "skills.gap", "skills.trainer"),
        *("support.mission", "support.grant", "sponsorships.sponsorship"),
        *("outreach.programme", "outreach.publicity", "outreach.entry"),
        "participation.position",
        "indicators.stale",
        "core.email",
        "members.region",
        "members.role",
        "members.invitation",
    ),
    *("members.user", "members.secondfactorremoval", "committees.committeeyear", "committees.icsfield"),
}
"""Read by DEVT; of these, people are changed by its administrators."""
CHANGED_BY_ADMINISTRATORS = {"members.user"}
CLOSED = {
    *("auth.group", "account.emailaddress", "mfa.authenticator", "usersessions.usersession"),
    *("django_celery_beat.periodictask", "django_celery_beat.clockedschedule"),
    *("django_celery_beat.crontabschedule", "django_celery_beat.solarschedule"),
    *("django_celery_beat.intervalschedule", "knox.authtoken"),
}
"""Registered by libraries: their secrets and schedules are nobody's to read or change there."""

ACTIONS = {"changelist", "add", "change", "delete", "history", "import", "export"}


def registered() -> set[str]:
    return {model._meta.label_lower for model in admin.site._registry}


def model_of(label: str) -> type[Model]:
    return apps.get_model(label)


def is_of_a_model(name: str) -> bool:
    """Whether `admin:app_model_action` is of a model that one of the three sets holds."""
    for label in EDITED | READ | CLOSED:
        start = f"admin:{label.replace('.', '_')}_"
        if name.startswith(start) and name.removeprefix(start) in ACTIONS:
            return True
    return False
