"""Every address of the portal: which method, as whom, and what it answers.

An address that is not here fails `test_every_address_is_in_the_table`.  Places in curly
brackets are ids of `tests.access.world`.
"""

from tests.access.lines import (
    DEVT,
    HIDDEN,
    KENYA,
    MOVED,
    NO,
    NO_MULTIPART,
    NSB,
    OK,
    SIGNED_IN,
    UNPROCESSABLE,
    WRITERS,
    Line,
    all_get,
    api,
    page,
    post,
)
from tests.access.registers import KNOWN, lines

EVERYONE = page(*SIGNED_IN)
RESULTS = page(*DEVT, *NSB, "devco")
DEVT_PAGE = page(*DEVT)
OWN_REPORT = page(*DEVT, *KENYA, no=HIDDEN)
ACCOUNT = page(*SIGNED_IN, nobody=OK)

LOGIN_FREE = {
    "health": "Load balancers ask it; it tells well or not.",
    "sources": "Credits and licences of the data are due to everyone.",
    "members:invitation": "Who is invited has no account yet; the link is the key.",
    "members:demo_outbox": "Answers in the demonstration only, whose people are all invented.",
    "members:demo_email": "Answers in the demonstration only, whose people are all invented.",
    "members:closed": "Says that the address leads nowhere.",
    "feedback:enter": "Those who come to an event have no account; the code is shown in the room.",
    "feedback:answer": "As above.",
    "feedback:thanks": "As above.",
    "account_login": "The way in.",
    "account_signup": "Says that nobody signs up.",
    "account_logout": "Who is signed out already is sent home.",
    "account_inactive": "Says that the account is closed.",
    "account_reset_password": "Who forgot the password cannot sign in.",
    "account_reset_password_done": "As above.",
    "account_reset_password_from_key": "As above; the link is the key.",
    "account_reset_password_from_key_done": "As above.",
    "account_confirm_login_code": "A step of signing in.",
    "mfa_authenticate": "The second step of signing in.",
    "admin:login": "Sends on to the one way in.",
    "api_sign_in": "The API's way in.",
}
"""Every address that answers strangers, and why."""

REPORT = {year: {"pk": f"{{report_{year}}}"} for year in range(2011, 2016)}
DRAFT, ACCEPTED, IN_REVIEW, SUBMITTED, EXEMPT = (REPORT[year] for year in (2013, 2011, 2012, 2014, 2015))
PLAN = {"code": "{plan}"}
TICKET = "0d7b7c3e-6d6b-4c0e-9a3e-2f6a4c1d9b55"
DOUBLES = {"first": "{person}", "second": "{double}"}
MERGED = {"seen": "{seen_of_doubles}", "name": "second", "sure": "on"}
RECEIVED = {"iso2": "KE", "code": "GR-2013-001"}
ROUND = {"code": "{plan}", "year": 2013}
NEW_ROUND = {"code": "{second_plan}", "year": 2016}
CLOSED_ROUND = {"code": "{closed_plan}", "year": 2016}
UNTOUCHED_ROUND = {"code": "{closed_plan}", "year": 2017}
ACTIVITY = {"plan_code": "{plan}", "code": "{activity}"}
SECTION = {"key": "{activity}"}
INDICATOR = {"code": "{plan}", "indicator_code": "{indicator}"}
FIGURE = "?year=2011&split=total"
DATES = {"opens_on": "2017-01-01", "due_on": "2017-02-01", "closes_on": "2017-03-01"}
FUTURE_DATES = {"opens_on": "2012-01-01", "due_on": "2199-02-01", "closes_on": "2199-03-01"}
FILLED = {"{anchor}-version": "1", "{anchor}-done": "We met again.", "{anchor}-rating": "on_track"}
SECTION_BODY = {
    "expected_version": 1,
    "rating": "on_track",
    "done": "We met again.",
    "answers": [{"question": "trained", "number": 4}],
}


