"""Rounds and reports as the API shows and takes them."""

import datetime as dt
from collections import Counter
from typing import Any

from django.utils.translation import gettext as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from activities.reporting.enums import Absence, Rating
from activities.reporting.models import Evidence, Question, Report, Return, Round, Version
from activities.reporting.question_types import type_of
from activities.reporting.section_data import AnswerData, SectionData
from activities.reporting.selectors.layout import SectionLayout
from kernel.days import end_of
from kernel.fields import LARGEST_NUMBER, refuse_far_day
from kernel.serializers import BoundedListField, InputSerializer, KnownChoiceField, KnownFields
from kernel.texts import MOST_CHARACTERS

MOST_GROUPS = 100
MOST_ANSWERS = 500
"""Of a section: many times what any has."""


class RoundSerializer(serializers.ModelSerializer[Round]):
    """A day ends at midnight where the portal is run; `due_until` and `closes_until` are that moment."""

    plan = serializers.CharField(source="plan.code", read_only=True)
    due_until = serializers.SerializerMethodField()
    closes_until = serializers.SerializerMethodField()

    class Meta:
        model = Round
        fields = [
            *("id", "plan", "year", "opens_on", "due_on", "due_until", "closes_on", "closes_until"),
            *("opened_at", "closed_at"),
        ]

    def get_due_until(self, round_: Round) -> dt.datetime:
        return end_of(round_.due_on)

    def get_closes_until(self, round_: Round) -> dt.datetime:
        return end_of(round_.closes_on)


class ReportSerializer(serializers.ModelSerializer[Report]):
    """A report with what its dates say today.

    It is due until the end of `due_on` where the portal is run: at the moment `due_until`.
    """

    plan: serializers.SlugRelatedField[Any] = serializers.SlugRelatedField(
        "code", source="round.plan", read_only=True
    )
    year = serializers.IntegerField(source="round.year", read_only=True)
    member = serializers.CharField(source="member.iso2", read_only=True)
    due_on = serializers.DateField(read_only=True)
    due_until = serializers.SerializerMethodField()
    is_overdue = serializers.BooleanField(read_only=True)
    is_late = serializers.BooleanField(read_only=True)
    submitted_at = serializers.DateTimeField(read_only=True, allow_null=True)
    times_returned = serializers.IntegerField(read_only=True)
    receipt = serializers.CharField(read_only=True, allow_null=True)

    class Meta:
        model = Report
        fields = [
            *("id", "plan", "year", "member", "state", "due_on", "due_until", "is_overdue", "is_late"),
            *("submitted_at", "receipt", "times_returned", "accepted_at", "is_nil", "is_sample"),
        ]

    def get_due_until(self, report: Any) -> dt.datetime:
        return end_of(report.due_on)


class AnswersSerializer(serializers.ListSerializer[Any]):
    """One answer to a question, or to each part of it."""

    def to_internal_value(self, data: Any) -> list[Any]:
        found: list[Any] = super().to_internal_value(data)
        given = Counter((answer["question"], answer["part"]) for answer in found)
        if doubled := [place for place, times in given.items() if times > 1]:
            words = _("“%(question)s” is answered more than once. Answer it once.")
            question, part = doubled[0]
            shown = " · ".join(filter(None, [question, part]))
            raise serializers.ValidationError({"non_field_errors": [words % {"question": shown}]})
        return found


class AnswerSerializer(KnownFields, serializers.Serializer[AnswerData]):
    """A number, a text, or why there is neither; `part` is empty for the whole.

    A text that answers a question of any kind is read as if it were typed on the page: “1 234”, “12.5 %”,
    “yes”, “31.12.2013”, the label of a choice.
    """

    question = serializers.CharField(max_length=60)
    part = serializers.CharField(max_length=100, allow_blank=True, default="")
    number = serializers.DecimalField(
        max_digits=18, decimal_places=4, normalize_output=True, allow_null=True, default=None
    )
    text = serializers.CharField(max_length=MOST_CHARACTERS, allow_blank=True, default="")
    absence = KnownChoiceField(Absence.choices, allow_blank=True, default="")
    reason = serializers.CharField(
        max_length=MOST_CHARACTERS,
        allow_blank=True,
        default="",
        help_text="Why there is no value; beside a number far from last year's, why it is right.",
    )
    shown = serializers.CharField(
        max_length=MOST_CHARACTERS,
        allow_blank=True,
        required=False,
        help_text="The value as it reads on pages. May be sent back, and is not read.",
    )

    def validate(self, values: dict[str, Any]) -> dict[str, Any]:
        is_whole = values["number"] is not None and not values["part"]
        if values["reason"].strip() and not values["absence"] and not is_whole:
            words = _("Give a reason beside an absence or beside the number of the whole, nowhere else.")
            raise serializers.ValidationError({"reason": [words]})
        values.pop("shown", None)
        return values

    class Meta:
        list_serializer_class = AnswersSerializer


class QuestionSerializer(serializers.ModelSerializer[Question]):
    """A question; `format` says in words what may be answered."""

    format = serializers.SerializerMethodField()

    class Meta:
        model = Question
        fields = [
            *("code", "label", "hint", "kind", "unit", "minimum", "maximum"),
            *("required", "split_by", "choices", "format"),
        ]

    def get_format(self, question: Question) -> str:
        return question.type.rule(question).words


class AskedSerializer(QuestionSerializer):
    """A question with where it stands: at an activity, or in a step of its own."""

    activity = serializers.CharField(source="activity.code", read_only=True, default=None, allow_null=True)

    class Meta(QuestionSerializer.Meta):
        fields = ["activity", "step", *QuestionSerializer.Meta.fields, "aggregation", "serves"]


