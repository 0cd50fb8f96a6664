"""Memberships and classifications with dates; the rules are in this package's docstring."""

import datetime as dt

from kernel.models import year_end
from kernel.periods import Span, spans
from members.enums import Category, Scheme
from members.loading.rows import MemberRow
from members.models import Classification, Member, Membership

MEMBERSHIP_YEARS = (*range(2010, 2017), 2025)
CATEGORIES = {
    "member body": Category.MEMBER_BODY,
    "correspondent": Category.CORRESPONDENT,
    "subscriber": Category.SUBSCRIBER,
}
DAC_FROM, DAC_TO = dt.date(2011, 1, 1), year_end(2013)
WORKING_DEFINITION = "Working definition: developing in UN M49 or on the DAC list, without KR and SG"


def memberships(row: MemberRow, member: Member) -> list[Membership]:
    by_year = {year: getattr(row, f"membership_{year}") for year in MEMBERSHIP_YEARS}
    found = spans(by_year, last_holds_on=True)
    return [
        Membership(
            member=member,
            category=CATEGORIES[span.value],
            valid_from=span.first_day,
            valid_to=span.last_day,
            source=f"{row.source}. On record for {span.years_in_words}{after(span, by_year)}.",
        )
        for span in found
    ]


def after(span: Span, by_year: dict[int, str | None]) -> str:
    """What the source says of the year column that follows a span, where that is not plain change."""
    later = next((year for year in sorted(by_year) if year > span.years[-1]), None)
    if later is None:
        return ""
    if by_year[later] is None:
        return f"; not found for {later}"
    gap = later - span.years[-1] > 1
    return f"; not on record between {span.years[-1]} and {later}" if gap else ""


def classifications(row: MemberRow, member: Member) -> list[Classification]:
    return [
        *always(member, Scheme.DEVELOPING, row.developing_proposed, WORKING_DEFINITION),
        *always(member, Scheme.UN_DEVELOPING, developing_in_m49(row), "UN M49, undated"),
        *dac_list(row, member),
        *always(member, Scheme.LLDC, row.lldc, "UN list of landlocked developing countries, undated"),
        *always(member, Scheme.SIDS, row.sids, "UN list of small island developing states, undated"),
        *least_developed(row, member),
        *income(row, member),
    ]


def always(member: Member, scheme: Scheme, value: bool | None, source: str) -> list[Classification]:  # noqa: FBT001
    """One period without ends; none where the value is not known."""
    word = yes_or_no(value)
    return [] if word is None else [Classification(member=member, scheme=scheme, value=word, source=source)]


def developing_in_m49(row: MemberRow) -> bool | None:
    return None if row.un_m49_developing is None else row.un_m49_developing == "Developing"


def dac_list(row: MemberRow, member: Member) -> list[Classification]:
    word = row.dac_list_2011_2013_derived
    if word is None:
        return []
    return [
        Classification(
            member=member,
            scheme=Scheme.DAC,
            value="no" if word == "no" else "yes",
            valid_from=DAC_FROM,
            valid_to=DAC_TO,
            source="DAC list of 2011-2013, derived"
            + ("; listed as least developed" if word == "LDC" else ""),
        )
    ]


def least_developed(row: MemberRow, member: Member) -> list[Classification]:
    by_year = {2010: yes_or_no(row.ldc_2010), 2011: yes_or_no(row.ldc_2011), 2015: yes_or_no(row.ldc_2015)}
    return from_years(member, Scheme.LDC, by_year, "UN list of least developed countries")


def income(row: MemberRow, member: Member) -> list[Classification]:
    by_year: dict[int, str | None] = {2010: row.wb_income_2010, 2015: row.wb_income_2015}
    return from_years(member, Scheme.INCOME, by_year, "World Bank income groups (CC BY 4.0)")


def from_years(
    member: Member, scheme: Scheme, by_year: dict[int, str | None], source: str
) -> list[Classification]:
    return [
        Classification(
            member=member,
            scheme=scheme,
            value=span.value,
            valid_from=span.first_day,
            valid_to=span.last_day,
            source=f"{source}, {span.years_in_words}",
        )
        for span in spans(by_year, last_holds_on=False)
    ]


def yes_or_no(value: bool | None) -> str | None:  # noqa: FBT001
    return None if value is None else "yes" if value else "no"
