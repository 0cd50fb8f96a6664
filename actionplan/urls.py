"""Every address of the portal."""

from django.contrib import admin
from django.urls import include, path

from kernel.health import health
from kernel.registers.views.lists import registers

handler400 = "kernel.refused.bad_request"
handler500 = "kernel.database_away.server_error"

urlpatterns = [
    path("health/", health, name="health"),
    path("", include("actionplan.home.urls")),
    path("", include("kernel.imports.urls")),
    path("", include("members.urls")),
    path("", include("members.committees.urls")),
    path("", include("members.participation.urls")),
    path("", include("outputs.urls")),
    path("", include("activities.urls")),
    path("registers/", registers, name="registers"),
    path("", include("activities.needs.urls")),
    path("", include("activities.events.urls")),
    path("", include("activities.partnerships.urls")),
    path("", include("activities.skills.urls")),
    path("", include("activities.support.urls")),
    path("", include("activities.sponsorships.urls")),
    path("", include("activities.resources.urls")),
    path("", include("activities.outreach.urls")),
    path("", include("activities.fora.urls")),
    path("", include("activities.academia.urls")),
    path("", include("activities.briefings.urls")),
    path("", include("activities.benefit.urls")),
    path("", include("activities.funding.urls")),
    path("", include("activities.accounts.urls")),
    path("", include("activities.feedback.urls")),
    path("", include("activities.confirmations.urls")),
    path("", include("activities.privacy.urls")),
    path("", include("activities.certificates.urls")),
    path("", include("activities.reporting.urls")),
    path("", include("indicators.urls")),
    path("", include("indicators.dashboard.urls")),
    path("account/", include("allauth.urls")),
    path("api/", include("actionplan.api")),
    path("admin/", admin.site.urls),
]
