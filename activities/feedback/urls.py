"""Addresses of feedback; those that are typed from a wall are short."""

from django.urls import path

from activities.feedback import views

app_name = "feedback"

urlpatterns = [
    path("f/", views.enter, name="enter"),
    path("f/<str:code>/", views.answer, name="answer"),
    path("f/<str:code>/thanks/", views.thanks, name="thanks"),
    path("registers/events/<str:code>/feedback/", views.asking, name="asking"),
    path("registers/events/<str:code>/feedback/close/", views.close, name="close"),
    path("registers/events/<str:code>/feedback/take-out/", views.take_out, name="take_out"),
    path("registers/events/<str:code>/feedback/sheet/", views.sheet, name="sheet"),
    path("registers/events/<str:code>/feedback/type/", views.type_in, name="type"),
]