HOME = [
    Line("health", all_get(OK)),
    Line("home", EVERYONE),
    Line("search", EVERYONE, query="?q=kenya"),
    Line("sources", all_get(OK)),
]

MEMBERS = [
    Line("members:members", EVERYONE),
    Line("members:member", EVERYONE, {"iso2": "{member}"}),
    Line("committees:committee", EVERYONE, {"pk": "{committee}"}),
    Line("members:people", page(*DEVT, "officer")),
    Line("members:people_invite", page(*DEVT, "officer")),
    post(
        "members:people_invite",
        page(*DEVT, "officer", ok=MOVED),
        body={"email": "n@example.org", "role": "nsb_viewer", "member": "{kenya_pk}"},
    ),
    post("members:people_resend", page(*DEVT, "officer", ok=MOVED), {"pk": "{invitation}"}),
    Line("members:people_revoke", page(*DEVT, "officer"), {"pk": "{invitation}"}),
    post("members:people_revoke", page(*DEVT, "officer", ok=MOVED), {"pk": "{invitation}"}),
    Line("members:people_end_role", page(*DEVT, "officer"), {"pk": "{role_of_viewer}"}),
    post("members:people_end_role", page(*DEVT, "officer", ok=MOVED), {"pk": "{role_of_viewer}"}),
    post(
        "members:people_end_role", page("administrator", ok=MOVED, officer=HIDDEN), {"pk": "{role_of_devt}"}
    ),
    Line("members:people_remove_factor", page("administrator"), {"pk": "{guarded}"}),
    post(
        "members:people_remove_factor",
        page("administrator", ok=MOVED),
        {"pk": "{guarded}"},
        body={"reason": "The phone was lost."},
    ),
    Line("members:invitation", all_get(NO, anonymous=OK), {"token": "{link}"}),
    post("members:invitation", all_get(NO, anonymous=OK), {"token": "{link}"}, writers=()),
    Line("members:profile", ACCOUNT),
    post(
        "members:profile",
        page(*SIGNED_IN, nobody=MOVED, ok=MOVED),
        body={"name": "Another name", "time_zone": ""},
    ),
    post("members:new_token", page(*SIGNED_IN, ok=201), body={"days": "30"}),
    post(
        "members:end_token",
        page(*SIGNED_IN, ok=MOVED, nobody=MOVED),
        {"digest": "{digest_of_viewer}"},
        writers=["viewer"],
    ),
    Line("members:demo_outbox", all_get(HIDDEN)),
    Line("members:demo_email", all_get(HIDDEN), {"pk": "{email}"}),
]

IMPORT, IMPORT_FILE = {"pk": "{import}"}, {"pk": "{import}", "file": "{import_file}"}
UNCHECKED_FILE = {"pk": "{import_with_problem}", "file": "{import_file_with_problem}"}
IMPORTS = [
    Line("imports:list", DEVT_PAGE),
    Line("imports:new", DEVT_PAGE, {"importer": "targets"}),
    post(
        "imports:new",
        page(*DEVT, ok=MOVED),
        {"importer": "targets"},
        body={"targets-pasted": "plan\tindicator\tyear\tvalue\n"},
    ),
    Line("imports:template", DEVT_PAGE, {"importer": "targets", "slot": "targets", "suffix": "xlsx"}),
    Line("imports:import", DEVT_PAGE, IMPORT),
    Line("imports:import", DEVT_PAGE, {"pk": "{import_with_problem}"}),
    Line("imports:left-out", DEVT_PAGE, IMPORT_FILE),
    post("imports:assume", page(*DEVT, ok=MOVED), IMPORT_FILE, body={"separator": ","}),
    post("imports:put-right", page(*DEVT, ok=MOVED), UNCHECKED_FILE, body={"C2": "2012"}),
    post("imports:leave-out", page(*DEVT, ok=MOVED), UNCHECKED_FILE),
    Line("imports:import", DEVT_PAGE, {"pk": "{import_matching}"}),
    post(
        "imports:put-right",
        page(*DEVT, ok=MOVED),
        {"pk": "{import_matching}", "file": "{import_file_matching}"},
        body={"row-2": "new"},
    ),
    post("imports:confirm", page(*DEVT, ok=MOVED), IMPORT),
    post("imports:undo", page(*DEVT, ok=MOVED), {"pk": "{import_confirmed}"}),
]

