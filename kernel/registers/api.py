"""A register in the API: the same choices, checks and writers as on its pages."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError as DjangoValidationError
from django.db import models
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext as _
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema, extend_schema_field, extend_schema_view
from rest_framework import serializers, status
from rest_framework.decorators import action
from rest_framework.exceptions import NotFound, ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.access import require
from kernel.api import Conflict
from kernel.api_permissions import may
from kernel.endpoints import ReadOnlyEndpoint
from kernel.loading.references import Lookup, Named, lookup_of
from kernel.registers import services
from kernel.registers.declaration import Inline, MoveWords, Register
from kernel.registers.filters import RegisterFilter
from kernel.registers.listing import Listing
from kernel.registers.services import ChangedMeanwhileError, Rows, Written
from kernel.registers.tables import is_orderable
from kernel.serializers import InputSerializer, KnownChoiceField, KnownFields, NothingSerializer
from kernel.texts import MOST_CHARACTERS
from kernel.typed import NotReadableError
from kernel.workflow import WorkflowError, permission_of


@extend_schema_field(OpenApiTypes.STR)
class NamedField(serializers.RelatedField[Any, Any, Any]):
    """A thing by its code, or as files name it; one that cannot be chosen is refused with what is allowed."""

    def __init__(self, *, lookup: Lookup, **more: Any) -> None:
        super().__init__(**more)
        self.lookup = lookup

    def to_internal_value(self, data: Any) -> Any:
        things: Any = self.get_queryset()
        within = self.plan() if self.lookup.within else None
        try:
            return Named(things, self.lookup).get(str(data), within)
        except NotReadableError as refused:
            raise ValidationError(str(refused)) from refused

    def plan(self) -> Any:
        """The number of the plan that is sent, else of the record's own."""
        sent = getattr(self.root, "initial_data", {})
        if isinstance(sent, Mapping) and (code := sent.get("plan")):
            plan: Any = getattr(self.root, "fields", {})["plan"]
            return plan.to_internal_value(code).pk
        return getattr(getattr(self.root, "instance", None), "plan_id", None)

    def to_representation(self, value: Any) -> str:
        return self.lookup.written(value)

    def use_pk_only_optimization(self) -> bool:
        return False


class NamingSerializer(serializers.ModelSerializer[Any]):
    """Goes behind `KnownFields`; names other things by their codes, and says what is allowed."""

    serializer_choice_field = KnownChoiceField

    def build_relational_field(self, field_name: str, relation_info: Any) -> Any:
        model = relation_info.related_model
        many = relation_info.to_many
        kwargs: dict[str, Any] = {"lookup": lookup_of(model), "queryset": model._default_manager.all()}
        column = relation_info.model_field
        kwargs["required"] = not (column.blank or column.null)
        if many:
            kwargs |= {"many": True, "allow_empty": column.blank}
        elif column.null:
            kwargs["allow_null"] = True
        return NamedField, kwargs

    def build_standard_field(self, field_name: str, model_field: Any) -> Any:
        """Long texts have the limit that they have everywhere."""
        kind, kwargs = super().build_standard_field(field_name, model_field)
        if isinstance(model_field, models.TextField):
            kwargs["max_length"] = MOST_CHARACTERS
        return kind, kwargs


class RecordSerializer(NamingSerializer):
    """Reads a record for whoever asks, and what is sent of one."""

    register: Register[Any]
    expected_version = serializers.IntegerField(
        write_only=True, required=False, help_text="Of a change: the version that was read."
    )

    def get_fields(self) -> dict[str, Any]:
        fields = super().get_fields()
        reader = getattr(self.context.get("request"), "user", None)
        choices = self.register.choices(reader) if reader is not None and reader.is_authenticated else {}
        for name, queryset in choices.items():
            if (field := fields.get(name)) and queryset is not None:
                choosing: Any = getattr(field, "child_relation", field)
                choosing.queryset = queryset
            elif field:
                field.read_only = True
        return fields

    def to_representation(self, instance: Any) -> dict[str, Any]:
        """What this reader may not see is null, as the field `is_whole` says."""
        found: dict[str, Any] = super().to_representation(instance)
        if found.get("is_whole", True):
            return found
        kept = {"code", "is_whole", "is_sample", "cancelled_at", *self.register.public}
        return {name: value if name in kept else None for name, value in found.items()}


MOST_ROWS = 500
"""Of each kind that belong to a record; more come in a file."""


