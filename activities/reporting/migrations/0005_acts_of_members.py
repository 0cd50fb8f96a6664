"""The trail of a round tells of extensions and exemptions, those of before included."""

from typing import Any

from django.db import migrations, models

ACTIONS = [
    ("planned", "Planned"),
    ("opened", "Opened"),
    ("members_added", "Members added"),
    ("dates_changed", "Dates changed"),
    ("closed", "Closed"),
    ("reopened_for", "Reopened for some members"),
    ("cancelled", "Cancelled"),
    ("extended", "More time given"),
    ("exempted", "Freed from reporting"),
    ("exemption_ended", "Expected to report again"),
    ("reminded", "Reminded"),
]


def write_down(apps: Any, _schema_editor: Any) -> None:
    """From what is kept of them; nothing was kept of reminders."""
    acts = apps.get_model("reporting", "RoundAct").objects
    for given in apps.get_model("reporting", "Extension").objects.filter(is_reopening=False).order_by("pk"):
        details = {"due_on": given.due_on.isoformat(), "members": [given.member.iso2]}
        acts.create(
            round_id=given.round_id,
            action="extended",
            at=given.granted_at,
            by_id=given.granted_by_id,
            reason=given.reason,
            details=details,
        )
    moves = apps.get_model("reporting", "Transition").objects.order_by("pk")
    for action, state in (("exempted", {"target": "exempt"}), ("exemption_ended", {"source": "exempt"})):
        for move in moves.filter(**state).select_related("report__member"):
            acts.create(
                round_id=move.report.round_id,
                action=action,
                at=move.at,
                by_id=move.by_id,
                reason=move.reason,
                details={"members": [move.report.member.iso2]},
            )


class Migration(migrations.Migration):
    dependencies = [("reporting", "0004_sections_of_activities")]
    operations = [
        migrations.AlterField(
            model_name="roundact",
            name="action",
            field=models.CharField(choices=ACTIONS, max_length=20, verbose_name="what was done"),
        ),
        migrations.RunPython(write_down, migrations.RunPython.noop),
    ]