PLANS = [
    Line("outputs:plans", EVERYONE),
    Line("outputs:plan", EVERYONE, PLAN),
    Line("outputs:output", EVERYONE, {"code": "{plan}", "number": 1}),
    Line("activities:activity", EVERYONE, ACTIVITY),
    Line("reporting:narratives", DEVT_PAGE, ACTIVITY),
    Line("reporting:narratives_csv", DEVT_PAGE, ACTIVITY),
    Line("reporting:narratives_xlsx", DEVT_PAGE, ACTIVITY),
]

ROUNDS = [
    Line("reporting:current_round", page(*DEVT, ok=MOVED)),
    Line("reporting:rounds", DEVT_PAGE, PLAN),
    Line("reporting:new_round", DEVT_PAGE, {"code": "{second_plan}"}),
    post(
        "reporting:new_round",
        page(*DEVT, ok=MOVED),
        {"code": "{second_plan}"},
        body={"year": 2017, **DATES},
    ),
    Line("reporting:round", DEVT_PAGE, ROUND),
    Line("reporting:queue", DEVT_PAGE, ROUND),
    Line("reporting:review_queue", DEVT_PAGE),
    Line("reporting:progress_file", DEVT_PAGE, ROUND),
    Line("reporting:change_dates", DEVT_PAGE, ROUND),
    post(
        "reporting:change_dates",
        page(*DEVT, ok=MOVED),
        ROUND,
        body={**FUTURE_DATES, "reason": "Floods.", "confirmed": "yes"},
    ),
    Line("reporting:needs_eye", DEVT_PAGE, ROUND),
    Line("reporting:add_members", DEVT_PAGE, ROUND),
    post("reporting:add_members", page(*DEVT, ok=MOVED), ROUND, body={"members": "{member_without_report}"}),
    Line("reporting:close_round", DEVT_PAGE, ROUND),
    post("reporting:close_round", page(*DEVT, ok=MOVED), ROUND, body={"reason": "All have reported."}),
    Line("reporting:cancel_round", DEVT_PAGE, UNTOUCHED_ROUND),
    post("reporting:cancel_round", page(*DEVT, ok=MOVED), UNTOUCHED_ROUND, body={"reason": "Too early."}),
    Line("reporting:remove_round", DEVT_PAGE, NEW_ROUND),
    post("reporting:remove_round", page(*DEVT, ok=MOVED), NEW_ROUND),
    Line("reporting:reopen_round", DEVT_PAGE, CLOSED_ROUND),
    post(
        "reporting:reopen_round",
        page(*DEVT, ok=MOVED),
        CLOSED_ROUND,
        body={"members": "{kenya_pk}", "due_on": "2199-01-01", "reason": "No line."},
    ),
    Line("reporting:open_round", DEVT_PAGE, NEW_ROUND),
    post("reporting:open_round", page(*DEVT, ok=MOVED), NEW_ROUND),
    Line("reporting:extend", DEVT_PAGE, ROUND),
    post(
        "reporting:extend",
        page(*DEVT, ok=MOVED),
        ROUND,
        body={"member": "KE", "due_on": "2199-01-01", "reason": "Flood."},
    ),
    Line("reporting:remind", DEVT_PAGE, ROUND),
    post("reporting:remind", page(*DEVT, ok=MOVED), ROUND, body={"members": "{kenya_pk}"}),
]

