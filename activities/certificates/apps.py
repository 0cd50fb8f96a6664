"""The room of sign-in sheets and certificates."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CertificatesConfig(AppConfig):
    name = "activities.certificates"
    verbose_name = _("Certificates")

    def ready(self) -> None:
        from activities.certificates.panels import PAPERS
        from activities.certificates.services import forget_certificates_with
        from activities.privacy.joints import FORGOTTEN
        from kernel.registers.joints import RECORD_PAGE

        RECORD_PAGE.show(PAPERS)
        FORGOTTEN.take(forget_certificates_with)
