"""Members, and signing in, as the API shows and takes them."""

from typing import Any

from django.core.exceptions import ValidationError
from rest_framework import serializers

from kernel.serializers import InputSerializer
from members.enums import INCOME_GROUPS, Category
from members.models import Classification, Member, MemberName, Membership, Organisation, Region
from members.services.sign_in import sign_in

MOST_OF_A_PASSWORD = 1_000
YES_NO = "`yes`, `no`, or null where it is not on record."


class MemberSerializer(serializers.ModelSerializer[Member]):
    """A member as on 31 December of the `year` that the filter names, else as today; null is unknown."""

    region = serializers.SlugRelatedField[Region]("slug", read_only=True, allow_null=True)
    subregion = serializers.SlugRelatedField[Region]("slug", read_only=True, allow_null=True)
    category = serializers.ChoiceField(Category.choices, read_only=True, allow_null=True)
    developing = serializers.CharField(read_only=True, allow_null=True, help_text=YES_NO)
    ldc = serializers.CharField(read_only=True, allow_null=True, help_text=YES_NO)
    lldc = serializers.CharField(read_only=True, allow_null=True, help_text=YES_NO)
    sids = serializers.CharField(read_only=True, allow_null=True, help_text=YES_NO)
    income = serializers.ChoiceField(INCOME_GROUPS, read_only=True, allow_null=True)

    class Meta:
        model = Member
        fields = [
            *("iso2", "iso3", "m49", "country", "name", "acronym", "region", "subregion"),
            *("category", "developing", "ldc", "lldc", "sids", "income"),
        ]


class MemberNameSerializer(serializers.ModelSerializer[MemberName]):
    class Meta:
        model = MemberName
        fields = ["name", "acronym", "valid_from", "valid_to", "needs_check", "source"]


class MembershipSerializer(serializers.ModelSerializer[Membership]):
    class Meta:
        model = Membership
        fields = ["category", "valid_from", "valid_to", "source"]


class ClassificationSerializer(serializers.ModelSerializer[Classification]):
    class Meta:
        model = Classification
        fields = ["scheme", "value", "valid_from", "valid_to", "source"]


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ["acronym", "name", "kind"]


class OrganisationDetailSerializer(OrganisationSerializer):
    members = serializers.SlugRelatedField[Member]("iso2", many=True, read_only=True)

    class Meta(OrganisationSerializer.Meta):
        fields = [
            *OrganisationSerializer.Meta.fields,
            *("region", "founded_year", "seat", "members", "notes", "source"),
        ]


class MemberDetailSerializer(MemberSerializer):
    names = MemberNameSerializer(many=True, read_only=True)
    memberships = MembershipSerializer(many=True, read_only=True)
    classifications = ClassificationSerializer(many=True, read_only=True)
    organisations = OrganisationSerializer(many=True, read_only=True)

    class Meta(MemberSerializer.Meta):
        fields = [
            *MemberSerializer.Meta.fields,
            *("names", "memberships", "classifications", "organisations", "source"),
        ]


class SignInSerializer(InputSerializer):
    """E-mail and password, and the authenticator's code where two-step sign-in is on."""

    email = serializers.EmailField(write_only=True, max_length=254)
    password = serializers.CharField(
        write_only=True,
        max_length=MOST_OF_A_PASSWORD,
        trim_whitespace=False,
        style={"input_type": "password"},
    )
    code = serializers.CharField(
        write_only=True,
        required=False,
        allow_blank=True,
        max_length=40,
        help_text="Code of the authenticator app, or a recovery code; needed where two-step sign-in is on.",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        request = self.context["request"]._request  # noqa: SLF001 - allauth wants Django's own request
        try:
            user = sign_in(
                request=request, email=attrs["email"], password=attrs["password"], code=attrs.get("code", "")
            )
        except ValidationError as refused:
            raise serializers.ValidationError(refused.message_dict) from refused
        return attrs | {"user": user}


class TokenSerializer(serializers.Serializer[Any]):
    token = serializers.CharField(read_only=True, help_text="Send it as `Authorization: Token …`.")
    expiry = serializers.DateTimeField(read_only=True)
