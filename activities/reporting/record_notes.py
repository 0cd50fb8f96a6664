"""What is pointed at before signing where a report and the records of its member stand beside each other."""

from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from activities.reporting.completeness import Gap
from activities.reporting.enums import Rating
from activities.reporting.recorded import OnRecord, contradicted_by_records
from activities.reporting.selectors.layout import ReportLayout, SectionLayout


def notes_of_records(layout: ReportLayout, recorded: Mapping[str, OnRecord]) -> Iterator[Gap]:
    """Figures that records contradict, ratings that deny them, and records that nobody has confirmed."""
    yield from _contradictions(layout)
    for key, found in recorded.items():
        section = layout.sections[key]
        if found.is_of_year and section.data.is_idle:
            yield Gap(section, "records", _denied(section))
        elif found.waiting:
            words = ngettext(
                "%(count)s record waits for your word: is it right?",
                "%(count)s records wait for your word: are they right?",
                len(found.waiting),
            )
            yield Gap(section, "records", words % {"count": len(found.waiting)})


def _contradictions(layout: ReportLayout) -> Iterator[Gap]:
    asked = {question: section for section in layout.sections.values() for question in section.questions}
    given = {question: section.data.told.of_question(question.code) for question, section in asked.items()}
    numbers = ((question, said[""].number if "" in said else None) for question, said in given.items())
    for each in contradicted_by_records(layout.report, numbers):
        yield Gap(asked[each.question], each.question.code, str(each))


def _denied(section: SectionLayout) -> str:
    words = _("“%(rating)s”, but records of the year stand here: which of them is right?")
    return words % {"rating": Rating(section.data.rating).label}
