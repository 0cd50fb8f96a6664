"""The columns of the files on committees and statistics."""

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from kernel.loading.rows import Count, Iso2, Required, Row, Text, Year, YesNo


def with_plain_blanks(text: str) -> str:
    """With one plain blank where any stand, so that one committee has one reference."""
    return " ".join(text.split())


class CommitteeRow(Row):
    reference: Annotated[Required, AfterValidator(with_plain_blanks)]
    kind: Literal["JTC", "TC", "SC", "PC", "OTHER"] = Field(alias="type")
    number: int | None
    sc_number: int | None
    parent_reference: Annotated[Text, AfterValidator(with_plain_blanks)]
    title_en: Required
    secretariat_acronym_2025: Text
    secretariat_iso2_2025: Iso2 | None
    creation_date: dt.date | None
    existed_2010: YesNo | None
    existed_2015: YesNo | None
    status_2025: Text
    p_members_2025: int | None
    o_members_2025: int | None
    secretariat_iso2_2022: Iso2 | None
    p_members_2022: int | None
    o_members_2022: int | None
    iso_org_id: int | None
    source: Text


class IcsRow(Row):
    code: Annotated[str, Field(pattern=r"^\d{2}(\.\d{3}(\.\d{2})?)?$")]
    level: Annotated[int, Field(ge=1, le=3)]
    parent_code: Text
    title_en: Required
    title_fr: Text
    title_en_ed6_2005: Text
    in_ed6_2005: YesNo | None
    in_ed7_2015: YesNo | None
    source: Text


class ParticipationRow(Row):
    iso2: Iso2
    country: Text
    developing_proposed: YesNo | None
    year: Year
    p_members_incl_secretariat: Count | None
    p_members_excl_secretariat: Count | None
    o_members: Count | None
    secretariats: Count | None
    twinned_secretariats_or_other: Count | None
    imputed_share: Annotated[Decimal, Field(ge=0, le=1)] | None
    standat_series: Text


class CertificatesRow(Row):
    iso2: Iso2
    country: Text
    developing_proposed: YesNo | None
    year: Year
    iso9001: Count | None
    iso14001: Count | None
    iso27001: Count | None
    source: Text


class QualityRow(Row):
    iso2: Iso2
    first_year: Year
    last_year: Year
    note: Annotated[str, Field(min_length=1, max_length=250)]
    source: Text
