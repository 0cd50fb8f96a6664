"""The address of people's data."""

from django.urls import path

from activities.privacy import views

app_name = "privacy"

urlpatterns = [path("privacy/people/", views.people, name="people")]