REVIEW = [
    Line("reporting:review", DEVT_PAGE, IN_REVIEW),
    Line("reporting:review_section", DEVT_PAGE, IN_REVIEW | SECTION),
    post("reporting:write_remark", page(*DEVT, ok=MOVED), IN_REVIEW | SECTION, body={"text": "How many?"}),
    post("reporting:delete_remark", page(*DEVT, ok=MOVED), IN_REVIEW | {"remark_pk": "{remark}"}),
    post("reporting:start_review", page(*DEVT, ok=MOVED), SUBMITTED),
    post("reporting:take_over", page(*DEVT, ok=MOVED), IN_REVIEW, writers=["administrator"]),
    Line("reporting:return", DEVT_PAGE, IN_REVIEW),
    post(
        "reporting:return",
        page("devt", ok=MOVED, administrator=OK),
        IN_REVIEW,
        body={"version": 2, "due_on": "2199-01-01", "reason": "Say more."},
    ),
    Line("reporting:accept", DEVT_PAGE, IN_REVIEW),
    post("reporting:accept", page("devt", ok=MOVED, administrator=OK), IN_REVIEW, body={"version": 2}),
    Line("reporting:reopen", DEVT_PAGE, ACCEPTED),
    post("reporting:reopen", page(*DEVT, ok=MOVED), ACCEPTED, body={"reason": "A slip."}),
    Line("reporting:exempt", DEVT_PAGE, DRAFT),
    post("reporting:exempt", page(*DEVT, ok=MOVED), DRAFT, body={"reason": "War."}),
    Line("reporting:end_exemption", DEVT_PAGE, EXEMPT),
    post("reporting:end_exemption", page(*DEVT, ok=MOVED), EXEMPT),
]

REPORTS = [
    Line("reporting:my_reports", EVERYONE),
    *(Line("reporting:report", OWN_REPORT, place) for place in REPORT.values()),
    *(
        Line(
            "reporting:step",
            page(*WRITERS, no=HIDDEN, viewer=MOVED, administrator=MOVED, devt=MOVED),
            DRAFT | {"number": number},
        )
        for number in (1, 2)
    ),
    Line("reporting:step", OWN_REPORT, DRAFT | {"number": "{sign_step}"}),
    post(
        "reporting:step",
        page(*WRITERS, ok=MOVED, no=HIDDEN, viewer=NO, administrator=NO, devt=NO),
        DRAFT | {"number": 2},
        body=FILLED,
    ),
    Line("reporting:section", page(*DEVT, *KENYA, ok=MOVED, no=HIDDEN), DRAFT | SECTION),
    Line(
        "reporting:answer_remarks",
        page(*WRITERS, no=HIDDEN, viewer=NO, administrator=NO, devt=NO),
        DRAFT | SECTION,
    ),
    post(
        "reporting:answer_remarks",
        page(*WRITERS, ok=MOVED, no=HIDDEN, viewer=NO, administrator=NO, devt=NO),
        DRAFT | SECTION,
        body={"text": "As you say."},
    ),
    Line(
        "reporting:evidence",
        page(*WRITERS, no=HIDDEN, viewer=NO, administrator=NO, devt=NO),
        DRAFT | SECTION,
    ),
    post(
        "reporting:evidence",
        page(*WRITERS, ok=UNPROCESSABLE, no=HIDDEN, viewer=NO, administrator=NO, devt=NO),
        DRAFT | SECTION,
    ),
    Line(
        "reporting:remove_evidence",
        page(*WRITERS, no=HIDDEN, viewer=NO, administrator=NO, devt=NO),
        DRAFT | SECTION | {"file_key": "{evidence}"},
    ),
    post(
        "reporting:remove_evidence",
        page(*WRITERS, ok=MOVED, no=HIDDEN, viewer=NO, administrator=NO, devt=NO),
        DRAFT | SECTION | {"file_key": "{evidence}"},
    ),
    Line("reporting:evidence_file", OWN_REPORT, DRAFT | {"file_key": "{evidence}"}),
    Line("reporting:version_file", OWN_REPORT, ACCEPTED | {"number": 1, "sha256": "{signed_file}"}),
    post(
        "reporting:submit",
        page("officer", ok=MOVED, no=HIDDEN, editor=NO, viewer=NO, administrator=NO, devt=NO),
        DRAFT,
        body={"confirmed": "on"},
    ),
    Line(
        "reporting:withdraw",
        page("officer", no=HIDDEN, editor=NO, viewer=NO, administrator=NO, devt=NO),
        SUBMITTED,
    ),
    post(
        "reporting:withdraw",
        page("officer", ok=MOVED, no=HIDDEN, editor=NO, viewer=NO, administrator=NO, devt=NO),
        SUBMITTED,
    ),
    *(
        Line(
            "reporting:conflict",
            page(
                "editor", no=HIDDEN, viewer=NO, administrator=NO, devt=NO, ok=OK if method == "get" else MOVED
            ),
            DRAFT | {"copy_pk": "{conflict_copy}"},
            method=method,
            body=body,
        )
        for method, ok, body in (("get", OK, {}), ("post", MOVED, {"version": "1"}))
    ),
    Line("reporting:version", OWN_REPORT, ACCEPTED | {"number": 1}),
    Line("reporting:receipt", OWN_REPORT, ACCEPTED | {"number": 1}),
    Line("reporting:compare", OWN_REPORT, ACCEPTED | {"number": 1, "other": 2}),
]

