"""How templates name what a member is."""

from typing import Any

from django import template
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from kernel.templatetags.ui import missing
from members.enums import Category

register = template.Library()


@register.filter
def category_label(value: str) -> str:
    return str(Category(value).label)


@register.filter
def classes_of(member: Any) -> str | SafeString:
    """The classifications of a member from `with_facts_on`, in a line: "developing · LDC · Low income"."""
    groups = [
        (member.ldc, _("least developed")),
        (member.lldc, _("landlocked")),
        (member.sids, _("small island")),
    ]
    development = {"yes": _("developing"), "no": _("not developing")}.get(member.developing, "")
    words = [development, *(word for value, word in groups if value == "yes"), member.income or ""]
    return " · ".join(word for word in words if word) or missing(_("none on record"))


@register.filter
def class_value(value: str) -> str:
    """`yes` and `no` in the reader's language; the name of an income group as it is."""
    return {"yes": _("yes"), "no": _("no")}.get(value, value)
