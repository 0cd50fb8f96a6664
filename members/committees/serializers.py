"""Committees, the ICS and official statistics as the API shows them."""

from rest_framework import serializers

from members.committees.enums import READ_OFF_GRAPHS
from members.committees.models import Committee, CommitteeYear, IcsField, Statistic
from members.models import Member


class CommitteeYearSerializer(serializers.ModelSerializer[CommitteeYear]):
    """A committee in one year; null is not on record, never zero."""

    secretariat = serializers.SlugRelatedField[Member]("iso2", read_only=True, allow_null=True)

    class Meta:
        model = CommitteeYear
        fields = ["year", "secretariat", "secretariat_acronym", "p_members", "o_members"]


class CommitteeSerializer(serializers.ModelSerializer[Committee]):
    parent_reference = serializers.SlugRelatedField[Committee](
        "reference", source="parent", read_only=True, allow_null=True
    )
    years = CommitteeYearSerializer(many=True, read_only=True)

    class Meta:
        model = Committee
        fields = [
            *(
                "id",
                "reference",
                "kind",
                "number",
                "subcommittee_number",
                "parent_reference",
                "title",
                "created_on",
            ),
            *("existed_2010", "existed_2015", "status", "years", "source"),
        ]


class IcsFieldSerializer(serializers.ModelSerializer[IcsField]):
    parent_code = serializers.SlugRelatedField[IcsField](
        "code", source="parent", read_only=True, allow_null=True
    )

    class Meta:
        model = IcsField
        fields = ["code", "level", "parent_code", "title_en", "title_fr", "source"]


class StatisticSerializer(serializers.ModelSerializer[Statistic]):
    member = serializers.SlugRelatedField[Member]("iso2", read_only=True)
    value = serializers.DecimalField(max_digits=14, decimal_places=2, coerce_to_string=False, read_only=True)
    is_read_off = serializers.SerializerMethodField(
        help_text="Whether the source read the series off published graphs."
    )
    is_imputed = serializers.BooleanField(
        read_only=True, help_text="Whether the publisher filled in more than half of the year."
    )

    class Meta:
        model = Statistic
        fields = [
            "member",
            "series",
            "year",
            "value",
            "imputed_share",
            "is_imputed",
            "is_read_off",
            "quality_note",
            "source",
        ]

    def get_is_read_off(self, statistic: Statistic) -> bool:
        return statistic.series in READ_OFF_GRAPHS