FIGURES = [
    Line("indicators:current", page(*SIGNED_IN, ok=MOVED)),
    Line("indicators:framework", EVERYONE, PLAN),
    Line("indicators:runs", page(*DEVT, "devco"), PLAN),
    post("indicators:start-run", page(*DEVT, ok=MOVED), PLAN),
    Line("indicators:list", EVERYONE, PLAN),
    Line("indicators:indicator", EVERYONE, INDICATOR),
    Line("indicators:indicator", EVERYONE, INDICATOR, query=FIGURE),
    Line("indicators:results", RESULTS, INDICATOR),
    Line("indicators:values", RESULTS, INDICATOR, query=FIGURE),
    Line("dashboard:current", page(*DEVT, *NSB, "devco", ok=MOVED)),
    Line("dashboard:newest", page(*DEVT, *NSB, "devco", ok=MOVED), PLAN),
    *(Line("dashboard:dashboard", RESULTS, {"code": "{plan}", "year": year}) for year in range(2011, 2016)),
]

SIGN_IN_AGAIN = page(*SIGNED_IN, ok=MOVED, nobody=MOVED)
NOTHING_TO_SHOW = page(nobody=HIDDEN, no=HIDDEN)
"""Nobody of the world has two-step sign-in on."""
OPEN_TO_STRANGERS = all_get(OK)

ACCOUNTS = [
    Line("account_login", all_get(MOVED, anonymous=OK)),
    Line("account_logout", ACCOUNT | {"anonymous": MOVED}),
    Line("account_inactive", OPEN_TO_STRANGERS),
    Line("account_signup", all_get(MOVED, anonymous=OK)),
    Line("account_reauthenticate", ACCOUNT),
    Line("members:closed", all_get(HIDDEN)),
    Line("members:closed", all_get(HIDDEN), {"key": "abc"}),
    Line("account_change_password", ACCOUNT),
    Line("account_set_password", SIGN_IN_AGAIN),
    Line("account_reset_password", OPEN_TO_STRANGERS),
    Line("account_reset_password_done", OPEN_TO_STRANGERS),
    Line("account_reset_password_from_key", OPEN_TO_STRANGERS, {"uidb36": "{guarded_link}", "key": "a-b"}),
    Line("account_reset_password_from_key_done", OPEN_TO_STRANGERS),
    Line("account_confirm_login_code", all_get(MOVED)),
    Line("mfa_index", ACCOUNT),
    Line("mfa_authenticate", all_get(MOVED)),
    Line("mfa_reauthenticate", SIGN_IN_AGAIN),
    Line("mfa_activate_totp", SIGN_IN_AGAIN),
    Line("mfa_deactivate_totp", NOTHING_TO_SHOW),
    Line("mfa_view_recovery_codes", NOTHING_TO_SHOW),
    Line("mfa_generate_recovery_codes", SIGN_IN_AGAIN),
    Line("mfa_download_recovery_codes", NOTHING_TO_SHOW),
    Line("usersessions_list", ACCOUNT),
]

