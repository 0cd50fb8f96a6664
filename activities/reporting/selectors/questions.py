"""What is known of a question beyond its row."""

from django.utils.translation import gettext as _

from activities.reporting.models import Question, Round


def why_code_stays(question: Question) -> str:
    """Signed versions, texts set aside and open forms go by the code; empty while there can be none."""
    if question.answers.exists():
        return _("The code stays, because the question has answers.")
    opened = Round.objects.opened().filter(plan=question.plan_id).order_by("-year")
    years = opened.values_list("year", flat=True)
    same = Question.objects.filter(pk=question.pk)
    year = next((year for year in years if same.in_year(year).exists()), None)
    if year is not None:
        return _("The code stays, because members were asked in the round of %(year)s.") % {"year": year}
    return ""
