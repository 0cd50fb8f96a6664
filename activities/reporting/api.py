"""API endpoints of rounds and reports: the rules and services of the pages."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db.models import QuerySet
from django.http import FileResponse, Http404
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.generics import get_object_or_404
from rest_framework.parsers import MultiPartParser
from rest_framework.request import Request
from rest_framework.response import Response

from activities.reporting import serializers as shapes
from activities.reporting.downloads import attachment
from activities.reporting.errors import Incomplete
from activities.reporting.filters import ReportFilter, RoundFilter
from activities.reporting.models import Evidence, Question, Report, Round
from activities.reporting.rules import EDIT_REPORT, FILL_REPORT
from activities.reporting.selectors.dates import portal_day, with_dates
from activities.reporting.selectors.laying_out import layout_of
from activities.reporting.selectors.layout import SectionLayout
from activities.reporting.selectors.locks import why_locked
from activities.reporting.services import workflow
from activities.reporting.services.answers import InvalidSectionError, UnknownSectionError, save_section
from activities.reporting.services.evidence import (
    EvidenceRefusedError,
    add_evidence,
    remove_evidence,
    storage,
)
from kernel.access import require
from kernel.api import Conflict
from kernel.endpoints import ReadOnlyEndpoint
from kernel.serializers import NothingSerializer
from kernel.workflow import WorkflowError
from members.requests import reader


class RoundViewSet(ReadOnlyEndpoint):
    """Reporting rounds with their dates."""

    serializer_class = shapes.RoundSerializer
    queryset = Round.objects.none()
    filterset_class = RoundFilter
    ordering_fields = ["year", "due_on"]
    takes = {"questions": ("page", "page_size")}

    def get_queryset(self) -> QuerySet[Round]:
        return Round.objects.visible_to(reader(self.request)).select_related("plan")

    @extend_schema(responses=shapes.AskedSerializer(many=True))
    @action(detail=True, filter_backends=[])
    def questions(self, request: Request, pk: str | None = None) -> Response:
        """What members are asked in the round, in order."""
        round_ = self.get_object()
        asked = Question.objects.for_plan_year(round_.plan, round_.year).select_related("activity")
        page = self.paginate_queryset(asked)
        return self.get_paginated_response(shapes.AskedSerializer(page, many=True).data)


class ReportViewSet(ReadOnlyEndpoint):
    """Progress reports: all for DEVT, those of the own member for its people."""

    serializer_class = shapes.ReportSerializer
    queryset = Report.objects.none()
    filterset_class = ReportFilter
    ordering_fields = ["member__country", "round__year", "state", "due_on", "submitted_at"]

    def get_queryset(self) -> QuerySet[Report]:
        reports = Report.objects.visible_to(reader(self.request)).select_related("round__plan", "member")
        return with_dates(reports, today=portal_day())

    def handle_exception(self, exc: Exception) -> Response:
        return super().handle_exception(as_api_error(exc))

    @extend_schema(responses=shapes.ReportDetailSerializer)
    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:
        """A report with all its sections."""
        report = self.get_object()
        context = {**self.context_of(report), "layout": layout_of(report)}
        return Response(shapes.ReportDetailSerializer(report, context=context).data)

    @extend_schema(responses=shapes.SectionSerializer)
    @action(detail=True, url_path="sections/(?P<key>[^/]+)", url_name="section")
    def section(self, request: Request, key: str, pk: str | None = None) -> Response:
        """One section, with what is asked in it."""
        return self.shown(self.get_object(), key)

    @extend_schema(request=shapes.SectionInputSerializer, responses=shapes.SectionSerializer)
    @section.mapping.put
    def save_section(self, request: Request, key: str, pk: str | None = None) -> Response:
        """Replaces the section, unless somebody else has saved it since it was read."""
        report = self.get_object()
        require(reader(request), FILL_REPORT, report)
        if reason := why_locked(report):
            raise Conflict(reason)
        sent = checked(shapes.SectionInputSerializer, request)
        expected = sent.validated_data["expected_version"]
        save_section(report=report, key=key, data=sent.content, expected_version=expected, by=reader(request))
        return self.shown(report, key)

    @extend_schema(responses=shapes.EvidenceSerializer(many=True))
    @action(
        detail=True,
        url_path="sections/(?P<key>[^/]+)/evidence",
        pagination_class=None,
        filterset_class=None,
        parser_classes=[MultiPartParser],
    )
    def evidence(self, request: Request, key: str, pk: str | None = None) -> Response:
        """The files that show what a section says."""
        files = self.section_of(self.get_object(), key).evidence
        context = self.get_serializer_context()
        return Response(shapes.EvidenceSerializer(files, many=True, context=context).data)

    @extend_schema(
        request={"multipart/form-data": shapes.EvidenceInputSerializer},
        responses={201: shapes.EvidenceSerializer},
    )
    @evidence.mapping.post
    def add_evidence(self, request: Request, key: str, pk: str | None = None) -> Response:
        """Adds a file: PDF, image, spreadsheet or text, told from its content."""
        report = self.get_object()
        require(reader(request), FILL_REPORT, report)
        file = checked(shapes.EvidenceInputSerializer, request).validated_data["file"]
        added = add_evidence(report=report, key=key, file=file, by=reader(request))
        shown = shapes.EvidenceSerializer(added, context=self.get_serializer_context())
        return Response(shown.data, status=status.HTTP_201_CREATED)

    @extend_schema(responses={(200, "application/octet-stream"): OpenApiTypes.BINARY})
    @action(detail=True, url_path="evidence/(?P<file_key>[0-9a-f-]{36})", url_name="evidence-file")
    def evidence_file(self, request: Request, file_key: str, pk: str | None = None) -> FileResponse:
        """Downloads a file."""
        found = self.evidence_of(file_key)
        return attachment(storage(), str(found.file.name), name=found.name, media_type=found.media_type)

    @extend_schema(responses={204: None})
    @evidence_file.mapping.delete
    def remove_evidence(self, request: Request, file_key: str, pk: str | None = None) -> Response:
        """Takes a file from its section; signed versions keep it."""
        remove_evidence(evidence=self.evidence_of(file_key), by=reader(request))
        return Response(status=status.HTTP_204_NO_CONTENT)

    @extend_schema(request=None, responses=shapes.VersionSerializer)
    @action(detail=True, methods=["post"])
    def submit(self, request: Request, pk: str | None = None) -> Response:
        """Signs and submits; answers with the receipt."""
        report = self.get_object()
        checked(NothingSerializer, request)
        version = workflow.submit(report=report, by=reader(request))
        return Response(shapes.VersionSerializer(version).data)

    @extend_schema(request=shapes.WithdrawSerializer, responses=shapes.ReportSerializer)
    @action(detail=True, methods=["post"])
    def withdraw(self, request: Request, pk: str | None = None) -> Response:
        """Takes a submitted report back, until its review starts."""
        return self.moved(request, workflow.withdraw, shapes.WithdrawSerializer)

    @extend_schema(request=None, responses=shapes.ReportSerializer)
    @action(detail=True, methods=["post"], url_path="start-review")
    def start_review(self, request: Request, pk: str | None = None) -> Response:
        """Claims the review."""
        return self.moved(request, workflow.start_review)

    @extend_schema(request=None, responses=shapes.ReportSerializer)
    @action(detail=True, methods=["post"], url_path="take-over")
    def take_over(self, request: Request, pk: str | None = None) -> Response:
        """Takes over a review that another officer has claimed."""
        return self.moved(request, workflow.take_over)

    @extend_schema(request=shapes.ReturnInputSerializer, responses=shapes.ReturnSerializer)
    @action(detail=True, methods=["post"], url_path="return")
    def send_back(self, request: Request, pk: str | None = None) -> Response:
        """Returns the report with the remarks pinned to it, or with a reason, and a new due date."""
        report = self.get_object()
        sent = checked(shapes.ReturnInputSerializer, request)
        made = workflow.return_report(report=report, by=reader(request), **sent.validated_data)
        return Response(shapes.ReturnSerializer(made).data)

    @extend_schema(request=shapes.DecisionSerializer, responses=shapes.ReportSerializer)
    @action(detail=True, methods=["post"])
    def accept(self, request: Request, pk: str | None = None) -> Response:
        """Accepts what was signed."""
        return self.moved(request, workflow.accept, shapes.DecisionSerializer)

    @extend_schema(request=shapes.ReopenSerializer, responses=shapes.ReportSerializer)
    @action(detail=True, methods=["post"])
    def reopen(self, request: Request, pk: str | None = None) -> Response:
        """Takes an acceptance back."""
        return self.moved(request, workflow.reopen, shapes.ReopenSerializer)

    def moved(
        self, request: Request, move: Callable[..., Report], shape: type[Any] | None = None
    ) -> Response:
        report = self.get_object()
        arguments = checked(shape or NothingSerializer, request).validated_data
        move(report=report, by=reader(request), **arguments)
        return Response(shapes.ReportSerializer(self.get_object()).data)

    def shown(self, report: Report, key: str) -> Response:
        section = self.section_of(report, key)
        return Response(shapes.SectionSerializer(section, context=self.context_of(report)).data)

    def context_of(self, report: Report) -> dict[str, Any]:
        """Who can change a section gets all of it, what does not count under its rating included."""
        may_edit = reader(self.request).has_perm(EDIT_REPORT, report)
        return {**self.get_serializer_context(), "shows_kept": may_edit}

    def evidence_of(self, file_key: str) -> Evidence:
        files = Evidence.objects.visible_to(reader(self.request)).filter(section__report=self.get_object())
        return get_object_or_404(files.select_related("section__report"), key=file_key)

    def section_of(self, report: Report, key: str) -> SectionLayout:
        found = layout_of(report, only=[key]).section(key)
        if found is None:
            raise Http404
        return found


def checked(shape: type[Any], request: Request) -> Any:
    sent = shape(data=request.data)
    sent.is_valid(raise_exception=True)
    return sent


def as_api_error(error: Exception) -> Exception:
    """A service's refusal as the API says it: not found, invalid, or in conflict with the state."""
    if isinstance(error, UnknownSectionError):
        return NotFound(str(error))
    if isinstance(error, DjangoValidationError):
        return ValidationError(error.messages)
    return as_refusal(error)


def as_refusal(error: Exception) -> Exception:
    if isinstance(error, InvalidSectionError):
        return ValidationError(error.problems)
    if isinstance(error, EvidenceRefusedError):
        return ValidationError({"file": [str(error)]})
    if isinstance(error, Incomplete):
        return Conflict(str(error), error.problems)
    if isinstance(error, WorkflowError):
        return Conflict(str(error))
    return error
