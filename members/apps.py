from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

from kernel.joints import REFUSAL_TO_START


class MembersConfig(AppConfig):
    name = "members"
    verbose_name = _("Members and people")

    def ready(self) -> None:
        from kernel.references import name_by
        from members import checks, finding, navigation, sample, work  # noqa: F401 - need the models
        from members.models import Member, Organisation, Region, User

        for model, field in ((Member, "iso2"), (Organisation, "acronym"), (Region, "slug"), (User, "email")):
            name_by(model, field)
        navigation.register()
        finding.register()
        work.register()
        REFUSAL_TO_START.take(lambda _start: sample.refusal_to_start())