API_EVERYONE = api(*SIGNED_IN)
API_RESULTS = api(*DEVT, *NSB, "devco")
API_REVIEW = api(*DEVT, no=HIDDEN, officer=NO, editor=NO, viewer=NO)

API_READING = [
    Line("api-root", API_EVERYONE),
    Line("member-list", API_EVERYONE),
    Line("member-detail", API_EVERYONE, {"iso2": "{member}"}),
    Line("organisation-list", API_EVERYONE),
    Line("committee-list", API_EVERYONE),
    Line("committee-detail", API_EVERYONE, {"pk": "{committee}"}),
    Line("icsfield-list", API_EVERYONE),
    Line("statistic-list", API_EVERYONE),
    Line("plan-list", API_EVERYONE),
    Line("plan-detail", API_EVERYONE, PLAN),
    Line("output-list", API_EVERYONE),
    Line("output-detail", API_EVERYONE, {"pk": "{output_pk}"}),
    Line("targetgroup-list", API_EVERYONE),
    Line("targetgroup-detail", API_EVERYONE, {"pk": "{target_group_pk}"}),
    Line("activity-list", API_EVERYONE),
    Line("activity-detail", API_EVERYONE, {"pk": "{activity_pk}"}),
    Line("indicator-list", API_EVERYONE),
    Line("indicator-detail", API_EVERYONE, {"pk": "{indicator_pk}"}),
    Line("result-list", API_RESULTS, query="?page_size=500"),
    Line("result-detail", API_RESULTS, {"pk": "{result}"}),
    Line("run-list", api(*DEVT, "devco")),
    Line("run-detail", api(*DEVT, "devco"), {"pk": "{run}"}),
    post("run-list", api(*DEVT, ok=201), body={"plan": "{plan}"}),
    Line("dashboard-list", API_RESULTS, query="?plan={plan}&year=2011"),
    Line("round-list", API_EVERYONE),
    Line("round-detail", api(*DEVT, *NSB, "devco", no=HIDDEN), {"pk": "{round_2013}"}),
    Line("round-questions", api(*DEVT, *NSB, "devco", no=HIDDEN), {"pk": "{round_2013}"}),
]

API_REPORTS = [
    Line("report-list", API_EVERYONE),
    *(Line("report-detail", api(*DEVT, *KENYA, no=HIDDEN), place) for place in REPORT.values()),
    Line("report-section", api(*DEVT, *KENYA, no=HIDDEN), DRAFT | SECTION),
    Line(
        "report-section",
        api(*WRITERS, no=HIDDEN, viewer=NO, administrator=NO, devt=NO),
        DRAFT | SECTION,
        method="put",
        body=SECTION_BODY,
    ),
    Line("report-evidence", api(*DEVT, *KENYA, no=HIDDEN), DRAFT | SECTION),
    post(
        "report-evidence",
        api(*WRITERS, ok=NO_MULTIPART, no=HIDDEN, viewer=NO, administrator=NO, devt=NO),
        DRAFT | SECTION,
    ),
    Line("report-evidence-file", api(*DEVT, *KENYA, no=HIDDEN), DRAFT | {"file_key": "{evidence}"}),
    Line(
        "report-evidence-file",
        api(*WRITERS, ok=204, no=HIDDEN, viewer=NO, administrator=NO, devt=NO),
        DRAFT | {"file_key": "{evidence}"},
        method="delete",
    ),
    post(
        "report-submit",
        api("officer", no=HIDDEN, editor=NO, viewer=NO, administrator=NO, devt=NO),
        DRAFT,
    ),
    post(
        "report-withdraw",
        api("officer", no=HIDDEN, editor=NO, viewer=NO, administrator=NO, devt=NO),
        SUBMITTED,
    ),
    post("report-start-review", API_REVIEW, SUBMITTED),
    post("report-take-over", API_REVIEW, IN_REVIEW, writers=["administrator"]),
    post(
        "report-send-back",
        API_REVIEW | {"administrator": 409},
        IN_REVIEW,
        body={"due_on": "2199-01-01", "reason": "Say more."},
    ),
    post("report-accept", API_REVIEW | {"administrator": 409}, IN_REVIEW),
    post("report-reopen", API_REVIEW, ACCEPTED, body={"reason": "A slip."}),
]

