"""API endpoints of the members, and of signing in by token."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from knox.models import AuthToken
from rest_framework.exceptions import PermissionDenied
from rest_framework.mixins import ListModelMixin
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response

from kernel.api_permissions import NEEDS_SECOND_FACTOR, HasRole, may
from kernel.endpoints import Endpoint, KnownParameters, ReadOnlyEndpoint
from kernel.parsers import ShortFormParser, ShortJSONParser
from kernel.serializers import NothingSerializer
from members.filters import MemberFilter, OrganisationFilter
from members.models import Member, Organisation
from members.requests import reader
from members.rules import VIEW_MEMBERS
from members.serializers import (
    MemberDetailSerializer,
    MemberSerializer,
    OrganisationDetailSerializer,
    SignInSerializer,
    TokenSerializer,
)
from members.services.tokens import SIGN_IN_LASTS, create_token, revoke_all_tokens, revoke_token

DETAILS = ("names", "memberships", "classifications", "organisations")


class MemberViewSet(ReadOnlyEndpoint):
    """Members with what they were on a day: on 31 December of `year`, else today."""

    permission_classes = [may(VIEW_MEMBERS)]
    queryset = Member.objects.none()
    filterset_class = MemberFilter
    lookup_field = "iso2"
    ordering_fields = ["country", "iso2"]
    takes = {"retrieve": ["year"]}

    def get_queryset(self) -> QuerySet[Member]:
        members = Member.objects.visible_to(reader(self.request)).select_related("region", "subregion")
        return members.prefetch_related(*DETAILS) if self.action == "retrieve" else members

    def get_serializer_class(self) -> type[MemberSerializer]:
        return MemberDetailSerializer if self.action == "retrieve" else MemberSerializer


class OrganisationViewSet(ListModelMixin, Endpoint):
    """Regional standards organizations; donors and partners for those who may see them."""

    serializer_class = OrganisationDetailSerializer
    permission_classes = [may(VIEW_MEMBERS)]
    queryset = Organisation.objects.none()
    filterset_class = OrganisationFilter
    ordering_fields = ["acronym", "name"]

    def get_queryset(self) -> QuerySet[Organisation]:
        return Organisation.objects.visible_to(reader(self.request)).prefetch_related("members").distinct()


class SignInView(KnownParameters):
    """Exchange e-mail, password and, where two-step sign-in is on, a code for a token of 12 hours."""

    authentication_classes = []
    permission_classes = [AllowAny]
    throttle_scope = "sign-in"
    parser_classes = [ShortJSONParser, ShortFormParser]
    """A form, too, is understood here, as command lines send it; the document names JSON alone."""

    @extend_schema(request={"application/json": SignInSerializer}, responses={201: TokenSerializer})
    def post(self, request: Request) -> Response:
        form = SignInSerializer(data=request.data, context={"request": request})
        form.is_valid(raise_exception=True)
        user = form.validated_data["user"]
        if not user.current_roles:
            raise PermissionDenied(str(HasRole.message))
        if user.second_factor_step:
            raise PermissionDenied(str(NEEDS_SECOND_FACTOR))
        return Response(TokenSerializer(new_token(user)).data, status=201)


def new_token(user: Any) -> dict[str, Any]:
    token, text = create_token(user=user, lasts=SIGN_IN_LASTS, now=timezone.now())
    return {"token": text, "expiry": token.expiry}


class SignOutView(KnownParameters):
    """Make the token that signs this request useless; whose role has ended may do so, too."""

    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        NothingSerializer(data=request.data).is_valid(raise_exception=True)
        if isinstance(request.auth, AuthToken):
            revoke_token(user=reader(request), digest=request.auth.digest)
        return Response(status=204)


class SignOutEverywhereView(KnownParameters):
    """Make all one's tokens useless."""

    permission_classes = [IsAuthenticated]

    @extend_schema(request=None, responses={204: None})
    def post(self, request: Request) -> Response:
        NothingSerializer(data=request.data).is_valid(raise_exception=True)
        revoke_all_tokens(user=reader(request))
        return Response(status=204)
