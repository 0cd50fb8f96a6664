"""Addresses of the import pages."""

from django.urls import path, re_path

from kernel.imports import views

app_name = "imports"

urlpatterns = [
    path("imports/", views.imports, name="list"),
    path("imports/new/<slug:importer>/", views.new, name="new"),
    re_path(
        r"^imports/new/(?P<importer>[-\w]+)/(?P<slot>[-\w]+)\.(?P<suffix>csv|xlsx)$",
        views.template,
        name="template",
    ),
    path("imports/<int:pk>/", views.one, name="import"),
    path("imports/<int:pk>/confirm/", views.confirm, name="confirm"),
    path("imports/<int:pk>/undo/", views.take_back, name="undo"),
    path("imports/<int:pk>/files/<int:file>/assume/", views.assume, name="assume"),
    path("imports/<int:pk>/files/<int:file>/cells/", views.put_right, name="put-right"),
    path("imports/<int:pk>/files/<int:file>/leave-out/", views.leave_out, name="leave-out"),
    path("imports/<int:pk>/files/<int:file>/left-out.csv", views.left_out, name="left-out"),
]
