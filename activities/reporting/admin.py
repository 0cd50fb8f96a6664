"""DEVT edits rounds and questions here, and reads what members wrote; reports move on their pages only."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from import_export.resources import ModelResource
from unfold.contrib.import_export.forms import ExportForm

from activities.reporting.admin_forms import QuestionForm
from activities.reporting.models import (
    Answer,
    Evidence,
    Extension,
    Question,
    Remark,
    Report,
    Return,
    Round,
    RoundAct,
    Section,
    SetAside,
    Transition,
    Version,
)
from activities.reporting.selectors.acts import details_in_words, members_of
from activities.reporting.selectors.questions import why_code_stays
from activities.reporting.services.questions import questions_changed, remove_questions, save_question
from kernel.admin import PortalAdmin, ReadOnlyAdmin, ReadOnlyInline
from kernel.admin_export import BoundedExport, LinkedImport
from kernel.admin_groups import Group

ASKING = Group("asking", _("Ask members"), 20)
READING = Group("reading", _("Read reports"), 30)
FIXED_ONCE_ANSWERED = ("plan", "activity", "step", "code", "kind", "split_by")


class QuestionResource(ModelResource):
    """Wording and bounds; what a question is cannot be changed by a file."""

    class Meta:
        model = Question
        import_id_fields = ("plan__code", "code")
        fields = (
            *("plan__code", "code", "label", "hint", "unit", "minimum", "maximum", "required"),
            *("valid_from_year", "valid_to_year", "position"),
        )

    def before_save_instance(self, instance: Question, row: Any, **kwargs: Any) -> None:
        if instance.pk is None:
            raise ValidationError(_("There is no such question; add it by hand first."))

    def after_import(self, dataset: Any, result: Any, **kwargs: Any) -> None:
        if not kwargs.get("dry_run"):
            questions_changed()


class ReportResource(ModelResource):
    class Meta:
        model = Report
        fields = (
            *("round__plan__code", "round__year", "member__iso2", "member__country", "state"),
            *("is_nil", "accepted_at", "exempt_reason", "is_sample"),
        )


class AnswerResource(ModelResource):
    class Meta:
        model = Answer
        fields = (
            *("section__report__round__year", "section__report__member__iso2", "section__report__state"),
            *("section__activity__code", "section__step", "question__code", "part"),
            *("number", "text", "absence", "reason"),
        )


@admin.register(Round)
class RoundAdmin(PortalAdmin):
    """Opened, closed and moved on its page, which writes to the members."""

    group = ASKING
    list_display = ["year", "plan", "opens_on", "due_on", "closes_on", "opened_at", "closed_at"]
    list_filter = ["plan"]
    list_select_related = ["plan"]
    search_fields = ["year", "plan__code", "plan__title"]
    autocomplete_fields = ["plan"]
    readonly_fields = ["opened_at", "closed_at", "cancelled_at"]

    def get_readonly_fields(self, request: HttpRequest, obj: Round | None = None) -> list[str]:
        fixed = ["plan", "year", "opens_on", "due_on", "closes_on"] if obj and obj.is_opened else []
        return [*self.readonly_fields, *fixed]

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and not (obj and obj.is_opened)


@admin.register(RoundAct)
class RoundActAdmin(ReadOnlyAdmin):
    group = ASKING
    list_display = ["round", "action", "at", "by", "reason"]
    list_filter = ["action", "round"]
    list_select_related = ["round__plan", "by"]
    search_fields = ["reason"]
    fields = ["round", "action", "at", "by", "reason", "what"]
    readonly_fields = ["what"]

    @admin.display(description=_("details"))
    def what(self, act: RoundAct) -> str:
        return "; ".join(details_in_words(act, members_of(act)))


@admin.register(Question)
class QuestionAdmin(LinkedImport, PortalAdmin):
    importer = "questions"
    """What a question is stays fixed once it has answers; its wording and bounds do not."""

    group = ASKING
    form = QuestionForm
    resource_classes = [QuestionResource]
    export_form_class = ExportForm
    list_display = ["code", "label", "place", "kind", "unit", "required", "split_by", "aggregation"]
    list_filter = ["plan", "kind", "required", "split_by", "aggregation", "step", "activity__output"]
    list_select_related = ["plan", "activity"]
    search_fields = ["code", "label", "hint", "serves"]
    autocomplete_fields = ["plan", "activity", "at_most"]
    fieldsets = [
        (None, {"fields": ["plan", ("activity", "step"), "code", "label", "hint", "position"]}),
        (
            _("Answer"),
            {"fields": [("kind", "unit"), "choices", ("minimum", "maximum"), "at_most", "required"]},
        ),
        (_("Figure"), {"fields": [("aggregation", "split_by"), "serves"]}),
        (_("Validity"), {"fields": [("valid_from_year", "valid_to_year")]}),
    ]

    @admin.display(description=_("section"), ordering="activity__code")
    def place(self, question: Question) -> str:
        return question.printed_section

    def get_readonly_fields(self, request: HttpRequest, obj: Question | None = None) -> tuple[str, ...]:
        if obj and obj.answers.exists():
            return FIXED_ONCE_ANSWERED
        return ("code",) if obj and why_code_stays(obj) else ()

    def save_model(self, request: HttpRequest, obj: Question, form: Any, change: bool) -> None:  # noqa: FBT001
        if form.has_changed() or not change:
            save_question(question=obj)

    def delete_model(self, request: HttpRequest, obj: Question) -> None:
        remove_questions(questions=Question.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Question]) -> None:
        remove_questions(questions=queryset)


class TransitionInline(ReadOnlyInline):
    model = Transition
    fields = ["at", "by", "source", "target", "reason"]
    ordering = ["at"]


class VersionInline(ReadOnlyInline):
    model = Version
    fields = ["number", "receipt", "submitted_at", "submitted_by", "sha256"]


class ReturnInline(ReadOnlyInline):
    model = Return
    fields = ["number", "reason", "due_on", "returned_at", "returned_by"]


@admin.register(Report)
class ReportAdmin(BoundedExport, ReadOnlyAdmin):
    group = READING
    resource_classes = [ReportResource]
    export_form_class = ExportForm
    list_display = ["member", "round", "state", "is_nil", "accepted_at", "is_sample"]
    list_filter = ["round", "state", "is_nil", "is_sample", "member__region"]
    list_select_related = ["round__plan", "member"]
    search_fields = ["member__country", "member__acronym", "member__iso2"]
    inlines = [VersionInline, ReturnInline, TransitionInline]


@admin.register(Section)
class SectionAdmin(ReadOnlyAdmin):
    group = READING
    list_display = ["report", "printed", "rating", "version", "saved_at", "saved_by"]
    list_filter = ["report__round", "rating", "step", "activity"]
    list_select_related = ["report__round", "report__member", "activity", "saved_by"]
    search_fields = ["activity__code", "report__member__country", "why_not_relevant", "done", "changed"]


@admin.register(Answer)
class AnswerAdmin(BoundedExport, ReadOnlyAdmin):
    group = READING
    resource_classes = [AnswerResource]
    export_form_class = ExportForm
    list_display = ["question", "part", "number", "text", "absence", "section", "report"]
    list_filter = ["section__report__round", "absence", "section__activity"]
    list_select_related = [
        *("question", "section__activity", "section__report__round", "section__report__member"),
    ]
    search_fields = ["question__code", "question__label", "section__report__member__country"]

    @admin.display(description=_("report"))
    def report(self, answer: Answer) -> Report:
        return answer.section.report


@admin.register(Evidence)
class EvidenceAdmin(ReadOnlyAdmin):
    group = READING
    list_display = ["name", "section", "media_type", "size", "added_at", "added_by"]
    list_filter = ["media_type"]
    list_select_related = ["section__activity", "added_by"]
    search_fields = ["name", "sha256"]
    exclude = ["file"]  # no address serves it but the portal's own download
    readonly_fields = ["download"]

    @admin.display(description=_("file"))
    def download(self, evidence: Evidence) -> str:
        return format_html('<a href="{}">{}</a>', evidence.get_absolute_url(), evidence.name)


@admin.register(Version)
class VersionAdmin(ReadOnlyAdmin):
    group = READING
    list_display = ["receipt", "report", "number", "submitted_at", "submitted_by"]
    list_filter = ["report__round"]
    list_select_related = ["report__round", "report__member", "submitted_by"]
    search_fields = ["receipt", "sha256"]
    exclude = ["content", "activities"]  # the portal's own page shows them as they were signed
    readonly_fields = ["text"]

    @admin.display(description=_("what was signed"))
    def text(self, version: Version) -> str:
        address = reverse("reporting:version", args=[version.report_id, version.number])
        return format_html('<a href="{}">{}</a>', address, _("Read it"))


@admin.register(Transition)
class TransitionAdmin(ReadOnlyAdmin):
    group = READING
    list_display = ["report", "source", "target", "at", "by", "reason"]
    list_filter = ["target", "report__round"]
    list_select_related = ["report__round", "report__member", "by"]
    search_fields = ["report__member__country", "reason"]


@admin.register(Return)
class ReturnAdmin(ReadOnlyAdmin):
    group = READING
    list_display = ["report", "number", "due_on", "returned_at", "returned_by"]
    list_filter = ["report__round"]
    list_select_related = ["report__round", "report__member", "returned_by"]
    search_fields = ["report__member__country", "reason"]


@admin.register(Remark)
class RemarkAdmin(ReadOnlyAdmin):
    group = READING
    list_display = [
        "report",
        "printed",
        "text",
        "written_at",
        "written_by",
        "is_internal",
        "is_from_member",
    ]
    list_filter = ["is_internal", "is_from_member", "report__round"]
    list_select_related = ["report__round", "report__member", "activity", "written_by"]
    search_fields = ["text", "report__member__country"]


@admin.register(Extension)
class ExtensionAdmin(ReadOnlyAdmin):
    """Granted on the page of the round, which tells the member."""

    group = ASKING
    list_display = ["member", "round", "due_on", "reason", "granted_at", "granted_by"]
    list_filter = ["round"]
    list_select_related = ["member", "round__plan", "granted_by"]
    search_fields = ["member__country", "reason"]


@admin.register(SetAside)
class SetAsideAdmin(ReadOnlyAdmin):
    group = READING
    list_display = ["section", "entered_at", "entered_by", "settled_at"]
    list_filter = ["section__report__round"]
    list_select_related = ["section__activity", "entered_by"]
    search_fields = ["section__report__member__country"]
