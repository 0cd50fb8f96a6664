"""What the invented reports have in common: how large things are, and what cannot be without what.

Codes are those of the plan's questions; one that a plan lacks is passed over.
"""

from decimal import Decimal

ACHIEVED_BY_OUTPUT = {1: 1.0, 2: 0.97, 3: 0.9, 4: 0.86, 5: 1.03, 6: 0.72}
"""How near members come to the targets of each output, as a share."""

TYPICAL = {
    "q1_2_arrangements": 1.6,
    "q1_2_arrangements_ended": 0.6,
    "q1_3_experts": 7.0,
    "q1_3_sponsored": 3.0,
    "q2_3_trainers": 7.0,
    "q2_4_packages_used": 3.0,
    "q2_6_ended": 14.0,
    "q2_7_participants": 25.0,
    "q3_2_regulations": 40.0,
    "q3_5_publications": 4.0,
    "q3_6_standards_listed": 320.0,
    "q4_2_asked": 3.0,
    "q4_3_recommendations": 5.0,
    "q4_4_objectives": 4.0,
    "q4_4_ended": 0.8,
    "q5_2_decisions": 3.0,
    "q5_3_commitments": 4.0,
    "q5_4_resources": 2.0,
    "q6_2_agreements": 1.4,
    "q6_4_participants": 30.0,
}
"""What a member of middling size counts, where no target is a number of these things."""

TYPICAL_COUNT = 3.0
TYPICAL_INCOME = 4_000_000
TYPICAL_FUNDS = 30_000
EVENTS = "q3_3_events"
PERSONS_AT_AN_EVENT = 55

NEEDS = {
    "q1_3_experts": "q1_3_meeting_attended",
    "q1_3_sponsored": "q1_3_experts",
    "q3_3_events": "q3_3_participants",
    "q4_2_rating": "q4_2_trained",
    "q4_2_change": "q4_2_trained",
    "q4_4_lower_rating": "q4_4_objectives",
    "q5_2_useful": "q5_2_ceo_present",
    "q5_3_commitments": "q5_3_agreements",
    "q5_4_uses": "q5_4_resources",
    "q5_5_benefit": "q5_5_took_part",
    "q6_2_agreements": "q6_2_has_agreement",
    "q6_3_students": "q6_3_institutions",
    "q6_3_accredited": "q6_3_institutions",
}
"""Where the second is 0 or no, the first is 0 or no; a rating is not applicable."""

GIVEN_WITH = ("q6_2_agreements", "q3_3_events", "q6_3_students")
"""Of these a member has at least one, where it has what they need."""

AT_MOST = {"q1_3_sponsored": "q1_3_experts", "q2_3_trained": "q2_3_trainers"}
AT_MOST_LAST_YEAR = {"q4_2_asked": "q4_2_trained", "q1_2_arrangements_ended": "q1_2_arrangements"}
"""Who is asked six months later was trained the year before; what ended was in force."""

CHANGES_EACH_YEAR = (
    "details_devco",
    "q4_2_change",
    "q5_2_ceo_present",
    "q5_2_useful",
    "way_forward_needs_assisted",
    "way_forward_shared",
)
"""Yes and no that are of the year; every other yes stays, once it is given."""

INCLUDES_SECRETARIATS = "q1_2_positions"
"""Leadership positions: the secretariats of the official series, and chairs and convenors."""

SLIP = "q2_2_trained"
SLIPS = Decimal(10)
SHARE_OF_SLIPS = 0.08
"""In the running round some members give ten times too much, so that the review has a flag to show."""
