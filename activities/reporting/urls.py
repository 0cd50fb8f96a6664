"""Addresses of the reporting pages."""

from django.urls import path

from activities.reporting.views import (
    conflicts,
    evidence,
    member,
    narratives,
    queue,
    remarks,
    review,
    round_acts,
    rounds,
    steps,
)

app_name = "reporting"

ROUND = "plans/<slug:code>/rounds/<int:year>/"
REVIEW = "reports/<int:pk>/review/"
NARRATIVES = "plans/<slug:plan_code>/activities/<str:code>/narratives/"
EVIDENCE = "reports/<int:pk>/sections/<str:key>/evidence/"

urlpatterns = [
    path("rounds/", rounds.current, name="current_round"),
    path("rounds/queue/", queue.review_queue, name="review_queue"),
    path("plans/<slug:code>/rounds/", rounds.rounds, name="rounds"),
    path("plans/<slug:code>/rounds/new/", round_acts.new_round, name="new_round"),
    path(ROUND, rounds.round_page, name="round"),
    path(f"{ROUND}queue/", rounds.queue, name="queue"),
    path(f"{ROUND}reports.csv", rounds.progress_file, name="progress_file"),
    path(f"{ROUND}dates/", round_acts.change_dates, name="change_dates"),
    path(f"{ROUND}open/", round_acts.open_round, name="open_round"),
    path(f"{ROUND}add-members/", round_acts.add_members, name="add_members"),
    path(f"{ROUND}close/", round_acts.close_round, name="close_round"),
    path(f"{ROUND}cancel/", round_acts.cancel_round, name="cancel_round"),
    path(f"{ROUND}remove/", round_acts.remove_round, name="remove_round"),
    path(f"{ROUND}reopen/", round_acts.reopen_round, name="reopen_round"),
    path(f"{ROUND}needs-your-eye/", rounds.needs_eye, name="needs_eye"),
    path(f"{ROUND}extend/", round_acts.extend, name="extend"),
    path(f"{ROUND}remind/", round_acts.remind, name="remind"),
    path(NARRATIVES, narratives.narratives, name="narratives"),
    path(f"{NARRATIVES}csv/", narratives.as_csv, name="narratives_csv"),
    path(f"{NARRATIVES}xlsx/", narratives.as_xlsx, name="narratives_xlsx"),
    path(REVIEW, review.overview, name="review"),
    path(f"{REVIEW}sections/<str:key>/", review.section, name="review_section"),
    path(f"{REVIEW}sections/<str:key>/remarks/", review.remark, name="write_remark"),
    path(f"{REVIEW}remarks/<int:remark_pk>/delete/", review.delete_remark, name="delete_remark"),
    path(f"{REVIEW}start/", review.start, name="start_review"),
    path(f"{REVIEW}take-over/", review.take_over, name="take_over"),
    path(f"{REVIEW}return/", review.return_report, name="return"),
    path(f"{REVIEW}accept/", review.accept, name="accept"),
    path(f"{REVIEW}reopen/", review.reopen, name="reopen"),
    path(f"{REVIEW}exempt/", review.exempt, name="exempt"),
    path(f"{REVIEW}end-exemption/", review.end_exemption, name="end_exemption"),
    path("reports/", member.my_reports, name="my_reports"),
    path("reports/<int:pk>/", member.report, name="report"),
    path("reports/<int:pk>/steps/<int:number>/", steps.step, name="step"),
    path("reports/<int:pk>/sections/<str:key>/", steps.go_to_section, name="section"),
    path("reports/<int:pk>/sections/<str:key>/remarks/", remarks.answer_remarks, name="answer_remarks"),
    path(EVIDENCE, evidence.evidence_of_section, name="evidence"),
    path(f"{EVIDENCE}<uuid:file_key>/remove/", evidence.remove, name="remove_evidence"),
    path("reports/<int:pk>/evidence/<uuid:file_key>/", evidence.evidence_file, name="evidence_file"),
    path("reports/<int:pk>/submit/", steps.submit, name="submit"),
    path("reports/<int:pk>/withdraw/", steps.withdraw, name="withdraw"),
    path("reports/<int:pk>/conflicts/<int:copy_pk>/", conflicts.conflict, name="conflict"),
    path("reports/<int:pk>/versions/<int:number>/", member.version, name="version"),
    path(
        "reports/<int:pk>/versions/<int:number>/evidence/<str:sha256>/",
        evidence.version_file,
        name="version_file",
    ),
    path("reports/<int:pk>/versions/<int:number>/receipt/", member.receipt, name="receipt"),
    path("reports/<int:pk>/versions/<int:number>/<int:other>/", member.compare, name="compare"),
]
