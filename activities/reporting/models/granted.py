"""What a report's own history says of its dates, from a view of the database."""

from django.db import models

from activities.reporting.models.reports import Report


class GrantedDates(models.Model):
    """Of one report: until when its member was given time, and what was signed when.

    A view: compiling its subqueries anew for each list took longer than the lists.  It is read
    through `with_dates`, which adds the round's dates and says what each means.
    """

    report = models.OneToOneField(
        Report, primary_key=True, on_delete=models.DO_NOTHING, related_name="granted"
    )
    first_returned_at = models.DateTimeField(null=True)
    times_returned = models.PositiveIntegerField()
    own_due_on = models.DateField(null=True)
    extended_before_return = models.DateField(null=True)
    submitted_at = models.DateTimeField(null=True)
    receipt = models.CharField(max_length=36, null=True)
    first_submitted_at = models.DateTimeField(null=True)

    class Meta:
        managed = False
        db_table = "reporting_granted_dates"
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.report)
