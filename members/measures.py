"""What is counted of memberships, and by what a member's figures are divided in each year."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.measures import MEASURES, Aggregation, Dimension, Measure, Rows, Source
from members.enums import Category, IncomeGroup, RegionLevel, Scheme
from members.models import Region


def regions(_plan: Any) -> Mapping[str, str]:
    found = Region.objects.filter(level=RegionLevel.REGION).order_by("name")
    return dict(found.values_list("slug", "name"))


def of_scheme(key: str, label: Promise) -> Dimension:
    """Countries on a list of the United Nations, and the others."""
    categories = {"yes": label, "no": _("other countries")}
    return Dimension(key, label, lambda _plan: categories, is_of_member=True)


UN_REGION = Dimension("un_region", _("UN region"), regions, is_of_member=True)
LDC = of_scheme("ldc", _("least developed countries"))
LLDC = of_scheme("lldc", _("landlocked developing countries"))
SIDS = of_scheme("sids", _("small island developing states"))
INCOME_GROUP = Dimension(
    "income_group", _("income group"), lambda _plan: dict(IncomeGroup.choices), is_of_member=True
)
CATEGORY = Dimension(
    "category", _("membership category"), lambda _plan: dict(Category.choices), is_of_member=True
)
MEMBER_DIMENSIONS = (UN_REGION, LDC, LLDC, SIDS, INCOME_GROUP, CATEGORY)
"""In the order of the columns of `profiles`."""

SCHEMES = (Scheme.DEVELOPING, Scheme.LDC, Scheme.LLDC, Scheme.SIDS, Scheme.INCOME)

PROFILES = """
WITH day AS (
    SELECT year, make_date(year, 12, 31) AS at FROM unnest(%s::int[]) AS day (year)
),
key AS MATERIALIZED (
    SELECT value, nullif(btrim(regexp_replace(regexp_replace(
        lower(regexp_replace(normalize(value, NFKD), '[^[:ascii:]]', '', 'g')),
        '[^a-z0-9_\\s-]', '', 'g'), '[-\\s]+', '-', 'g'), '-_'), '') AS key
    FROM (SELECT DISTINCT value FROM members_classification) AS classification
),
class AS (
    SELECT
        day.year,
        classification.member_id,
        bool_or(classification.value = 'yes')
            FILTER (WHERE classification.scheme = 'developing') AS developing,
        max(key.key) FILTER (WHERE classification.scheme = 'ldc') AS ldc,
        max(key.key) FILTER (WHERE classification.scheme = 'lldc') AS lldc,
        max(key.key) FILTER (WHERE classification.scheme = 'sids') AS sids,
        max(key.key) FILTER (WHERE classification.scheme = 'income') AS income
    FROM members_classification AS classification
    JOIN key ON key.value = classification.value
    JOIN day ON (classification.valid_from IS NULL OR classification.valid_from <= day.at)
        AND (classification.valid_to IS NULL OR classification.valid_to >= day.at)
    WHERE classification.scheme = ANY(%s)
    GROUP BY day.year, classification.member_id
),
category AS (
    SELECT day.year, membership.member_id, max(membership.category) AS category
    FROM members_membership AS membership
    JOIN day ON (membership.valid_from IS NULL OR membership.valid_from <= day.at)
        AND (membership.valid_to IS NULL OR membership.valid_to >= day.at)
    GROUP BY day.year, membership.member_id
)
SELECT
    day.year,
    member.id,
    category.category IS NOT NULL,
    coalesce(class.developing, false),
    coalesce(region.slug, 'unknown'),
    coalesce(class.ldc, 'unknown'),
    coalesce(class.lldc, 'unknown'),
    coalesce(class.sids, 'unknown'),
    coalesce(class.income, 'unknown'),
    coalesce(category.category, 'unknown')
FROM day
CROSS JOIN members_member AS member
LEFT JOIN members_region AS region ON region.id = member.region_id
LEFT JOIN class ON class.year = day.year AND class.member_id = member.id
LEFT JOIN category ON category.year = day.year AND category.member_id = member.id
"""


def profiles(years: Iterable[int]) -> Rows:
    """Of every country on 31 December of each year: year, member, whether it is a member of the organization,
    whether it is developing, and its category in each of `MEMBER_DIMENSIONS`.

    Triggers keep two periods of one kind from overlapping, so that there is one row a year.
    """
    return Rows(PROFILES, (sorted(years), [str(scheme) for scheme in SCHEMES]))


class Memberships(Source):
    """Membership is on record for all, so that nobody on record is a count of 0 and not a gap."""

    key = "membership"
    label = _("membership records")
    is_confidential = False
    is_complete = True
    has_one_fact = True
    measures = tuple(
        Measure(name, label, unit=_("members"), aggregation=Aggregation.DISTINCT_MEMBERS)
        for name, label in (
            ("members", _("Developing members of ISO")),
            ("member_bodies", _("Developing member bodies")),
            ("correspondents", _("Developing correspondent members")),
            ("subscribers", _("Developing subscriber members")),
        )
    )
    categories = ("", Category.MEMBER_BODY, Category.CORRESPONDENT, Category.SUBSCRIBER)
    """Who is counted by each of the measures; empty for all."""

    FACTS = """
    SELECT measure.name, membership.member_id, day.year, 1::numeric, 'members.membership/' || membership.id,
        '{}'::jsonb, true, false, '', '{}'::jsonb
    FROM members_membership AS membership
    JOIN unnest(%s::int[]) AS day (year)
        ON (membership.valid_from IS NULL OR membership.valid_from <= make_date(day.year, 12, 31))
        AND (membership.valid_to IS NULL OR membership.valid_to >= make_date(day.year, 12, 31))
    JOIN unnest(%s::text[], %s::text[]) AS measure (name, category)
        ON measure.category IN ('', membership.category)
    """

    def facts(self, plan: Model, years: Sequence[int]) -> Rows:
        names = [measure.name for measure in self.measures]
        return Rows(self.FACTS, (list(years), names, [str(category) for category in self.categories]))


def register() -> None:
    MEASURES.declare(Memberships())
