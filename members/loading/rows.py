"""The columns of members.csv and regional_organizations.csv."""

from typing import Annotated, Literal

from pydantic import Field

from kernel.loading.rows import Count, Iso2, Required, Row, Text, Year, YesNo

CategoryWord = Literal["member body", "correspondent", "subscriber"]
IncomeWord = Literal["High income", "Upper middle income", "Lower middle income", "Low income"]


class MemberRow(Row):
    iso2: Iso2
    iso3: Annotated[str, Field(pattern=r"^[A-Z]{3}$")]
    country: Required
    m49: Annotated[str, Field(pattern=r"^\d{3}$")]
    un_region: Required
    un_subregion: Required
    un_intermediate_region: Text
    iso_member_org_id: int | None
    nsb_acronym_2022: Text
    nsb_acronym_2025: Text
    nsb_acronym_2025_basis: Text
    nsb_acronyms_former: Text
    nsb_acronym_wikipedia_undated: Text
    nsb_acronym_attested_2009_2015: Text
    nsb_name_2022: Text
    membership_2010: CategoryWord | None
    membership_2011: CategoryWord | None
    membership_2012: CategoryWord | None
    membership_2013: CategoryWord | None
    membership_2014: CategoryWord | None
    membership_2015: CategoryWord | None
    membership_2016: CategoryWord | None
    membership_2025: CategoryWord | None
    wb_income_2010: IncomeWord | None
    wb_income_2015: IncomeWord | None
    ldc_2010: YesNo | None
    ldc_2011: YesNo | None
    ldc_2015: YesNo | None
    lldc: YesNo | None
    sids: YesNo | None
    un_m49_developing: Literal["Developing", "Developed"] | None
    dac_list_2011_2013_derived: Literal["yes", "no", "LDC"] | None
    developing_proposed: YesNo | None
    p_2025: Count | None
    o_2025: Count | None
    secretariats_2025: Count | None
    source: Text


class OrganisationRow(Row):
    acronym: Required
    name: Required
    region: Text
    founded_year: Year | None
    seat: Text
    member_iso2: Text
    notes: Text
    source: Text
