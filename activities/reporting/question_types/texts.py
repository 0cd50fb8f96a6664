"""Questions that are answered in one's own words."""

from django.utils.translation import gettext_lazy

from activities.reporting.question_types.base import QuestionType
from activities.reporting.question_types.registry import register


@register
class ShortText(QuestionType):
    kind = "text"
    label = gettext_lazy("short text")
    example = "Nairobi"
    is_free_text = True
    has_unit = False


@register
class LongText(QuestionType):
    kind = "long_text"
    label = gettext_lazy("long text")
    widget = "long"
    example = "We met twice."
    is_free_text = True
    has_unit = False
