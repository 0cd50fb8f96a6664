"""The plan as the API shows it."""

from rest_framework import serializers

from outputs.models import ContextFact, Output, Plan, Responsibility, Statement, TargetGroup


class ResponsibilitySerializer(serializers.ModelSerializer[Responsibility]):
    class Meta:
        model = Responsibility
        fields = ["party", "duty", "is_assumption"]


class ContextFactSerializer(serializers.ModelSerializer[ContextFact]):
    class Meta:
        model = ContextFact
        fields = ["label", "value", "as_of"]


class StatementSerializer(serializers.ModelSerializer[Statement]):
    output = serializers.SlugRelatedField[Output]("code", read_only=True, allow_null=True)

    class Meta:
        model = Statement
        fields = ["kind", "level", "output", "text", "verified_by", "is_proposal"]


class TargetGroupSerializer(serializers.ModelSerializer[TargetGroup]):
    plan = serializers.SlugRelatedField[Plan]("code", read_only=True)

    class Meta:
        model = TargetGroup
        fields = ["id", "plan", "slug", "name"]


class PlanSerializer(serializers.ModelSerializer[Plan]):
    context_facts = ContextFactSerializer(many=True, read_only=True)
    responsibilities = ResponsibilitySerializer(many=True, read_only=True)
    statements = StatementSerializer(many=True, read_only=True)

    class Meta:
        model = Plan
        fields = [
            "code",
            "title",
            "starts_on",
            "ends_on",
            "goal",
            "goal_dimensions",
            "goal_note",
            "purpose",
            "vision",
            "key_objective",
            "context_facts",
            "administered_by",
            "reviewed_by",
            "predecessor",
            "added_value_topics",
            "source",
            "responsibilities",
            "statements",
        ]


class OutputSerializer(serializers.ModelSerializer[Output]):
    plan = serializers.SlugRelatedField[Plan]("code", read_only=True)
    target_groups = serializers.SlugRelatedField[TargetGroup]("slug", many=True, read_only=True)

    class Meta:
        model = Output
        fields = [
            "id",
            "plan",
            "number",
            "code",
            "title",
            "short_name",
            "rationale",
            "target_groups",
        ]