def serializer_of(register: Register[Any]) -> type[RecordSerializer]:
    """The register's fields, what the portal knows besides, and the rows that belong to it."""
    bounds: dict[str, Any] = {"many": True, "required": False, "max_length": MOST_ROWS}
    rows = {inline.name: rows_serializer(inline)(**bounds) for inline in register.inlines}
    known = ["code", "version", "is_whole", "is_sample", "cancelled_at", "cancelled_because"]
    if register.moves:
        known.insert(1, "state")
    filled = [name for name in register.fields if name != "code"]
    fields = ["code", *filled, *known[1:], *rows, "expected_version"]
    meta = type(
        "Meta",
        (),
        {
            "model": register.model,
            "fields": fields,
            "read_only_fields": known,
        },
    )
    whole = serializers.BooleanField(read_only=True, help_text="Whether nothing is kept back from you.")
    name = f"{register.model.__name__}Serializer"
    return type(
        name, (KnownFields, RecordSerializer), {"Meta": meta, "register": register, "is_whole": whole, **rows}
    )


def rows_serializer(inline: Inline) -> type[serializers.ModelSerializer[Any]]:
    class RowSerializer(KnownFields, NamingSerializer):
        id = serializers.IntegerField(required=False, help_text="Of a row on record; without it a new one.")

        class Meta:
            model = inline.model
            fields = ["id", *inline.fields]

    RowSerializer.__name__ = f"{inline.model.__name__}RowSerializer"
    return RowSerializer


class ReasonSerializer(InputSerializer):
    reason = serializers.CharField(required=False, allow_blank=True, max_length=MOST_CHARACTERS)


class MoveSerializer(ReasonSerializer):
    expected_version = serializers.IntegerField(
        required=False, help_text="The version that was read; where it no longer stands, nothing is done."
    )


def move_serializer(
    register: Register[Any], moves: Mapping[str, MoveWords]
) -> type[serializers.BaseSerializer[Any]]:
    """What is sent with one of the moves: the reason, and what is filled in with it."""
    names = list(dict.fromkeys(name for words in moves.values() for name in words.fields))
    if not names:
        return MoveSerializer
    meta = type("Meta", (), {"model": register.model, "fields": [*names, "reason", "expected_version"]})
    own = MoveSerializer().fields
    bases = (KnownFields, NamingSerializer)
    return type(f"{register.model.__name__}MoveSerializer", bases, {"Meta": meta, **own})


class RegisterEndpoint(ReadOnlyEndpoint):
    """Lists, shows, adds, changes, cancels and moves records; a record is named by its code."""

    register: Register[Any]
    lookup_field = "code"
    filterset_class: type[RegisterFilter]

    def get_queryset(self) -> QuerySet[Any]:
        """By what is not everybody's, only records are found that are seen whole."""
        if self.action != "list":
            return self.register.with_all(Listing(self.register, QueryDict(), self.request.user).visible)
        listing = Listing(self.register, self.request.query_params, self.request.user)
        asked = {name for name in self.request.query_params if name in self.filterset_class.base_filters}
        order = self.request.query_params.get("ordering", "").replace("-", "").split(",")
        open_orders = {"", "code", *listing.orders_for_all}
        hidden = asked - set(self.filterset_class.open_to_all) or {*order} - open_orders
        found = listing.visible.filter(is_whole=True) if hidden else listing.visible
        return self.register.with_all(found)

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """A list leaves out what was cancelled, unless it is asked for; by its code every record is found."""
        return super().filter_queryset(queryset) if self.action == "list" else queryset

    def partial_update(self, request: Request, code: str) -> Response:
        """Changes what is sent, unless somebody else has changed the record since `expected_version`."""
        record = self.get_object()
        if not record.is_whole:
            raise NotFound
        sent = self.checked(request, record)
        if (seen := sent.pop("expected_version", None)) is None:
            raise ValidationError({"expected_version": [_("Send the version that you read.")]})
        also = self.filled(record, sent)
        told(lambda: services.change_record(self.register, record, by=request.user, seen=seen, also=also))
        return self.shown(record.code)

    @action(detail=True, methods=["post"])
    def cancel(self, request: Request, code: str) -> Response:
        """Cancels the record, with the reason."""
        record, reason = self.get_object(), self.reason(request)
        told(
            lambda: services.cancel_record(
                self.register, record, by=request.user, reason=reason, now=timezone.now()
            )
        )
        return self.shown(code)

    @action(detail=True, methods=["post"])
    def restore(self, request: Request, code: str) -> Response:
        """Takes back that it was cancelled."""
        NothingSerializer(data=request.data).is_valid(raise_exception=True)
        record = self.get_object()
        told(lambda: services.restore_record(self.register, record, by=request.user))
        return self.shown(code)

    @action(detail=True, methods=["post"], url_path="moves/(?P<name>[a-z_]+)")
    def move(self, request: Request, code: str, name: str) -> Response:
        """Makes a move of the workflow."""
        record = self.get_object()
        if name not in self.register.moves:
            raise NotFound
        require(request.user, permission_of(record, name), record)
        sent = move_serializer(self.register, {name: self.register.moves[name]})(data=request.data)
        sent.is_valid(raise_exception=True)
        values = dict(sent.validated_data)
        also = {"reason": values.pop("reason", ""), "seen": values.pop("expected_version", None)}
        told(
            lambda: services.move_record(self.register, record, name, by=request.user, values=values, **also)
        )
        return self.shown(code)

    def reason(self, request: Request) -> str:
        sent = ReasonSerializer(data=request.data)
        sent.is_valid(raise_exception=True)
        return str(sent.validated_data.get("reason", ""))

    def checked(self, request: Request, record: Any) -> dict[str, Any]:
        made = self.get_serializer(record, data=request.data, partial=record is not None)
        made.is_valid(raise_exception=True)
        return dict(made.validated_data)

    def filled(self, record: Any, sent: dict[str, Any]) -> Written:
        """Put what was sent into the record; what is written besides is given back."""
        rows = [
            self.rows(inline, record, sent.pop(inline.name))
            for inline in self.register.inlines
            if inline.name in sent
        ]
        links = {name: value for name, value in sent.items() if services.is_link(record, name)}
        for name, value in sent.items():
            if name not in links:
                setattr(record, name, value)
        return Written(links, rows)

    def rows(self, inline: Inline, record: Any, sent: list[dict[str, Any]]) -> Rows:
        """Rows as they are to be: those on record that are not named are removed."""
        known = {row.pk: row for row in getattr(record, inline.name).all()} if record.pk else {}
        relation = getattr(self.register.model, inline.name).field.name
        kept = []
        for values in sent:
            key = values.pop("id", None)
            if key is not None and key not in known:
                raise ValidationError({inline.name: [_("There is no row %(id)s.") % {"id": key}]})
            row = known.pop(key) if key is not None else inline.model(**{relation: record})
            for name, value in values.items():
                setattr(row, name, value)
            kept.append(row)
        return Rows(kept, list(known.values()))

    def shown(self, code: str, answer: int = status.HTTP_200_OK) -> Response:
        record = self.get_queryset().get(code=code)
        return Response(self.get_serializer(record).data, status=answer)


