"""What is counted of official statistics: series by member and year, loaded from files."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kernel.measures import MEASURES, Aggregation, Measure, Quality, Rows, Source
from members.committees.enums import READ_OFF_GRAPHS, SeriesCode
from members.committees.models import Statistic

CERTIFICATES = (SeriesCode.CERTIFICATES_9001, SeriesCode.CERTIFICATES_14001, SeriesCode.CERTIFICATES_27001)


def measure(name: str, label: Promise, unit: Promise, *series: SeriesCode, **more: Any) -> Measure:
    """Made of the series of its name, or of those named, which are added up for each member."""
    taken_from = tuple(map(str, series)) or (name,)
    more.setdefault("aggregation", Aggregation.STOCK)
    is_read_off = not READ_OFF_GRAPHS.isdisjoint(taken_from)
    return Measure(name, label, unit=unit, taken_from=taken_from, is_read_off=is_read_off, **more)


class Statistics(Source):
    """A fact for each member and measure: a state on 31 December."""

    key = "statistics"
    label = _("official statistics")
    is_confidential = False
    has_one_fact = True
    measures = (
        measure("p_roles", _("P-memberships of developing members, secretariats included"), _("memberships")),
        measure(
            "p_roles_all",
            _("P-memberships of all members of ISO"),
            _("memberships"),
            SeriesCode.P_ROLES,
            is_of_all_members=True,
        ),
        measure(
            "members_with_p_role",
            _("Developing members with at least one P-membership"),
            _("members"),
            SeriesCode.P_ROLES,
            aggregation=Aggregation.DISTINCT_MEMBERS,
        ),
        measure(
            "p_roles_without_secretariats",
            _("P-memberships of developing members without secretariats"),
            _("memberships"),
        ),
        measure("o_roles", _("O-memberships of developing members"), _("memberships")),
        measure("secretariats", _("Committee secretariats of developing members"), _("secretariats")),
        measure(
            "twinned_secretariats",
            _("Twinned secretariats and other roles of developing members"),
            _("secretariats"),
        ),
        measure("certificates_9001", _("Valid ISO 9001 certificates"), _("certificates")),
        measure("certificates_14001", _("Valid ISO 14001 certificates"), _("certificates")),
        measure("certificates_27001", _("Valid ISO/IEC 27001 certificates"), _("certificates")),
        measure(
            "certificates",
            _("Valid ISO 9001, 14001 and 27001 certificates"),
            _("certificates"),
            *CERTIFICATES,
        ),
    )

    SINGLE = """
    SELECT
        wanted.measure,
        statistic.member_id,
        statistic.year::int,
        CASE WHEN wanted.is_count THEN (statistic.value >= 1)::int ELSE statistic.value END,
        'committees.statistic/' || statistic.id,
        '{}'::jsonb,
        true,
        false,
        CASE WHEN statistic.imputed_share > %s THEN %s ELSE '' END,
        jsonb_build_object('source', statistic.source)
    FROM committees_statistic AS statistic
    JOIN unnest(%s::text[], %s::text[], %s::boolean[]) AS wanted (measure, series, is_count)
        ON wanted.series = statistic.series
    WHERE statistic.year = ANY(%s)
    """

    SUMMED = """
    SELECT
        %s::text,
        statistic.member_id,
        statistic.year::int,
        sum(statistic.value),
        'committees.statistic/' || min(statistic.id),
        '{}'::jsonb,
        true,
        false,
        concat_ws(' ', CASE WHEN count(*) < %s THEN %s END,
            CASE WHEN bool_or(statistic.imputed_share > %s) THEN %s END),
        jsonb_build_object('source', string_agg(DISTINCT statistic.source, '; '))
    FROM committees_statistic AS statistic
    WHERE statistic.series = ANY(%s) AND statistic.year = ANY(%s)
    GROUP BY statistic.member_id, statistic.year
    """

    def facts(self, plan: Model, years: Sequence[int]) -> Rows:
        """A state of each member for each measure; of several series their sum, or a part of it."""
        single = [measure for measure in self.measures if len(measure.taken_from) == 1]
        summed = [measure for measure in self.measures if len(measure.taken_from) > 1]
        return Rows.all_of(
            self.of_single_series(single, years), *(self.of_several(measure, years) for measure in summed)
        )

    def of_single_series(self, measures: Sequence[Measure], years: Sequence[int]) -> Rows:
        names = [measure.name for measure in measures]
        series = [name for measure in measures for name in measure.taken_from]
        counts = [measure.aggregation == Aggregation.DISTINCT_MEMBERS for measure in measures]
        quality = (Statistic.IMPUTED_FROM, Quality.IMPUTED)
        return Rows(self.SINGLE, (*quality, names, series, counts, list(years)))

    def of_several(self, measure: Measure, years: Sequence[int]) -> Rows:
        series = list(measure.taken_from)
        quality = (len(series), Quality.PARTIAL, Statistic.IMPUTED_FROM, Quality.IMPUTED)
        return Rows(self.SUMMED, (measure.name, *quality, series, list(years)))


def register() -> None:
    MEASURES.declare(Statistics())
