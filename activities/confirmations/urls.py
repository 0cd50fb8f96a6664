"""Addresses of what members received, and of disputes."""

from django.urls import path

from activities.confirmations import views

app_name = "confirmations"

urlpatterns = [
    path("received/", views.received, name="received"),
    path("received/<str:iso2>/", views.received, name="received_of"),
    path("received/<str:iso2>/<str:code>/dispute/", views.dispute, name="dispute"),
    path("disputes/", views.disputes, name="disputes"),
    path("disputes/<int:pk>/", views.resolve, name="resolve"),
]
