"""Addresses of the papers of an event."""

from django.urls import path

from activities.certificates import views

app_name = "certificates"

urlpatterns = [
    path("registers/events/<str:code>/sign-in-sheet/", views.sheet, name="sheet"),
    path("registers/events/<str:code>/certificates/", views.certificates, name="event"),
    path("registers/events/<str:code>/certificates/file/", views.file, name="file"),
    path("registers/events/<str:code>/certificates/<str:participant>/", views.certificate, name="one"),
]
