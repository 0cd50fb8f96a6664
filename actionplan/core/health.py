"""Whether this web server can do its work: it reaches its database and its cache."""

from django.contrib.auth.decorators import login_not_required
from health_check.views import HealthCheckView

# Asked by load balancers, which do not sign in; it tells nothing but well or not.
health = login_not_required(HealthCheckView.as_view(checks=["health_check.Cache", "health_check.Database"]))