def told(act: Any) -> None:
    """Do it; what is refused, as the API says it."""
    try:
        act()
    except ChangedMeanwhileError as changed:
        raise Conflict(str(changed)) from changed
    except WorkflowError as refused:
        raise Conflict(str(refused)) from refused
    except DjangoValidationError as refused:
        if hasattr(refused, "error_dict"):
            raise ValidationError(refused.message_dict) from refused
        raise ValidationError({"non_field_errors": refused.messages}) from refused


class Adding(RegisterEndpoint):
    """Of registers to which records are added one by one."""

    def create(self, request: Request) -> Response:
        """Adds a record, and makes its code."""
        require(request.user, self.register.permissions.add)
        sent = self.checked(request, None)
        sent.pop("expected_version", None)
        record = self.register.model()
        also = self.filled(record, sent)
        told(lambda: services.add_record(self.register, record, by=request.user, also=also))
        return self.shown(record.code, status.HTTP_201_CREATED)


def endpoint_of(register: Register[Any]) -> type[RegisterEndpoint]:
    """The register's endpoint, with those operations alone that it has."""
    shape = serializer_of(register)
    orderable = [name for name in register.all_columns if is_orderable(register.model, name)]
    described: dict[str, Any] = {
        "__doc__": str(register.words.about),
        "__module__": __name__,
        "register": register,
        "queryset": register.model._default_manager.none(),
        "serializer_class": shape,
        "filterset_class": register.filterset,
        "permission_classes": [may(register.permissions.view)],
        "ordering_fields": ["code", *orderable],
    }
    if not register.moves:
        described["move"] = None
    base = Adding if register.words.add else RegisterEndpoint
    made = type(f"{register.model.__name__}ViewSet", (base,), described)
    operations = {
        "partial_update": extend_schema(request=shape, responses=shape),
        "cancel": extend_schema(request=ReasonSerializer, responses=shape),
        "restore": extend_schema(request=NothingSerializer, responses=shape),
    }
    if register.words.add:
        operations["create"] = extend_schema(request=shape, responses={201: shape})
    if register.moves:
        sent = move_serializer(register, register.moves)
        operations["move"] = extend_schema(request=sent, responses=shape)
    return extend_schema_view(**operations)(made)
