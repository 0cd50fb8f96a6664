"""Activities as the API shows them."""

from rest_framework import serializers

from activities.models import Activity
from outputs.models import TargetGroup


class ActivitySerializer(serializers.ModelSerializer[Activity]):
    plan = serializers.CharField(source="output.plan.code", read_only=True)
    output = serializers.CharField(source="output.code", read_only=True)
    target_groups = serializers.SlugRelatedField[TargetGroup](
        "slug",
        many=True,
        read_only=True,
        help_text="The activity's own; where empty, those of the output hold.",
    )

    class Meta:
        model = Activity
        fields = [
            "id",
            "plan",
            "output",
            "number",
            "code",
            "title",
            "short_name",
            "description",
            "effectiveness_measured",
            "what_is_measured",
            "use_of_measurement",
            "actors",
            "scope_levels",
            "levels_are_assumed",
            "target_groups",
            "valid_from_year",
            "valid_to_year",
            "reach_asked_from_year",
            "measures",
            "note",
        ]
