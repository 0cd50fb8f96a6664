"""Official statistics as the API shows them."""

from rest_framework import serializers

from members.committees.models import Statistic
from members.models import Member


class StatisticSerializer(serializers.ModelSerializer[Statistic]):
    member = serializers.SlugRelatedField[Member]("iso2", read_only=True)
    value = serializers.DecimalField(max_digits=14, decimal_places=2, coerce_to_string=False, read_only=True)
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
            "quality_note",
            "source",
        ]
