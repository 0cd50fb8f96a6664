"""Makes the portal's own site the site of the administration."""

from django.contrib.admin.apps import AdminConfig


class PortalAdminConfig(AdminConfig):
    default = True
    default_site = "kernel.admin_site.PortalAdminSite"