API_SIGNING_IN = [
    Line("api_docs", EVERYONE),
    Line("api_schema", api(*SIGNED_IN)),
    post("api_sign_in", all_get(400), body={"email": "editor@example.org", "password": "wrong"}, writers=()),
    post("api_sign_out", api(*SIGNED_IN, ok=204, nobody=204), writers=()),
    post("api_sign_out_everywhere", api(*SIGNED_IN, ok=204, nobody=204)),
]

ADMINISTRATION = [
    Line("admin:index", page(*DEVT, no=MOVED)),
    Line("admin:search", page(*DEVT, no=MOVED), query="?s=kenya"),
    Line("admin:login", all_get(NO, anonymous=MOVED)),
    post("admin:logout", page(*DEVT, no=MOVED), writers=()),
    Line("admin:password_change", page(*DEVT, no=MOVED, ok=MOVED)),
    Line("admin:password_change_done", page(*DEVT, no=MOVED, ok=MOVED)),
    Line("admin:autocomplete", page(no=MOVED, administrator=NO, devt=NO)),
    Line("admin:jsi18n", page(*DEVT, no=MOVED)),
    Line(
        "admin:view_on_site",
        page(*DEVT, no=MOVED, ok=MOVED),
        {"content_type_id": "{plan_type}", "object_id": "{plan_pk}"},
    ),
    Line("admin:app_list", page(*DEVT, no=MOVED), {"app_label": "outputs"}),
]

WRITERS_PAGE = page(*DEVT, *WRITERS, "other")
WRITERS_PAGE_MOVED = page(*DEVT, *WRITERS, "other", ok=MOVED)

