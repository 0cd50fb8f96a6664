"""The room of feedback."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeedbackConfig(AppConfig):
    name = "activities.feedback"
    verbose_name = _("Feedback")

    def ready(self) -> None:
        from activities.feedback.panels import FEEDBACK
        from kernel.registers.joints import RECORD_PAGE

        RECORD_PAGE.show(FEEDBACK)
