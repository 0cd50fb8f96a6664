"""Addresses of the members pages."""

from django.urls import path

from members.views import account, countries, demo, invitations, people, profile

app_name = "members"

urlpatterns = [
    path("members/", countries.members, name="members"),
    path("members/<str:iso2>/", countries.member, name="member"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="people_invite"),
    path("people/invitations/<int:pk>/resend/", people.resend, name="people_resend"),
    path("people/invitations/<int:pk>/revoke/", people.revoke, name="people_revoke"),
    path("people/roles/<int:pk>/end/", people.end, name="people_end_role"),
    path("people/<int:pk>/second-factor/", people.remove_factor, name="people_remove_factor"),
    path("invitations/<str:token>/", invitations.invitation, name="invitation"),
    path("profile/", profile.profile, name="profile"),
    path("profile/tokens/", profile.new_token, name="new_token"),
    path("profile/tokens/<str:digest>/revoke/", profile.end_token, name="end_token"),
    path("account/email/", account.closed, name="closed"),
    path("account/confirm-email/", account.closed, name="closed"),
    path("account/confirm-email/<str:key>/", account.closed, name="closed"),
    path("demo/mail/", demo.outbox, name="demo_outbox"),
    path("demo/mail/<int:pk>/", demo.email, name="demo_email"),
]
