from django.db import migrations, models

CREATE = """
CREATE VIEW reporting_granted_dates AS
SELECT
    report.id AS report_id,
    report.first_returned_at,
    coalesce(
        (SELECT max(number) FROM reporting_return WHERE report_id = report.id), 0
    ) AS times_returned,
    greatest(
        (SELECT max(due_on) FROM reporting_extension
         WHERE round_id = report.round_id AND member_id = report.member_id),
        (SELECT max(due_on) FROM reporting_return WHERE report_id = report.id)
    ) AS own_due_on,
    (
        SELECT max(due_on) FROM reporting_extension
        WHERE round_id = report.round_id AND member_id = report.member_id AND NOT is_reopening
        AND granted_at <= coalesce(report.first_returned_at, 'infinity')
    ) AS extended_before_return,
    (
        SELECT submitted_at FROM reporting_version
        WHERE report_id = report.id AND withdrawn_at IS NULL ORDER BY number DESC LIMIT 1
    ) AS submitted_at,
    (
        SELECT receipt FROM reporting_version
        WHERE report_id = report.id AND withdrawn_at IS NULL ORDER BY number DESC LIMIT 1
    ) AS receipt,
    (
        SELECT submitted_at FROM reporting_version
        WHERE report_id = report.id AND withdrawn_at IS NULL
        AND submitted_at <= coalesce(report.first_returned_at, 'infinity')
        ORDER BY number DESC LIMIT 1
    ) AS first_submitted_at
FROM (
    SELECT
        id, round_id, member_id,
        (SELECT returned_at FROM reporting_return WHERE report_id = reporting_report.id
         ORDER BY number LIMIT 1) AS first_returned_at
    FROM reporting_report
) AS report
"""


class Migration(migrations.Migration):
    dependencies = [("reporting", "0001_initial")]

    operations = [
        migrations.RunSQL(CREATE, "DROP VIEW reporting_granted_dates"),
        migrations.CreateModel(
            name="GrantedDates",
            fields=[
                (
                    "report",
                    models.OneToOneField(
                        on_delete=models.DO_NOTHING,
                        primary_key=True,
                        related_name="granted",
                        serialize=False,
                        to="reporting.report",
                    ),
                ),
                ("first_returned_at", models.DateTimeField(null=True)),
                ("times_returned", models.PositiveIntegerField()),
                ("own_due_on", models.DateField(null=True)),
                ("extended_before_return", models.DateField(null=True)),
                ("submitted_at", models.DateTimeField(null=True)),
                ("receipt", models.CharField(max_length=36, null=True)),
                ("first_submitted_at", models.DateTimeField(null=True)),
            ],
            options={
                "db_table": "reporting_granted_dates",
                "managed": False,
                "default_permissions": (),
            },
        ),
    ]