class ContentSerializer(serializers.Serializer[Any]):
    """What a section says."""

    rating = KnownChoiceField(Rating.choices, allow_blank=True, default="")
    why_not_relevant = serializers.CharField(
        max_length=MOST_CHARACTERS,
        allow_blank=True,
        default="",
        help_text="Why the activity is not relevant; needed before signing where the rating says so.",
    )
    done = serializers.CharField(max_length=MOST_CHARACTERS, allow_blank=True, default="")
    changed = serializers.CharField(max_length=MOST_CHARACTERS, allow_blank=True, default="")
    target_groups = BoundedListField(child=serializers.SlugField(), default=list, max_length=MOST_GROUPS)
    answers = AnswerSerializer(  # type: ignore[call-arg] # of the list, which `many` makes
        many=True, default=list, max_length=MOST_ANSWERS
    )


class SectionInputSerializer(KnownFields, ContentSerializer):
    """The whole content of a section, and the version that was read: 0 where nothing was saved.

    With the rating `not_relevant` say why in `why_not_relevant`; all else is kept and counts nowhere, under
    `not_wanted` as well. Where `reach_asked_from_year` of the activity has come, the rating says whether it
    reached the member; else how far the member came.
    """

    expected_version = serializers.IntegerField(min_value=0, max_value=LARGEST_NUMBER)

    @property
    def content(self) -> SectionData:
        found = self.validated_data
        return SectionData(
            rating=found["rating"],
            why_not_relevant=found["why_not_relevant"],
            done=found["done"],
            changed=found["changed"],
            target_groups=tuple(found["target_groups"]),
            answers=tuple(AnswerData(**answer) for answer in found["answers"]),
        )


class EvidenceSerializer(serializers.ModelSerializer[Evidence]):
    """A file beside a section; `download` is its address."""

    added_by = serializers.CharField(read_only=True)
    download = serializers.SerializerMethodField()

    class Meta:
        model = Evidence
        fields = ["key", "name", "media_type", "size", "sha256", "added_at", "added_by", "download"]

    def get_download(self, evidence: Evidence) -> str:
        place = {"pk": evidence.section.report_id, "file_key": evidence.key}
        return reverse("report-evidence-file", kwargs=place, request=self.context.get("request"))


class EvidenceInputSerializer(InputSerializer):
    """One file of up to 10 MB; what it is, is told from its content."""

    file = serializers.FileField(allow_empty_file=True, max_length=250)


class SectionSerializer(ContentSerializer):
    """A section with what is asked in it.

    Of one rated `not_relevant` the reason alone counts, of `not_wanted` nothing else. Other texts and answers
    in it are kept, and shown to those who can still change it; for anybody else they are empty.
    """

    key = serializers.CharField(
        help_text="Stays as it is; sections may also be addressed by the code that is printed today."
    )
    code = serializers.CharField(help_text="The activity's code as it is printed today; empty for a step.")
    title = serializers.CharField()
    version = serializers.IntegerField()
    questions = QuestionSerializer(many=True)

    def to_representation(self, instance: SectionLayout) -> dict[str, Any]:
        data = instance.data if self.context["shows_kept"] else instance.data.told
        return {
            "key": instance.key,
            "code": instance.activity.code if instance.activity else "",
            "title": instance.title,
            "version": instance.version,
            "rating": data.rating,
            "why_not_relevant": data.why_not_relevant,
            "done": data.done,
            "changed": data.changed,
            "target_groups": list(data.target_groups),
            "answers": [_answer(instance, answer) for answer in data.answers],
            "questions": QuestionSerializer(instance.questions, many=True).data,
        }


def _answer(section: SectionLayout, answer: AnswerData) -> dict[str, Any]:
    shown = type_of(section.question(answer.question)).show(section.question(answer.question), answer)
    return {**AnswerSerializer(answer).data, "shown": shown}


class ReportDetailSerializer(ReportSerializer):
    """A report with all its sections."""

    sections = serializers.SerializerMethodField()
    nil_statement = serializers.SerializerMethodField()

    class Meta(ReportSerializer.Meta):
        fields = [*ReportSerializer.Meta.fields, "nil_statement", "exempt_reason", "sections"]

    def get_nil_statement(self, report: Report) -> str:
        """Empty where none is stated: a text that was withdrawn waits on the page only."""
        return report.nil_statement if report.is_nil else ""

    @extend_schema_field(SectionSerializer(many=True))
    def get_sections(self, report: Report) -> Any:
        sections = self.context["layout"].sections.values()
        return SectionSerializer(sections, many=True, context=self.context).data


class VersionSerializer(serializers.ModelSerializer[Version]):
    """The receipt of a submission."""

    class Meta:
        model = Version
        fields = ["number", "receipt", "sha256", "submitted_at"]


class ReturnSerializer(serializers.ModelSerializer[Return]):
    class Meta:
        model = Return
        fields = ["number", "reason", "due_on", "returned_at"]


class DecisionSerializer(InputSerializer):
    """`version`: the version that was read; where it no longer stands, nothing is decided."""

    version = serializers.IntegerField(required=False, min_value=1, max_value=LARGEST_NUMBER)


class ReturnInputSerializer(DecisionSerializer):
    due_on = serializers.DateField(validators=[refuse_far_day])
    reason = serializers.CharField(max_length=MOST_CHARACTERS, allow_blank=True, default="")


class WithdrawSerializer(InputSerializer):
    reason = serializers.CharField(max_length=MOST_CHARACTERS, allow_blank=True, default="")


class ReopenSerializer(InputSerializer):
    reason = serializers.CharField(max_length=MOST_CHARACTERS)
    due_on = serializers.DateField(required=False, allow_null=True, default=None, validators=[refuse_far_day])
