"""The addresses of people's data; they name nobody."""

from django.urls import path

from activities.privacy import views

app_name = "privacy"

urlpatterns = [
    path("privacy/people/", views.people, name="people"),
    path("privacy/people/doubles/", views.doubles, name="doubles"),
    path("privacy/people/<int:first>/and/<int:second>/", views.merge, name="merge"),
]
