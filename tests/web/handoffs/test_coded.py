"""Nobody is asked twice: what was told is in the codes of the record, and what was not is open."""

import pytest

from web.handoffs.coded import Told, coded, reaching, ways_in
from web.handoffs.preferences import Way
from web.words.book import words

PHONE, TEXT, EMAIL, LETTER = Way.PHONE, Way.TEXT, Way.EMAIL, Way.LETTER


@pytest.mark.parametrize(
    ("text", "wanted", "refused"),
    [
        ("", set(), set()),
        ("Please ring me", {PHONE}, set()),
        ("don't ring me, text me", {TEXT}, {PHONE}),
        ("don\u2019t ring me text me", {TEXT}, {PHONE}),
        ("Do not ring or text", set(), {PHONE, TEXT}),
        ("not by phone or by text, email is best", {EMAIL}, {PHONE, TEXT}),
        ("you can call but never text", {PHONE}, {TEXT}),
        ("I don't want to be called", set(), {PHONE}),
        ("no calls", set(), {PHONE}),
        ("write to me please", {LETTER}, set()),
        ("by phone, by email", {PHONE, EMAIL}, set()),
        ("text only", {TEXT}, set()),
        ("I hate phone calls, e-mail instead", {EMAIL}, {PHONE}),
        ("any time after dinner", set(), set()),
        ("ring me, don't ring me", {PHONE}, {PHONE}),
    ],
)
def test_ways_are_heard_with_their_not(text: str, wanted: set[Way], refused: set[Way]) -> None:
    assert ways_in(text) == (wanted, refused)


def test_what_is_refused_is_never_wanted() -> None:
    assert reaching(Told(how="ring me, don't ring me")) == {"never": ["phone"]}


def test_where_it_is_not_safe_no_way_is_taken_for_wanted() -> None:
    assert reaching(Told(how="he listens to my calls, text me", safe=False)) == {"safe": "no"}
    assert reaching(Told(how="text me", safe=True)) == {"prefers": ["text"], "safe": "yes"}


@pytest.mark.parametrize(
    ("told", "field", "value"),
    [
        (Told(), "source", None),
        (Told(about="self"), "source", "self"),
        (Told(about="someone_else"), "source", "family_friend_neighbour"),
        (Told(about="someone_else", request="professional_referral"), "source", "professional"),
        (Told(), "route_of_access", "community"),
        (Told(needs=["hospital_discharge", "meals"]), "route_of_access", "discharge_from_hospital"),
        (Told(needs=["hospital_discharge"]), "presenting_issue", "hospital_discharge"),
        (Told(request="carers_assessment", needs=["telecare"]), "presenting_issue", "assessment"),
        (Told(needs=["telecare", "equipment_aids"]), "presenting_issue", "simple_services"),
        (Told(needs=["telecare", "loneliness"]), "presenting_issue", None),
        (Told(agreed=True), "consent", "yes"),
        (Told(agreed=False), "consent", "no"),
        (Told(), "consent", None),
        (Told(about="someone_else", needs=["carers_break"]), "unpaid_carer", "yes"),
        (Told(about="self", needs=["carers_break"]), "unpaid_carer", None),
        (Told(services_shown=True, alert=True), "advice", ["services", "emergency_numbers"]),
        (Told(language="pl"), "interpreter", "pl"),
        (Told(person_knows="no"), "person_knows", "no"),
    ],
)
def test_fields(told: Told, field: str, value: object) -> None:
    assert coded(told).get(field) == value


def test_every_code_that_is_filled_in_has_a_label() -> None:
    book = words("contacts")
    everything = [
        Told(about, request, needs, services_shown=True, alert=True, how=how, safe=agreed, agreed=agreed)
        for about in ("self", "someone_else", "unknown")
        for request in (None, "professional_referral", "request_assessment")
        for needs in (["hospital_discharge"], ["telecare"], ["carers_break"])
        for agreed in (True, False)
        for how in ("ring, text, email, write to me, in person", "do not ring or text")
    ]
    groups = {"prefers": "ways", "never": "ways"}
    for told in everything:
        for field, value in coded(told).items():
            codes = value if isinstance(value, list) else [value]
            assert set(codes) <= set(book[groups.get(field, field)]), field


def test_every_question_of_the_page_has_its_words() -> None:
    book = words("contacts")
    asked = [field for group in book["groups"].values() for field in group["asks"]]
    assert sorted(asked) == sorted(book["asks"])