LINES = [
    *HOME,
    *MEMBERS,
    *PLANS,
    *IMPORTS,
    *ROUNDS,
    *REVIEW,
    *REPORTS,
    *FIGURES,
    *ACCOUNTS,
    *API_READING,
    *API_REPORTS,
    *API_SIGNING_IN,
    *ADMINISTRATION,
    Line("registers", EVERYONE),
    Line("registers_positions:comparison", EVERYONE),
    post("registers_events:take_over", page(*DEVT, ok=MOVED), {"code": "EV-2013-001"}, writers=()),
    Line("feedback:enter", all_get(OK)),
    post("feedback:enter", all_get(MOVED), body={"code": "CDE345"}, writers=()),
    Line("feedback:answer", all_get(OK), {"code": "CDE345"}),
    post(
        "feedback:answer",
        all_get(MOVED),
        {"code": "CDE345"},
        body={"ticket": TICKET, "useful": "4"},
        writers=(*SIGNED_IN, "anonymous", "nobody"),
    ),
    Line("feedback:thanks", all_get(OK), {"code": "CDE345"}),
    *(
        Line("feedback:asking", page(*DEVT, *KENYA, "devco", other=HIDDEN, donor=HIDDEN), {"code": code})
        for code in ("EV-2013-001", "EV-2013-010")
    ),
    post(
        "feedback:asking",
        page(*DEVT, *WRITERS, ok=MOVED, other=HIDDEN, donor=HIDDEN),
        {"code": "EV-2013-001"},
        body={"closes_on": "2199-01-01"},
        writers=(),
    ),
    *(
        Line(f"feedback:{name}", page(*DEVT, *WRITERS, other=HIDDEN), {"code": "EV-2013-001"})
        for name in ("close", "sheet", "type")
    ),
    post("feedback:close", page(*DEVT, *WRITERS, ok=MOVED, other=HIDDEN), {"code": "EV-2013-001"}),
    post(
        "feedback:take_out",
        page(*DEVT, ok=MOVED),
        {"code": "EV-2013-010"},
        body={"remark": "{feedback_remark}"},
    ),
    post(
        "feedback:type",
        page(*DEVT, *WRITERS, ok=MOVED, other=HIDDEN),
        {"code": "EV-2013-001"},
        body={"ticket": TICKET, "way": "sheet", "useful": "4"},
    ),
    *(
        Line("certificates:event", page(*DEVT, *KENYA, other=HIDDEN), {"code": code})
        for code in ("EV-2013-001", "EV-2013-011")
    ),
    post("certificates:event", page(*DEVT, ok=MOVED, other=HIDDEN), {"code": "EV-2013-011"}),
    Line(
        "certificates:one",
        page(*DEVT, *KENYA, other=HIDDEN),
        {"code": "EV-2013-011", "participant": "PT-2013-003"},
    ),
    Line("certificates:sheet", DEVT_PAGE, {"code": "EV-2013-001"}),
    Line("certificates:file", DEVT_PAGE, {"code": "EV-2013-011"}),
    Line("privacy:people", DEVT_PAGE, query="?q=Nobody"),
    post("privacy:people", DEVT_PAGE, writers=()),
    Line("privacy:doubles", DEVT_PAGE),
    Line("privacy:doubles", DEVT_PAGE, query="?q=canary"),
    Line("privacy:merge", DEVT_PAGE, DOUBLES),
    post("privacy:merge", DEVT_PAGE, DOUBLES, writers=()),
    post("privacy:merge", page(*DEVT, ok=MOVED), DOUBLES, body=MERGED),
    Line("confirmations:received", page(*WRITERS, "other")),
    Line("confirmations:received_of", page(*WRITERS, other=HIDDEN), {"iso2": "KE"}),
    post("confirmations:received_of", page(*WRITERS, ok=MOVED, other=HIDDEN), {"iso2": "KE"}, writers=()),
    Line("confirmations:dispute", page(*WRITERS, other=HIDDEN), RECEIVED),
    post(
        "confirmations:dispute",
        page(*WRITERS, ok=MOVED, other=HIDDEN),
        RECEIVED,
        body={"comment": "It was six days."},
    ),
    Line("confirmations:disputes", DEVT_PAGE),
    Line("confirmations:resolve", DEVT_PAGE, {"pk": "{dispute}"}),
    post(
        "confirmations:resolve",
        page(*DEVT, ok=MOVED),
        {"pk": "{dispute}"},
        body={"resolution": "Five, by the report."},
    ),
    Line("registers_needs:ranking", WRITERS_PAGE),
    post("registers_needs:ranking", WRITERS_PAGE_MOVED, body={"rank_{need_pk}": "1"}, writers=WRITERS),
    Line("registers_needs:call", WRITERS_PAGE),
    post("registers_needs:call", WRITERS_PAGE_MOVED, writers=()),
    Line("registers_needs:open_call", DEVT_PAGE),
    post(
        "registers_needs:open_call",
        page(*DEVT, ok=MOVED),
        body={"plan": "{plan_pk}", "year": "2014", "opens_on": "2013-06-01", "closes_on": "2013-07-31"},
    ),
    *(line for known in KNOWN for line in lines(known)),
]

NO_LINE = {
    "account_email": "Stands behind the closed pages, which answer in its stead.",
    "account_email_verification_sent": "As above.",
    "account_confirm_email": "As above.",
    "admin:?": "The administration's old addresses and its page for unknown ones, under the same guard.",
    "components": "The gallery is there in development only.",
}
"""Names that have no line, and why."""
