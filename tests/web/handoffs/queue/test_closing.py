"""Who may close what: the machine next to nothing, and nobody a request for an assessment by refusing it."""

from dataclasses import replace
from itertools import product

import pytest

from web.handoffs.queue.closing import ASSESSMENTS, Known, choices, machine_may_close, problem_with
from web.handoffs.queue.outcomes import label_of, outcomes
from web.models.handoff import HandoffOutcome, Kind, Priority
from web.words.book import words

EMPTY = Known(Kind.SUPPORT, None, False, False, False, Priority.ROUTINE, False)
# Client Level Data, Release 2 (domain notes, 5a): whatever we send is one of these, letter for letter.
RELEASE_2 = {
    "Progress to reablement/ST-Max", "Progress to assessment, review or reassessment",
    "Progress to support planning or services", "Continuation of support or services", "Admitted to hospital",
    "NFA: Responsibility moved to another local authority",
    "NFA: Referral to NHS services or NHS funded social care",
    "NFA: Self-funded client or under 12wk disregard", "NFA: Information and advice or signposting",
    "NFA: Referral to other service within the local authority", "NFA: Support declined", "NFA: Deceased",
    "NFA: Support ended as planned", "NFA: Support ended for other reason",
    "NFA: No services offered for other reason", "NFA: Other",
}  # fmt: skip


def test_the_machine_may_close_only_what_is_empty() -> None:
    assert machine_may_close(EMPTY)
    for more in (
        {"named": True}, {"needs": True}, {"risk": True}, {"has_caller": True}, {"kind": Kind.SAFEGUARDING},
        {"request": "talk_to_person"}, {"request": "request_assessment"}, {"priority": Priority.PRIORITY},
    ):  # fmt: skip
        assert not machine_may_close(replace(EMPTY, **more)), more


def test_a_named_contact_with_an_appearance_of_need_is_never_the_machines() -> None:
    for kind, request, needs, risk, priority in product(
        Kind, (None, "request_assessment", "complaint"), (False, True), (False, True), Priority
    ):
        assert not machine_may_close(Known(kind, request, True, needs, risk, priority, False))


@pytest.mark.parametrize("asked", sorted(ASSESSMENTS))
def test_nothing_that_refuses_closes_a_request_for_an_assessment(asked: str) -> None:
    known = replace(EMPTY, request=asked, named=True)
    refused = {code for code in outcomes() if problem_with(code, "why", known) == "assessment_asked"}
    assert {"no_assessment_needed", "info_only", "signposted_content", "unable_to_match"} <= refused
    for allowed in ("assessment_requested", "carer_assessment_requested", "declined_support"):
        assert problem_with(allowed, "they said so", known) is None


def test_a_page_offers_exactly_what_can_be_chosen() -> None:
    for request, named, kind in product((None, "request_assessment"), (False, True), Kind):
        known = replace(EMPTY, request=request, named=named, kind=kind)
        offered = {each.code.value for each in choices(known)}
        assert offered == {code for code in outcomes() if problem_with(code, "a note", known) is None}


@pytest.mark.parametrize(
    ("outcome", "note", "more", "problem"),
    [
        ("", None, {}, "choose"),
        ("deflected", None, {}, "choose"),
        ("safeguarding_enquiry", "x", {}, "choose"),
        ("info_only", None, {"kind": Kind.SAFEGUARDING}, "choose"),
        ("other", None, {}, "note"),
        ("no_assessment_needed", None, {}, "note"),
        ("info_only", "x" * 2001, {}, "long"),
        ("abandoned_anonymous", None, {"named": True}, "named"),
        ("abandoned_anonymous", None, {}, None),
        ("info_only", None, {}, None),
    ],
)
def test_what_is_wrong_with_an_outcome(
    outcome: str, note: str | None, more: dict[str, object], problem: str | None
) -> None:
    assert problem_with(outcome, note, replace(EMPTY, **more)) == problem  # type: ignore[arg-type]
    assert problem is None or problem in words("queue")["problems"]


def test_every_code_has_its_label_meaning_and_a_national_value_that_exists() -> None:
    assert set(outcomes()) == set(HandoffOutcome)
    for each in outcomes().values():
        assert each.label and each.meaning.endswith(".")
        assert each.cld is None or each.cld in RELEASE_2, each.code
        assert each.cld is None or Kind.SUPPORT in each.kinds
    assert label_of("no_assessment_needed") == "Did not need an assessment"
    assert [code for code, each in outcomes().items() if each.over_referral] == ["no_assessment_needed"]
