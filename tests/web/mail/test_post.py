"""Handing over a mail: what the server's answers mean, and what may be tried again."""

import socket
from dataclasses import replace

import pytest

from tests.web.mail.post_office import PostOffice
from web.mail.letters import NotAnAddress, letter
from web.mail.post import Fate, Outcome, send
from web.settings import Mail

FACTS = {
    "council_name": "Eastmere", "council_phone": "01632 960000", "names": ["Brigholm Lunch Club"],
    "link": "https://signpost.example.org/organisation/abc", "until": "21 January 2027", "step": 1,
}  # fmt: skip


def mail_to(address: str = "office@friends.example.org", **facts: object) -> object:
    return letter(
        "reminder", address, "directory@eastmere.example.org", "Eastmere", {**FACTS, **facts}, message_id="m1"
    )


def sent(office: PostOffice, **facts: object) -> Outcome:
    return send(mail_to(**facts), office.mail, seconds=3)  # type: ignore[arg-type]


def test_it_works(office: PostOffice) -> None:
    assert sent(office) == Outcome(Fate.SENT, 250)
    [arrived] = office.arrived
    assert arrived["To"] == "office@friends.example.org"
    assert arrived["From"] == "Eastmere <directory@eastmere.example.org>"
    assert arrived["Subject"] == "Is what we say about Brigholm Lunch Club still right?"
    assert arrived["Message-ID"] == "<m1@eastmere.example.org>"
    assert arrived["Auto-Submitted"] == "auto-generated"


def test_both_forms_say_the_same_and_lead_to_the_same_page(office: PostOffice) -> None:
    sent(office)
    [arrived] = office.arrived
    text, html = (arrived.get_body((kind,)).get_content() for kind in ("plain", "html"))  # type: ignore[union-attr]
    for words in ("Brigholm Lunch Club", FACTS["link"], "21 January 2027", "01632 960000", "it has closed"):
        assert str(words) in text
        assert str(words) in html
    assert max(len(line) for line in arrived.as_bytes().splitlines()) <= 998


def test_a_name_cannot_write_headers_or_html(office: PostOffice) -> None:
    sent(office, names=["Lunch\r\nBcc: everybody@example.org <b>x</b>"])
    [arrived] = office.arrived
    assert arrived["Bcc"] is None
    html = arrived.get_body(("html",))
    assert html is not None
    assert "<b>x</b>" not in html.get_content()


@pytest.mark.parametrize(
    ("answer", "outcome"),
    [
        ("550 No such user", Outcome(Fate.REFUSED, 550)),
        ("553 Not allowed", Outcome(Fate.REFUSED, 553)),
        ("450 Busy", Outcome(Fate.NOT_SENT, 450)),
        ("552 Mailbox full", Outcome(Fate.NOT_SENT, 552)),
    ],
)
def test_what_an_address_is_told(office: PostOffice, answer: str, outcome: Outcome) -> None:
    office.says["office@friends.example.org"] = answer
    assert sent(office) == outcome
    assert office.arrived == []


def test_a_server_that_refuses_us_has_said_nothing_of_the_address(office: PostOffice) -> None:
    office.to_sender = "550 We do not know you"
    assert sent(office) == Outcome(Fate.NOT_SENT, 550, server_down=True)


def test_a_text_that_was_refused_may_be_sent_again(office: PostOffice) -> None:
    office.after_text = "451 Try later"
    assert sent(office) == Outcome(Fate.NOT_SENT, 451)


def test_a_connection_that_breaks_after_the_text_may_have_delivered_it(office: PostOffice) -> None:
    office.hangs_up = True
    assert sent(office).fate is Fate.UNKNOWN
    assert len(office.arrived) == 1


def test_no_server(office: PostOffice) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        mail = replace(office.mail, port=deaf.getsockname()[1])
        assert send(mail_to(), mail, seconds=1) == Outcome(Fate.NOT_SENT, server_down=True)  # type: ignore[arg-type]


def test_a_server_that_never_speaks(office: PostOffice) -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent:
        mail = replace(office.mail, port=silent.getsockname()[1])
        assert send(mail_to(), mail, seconds=0.5) == Outcome(Fate.NOT_SENT, server_down=True)  # type: ignore[arg-type]


def test_a_server_without_encryption_gets_nothing_where_it_is_asked_for(office: PostOffice) -> None:
    mail = replace(office.mail, security="starttls")
    assert send(mail_to(), mail, seconds=2).fate is Fate.NOT_SENT  # type: ignore[arg-type]
    assert office.arrived == []


@pytest.mark.parametrize("address", ["", "nobody", "a b@example.org", "é@example.org", "a@b@example.org"])
def test_no_mail_is_written_to_what_is_no_address(address: str) -> None:
    with pytest.raises(NotAnAddress):
        mail_to(address)


def test_the_password_of_the_mail_server_is_not_shown() -> None:
    assert "hunter2" not in repr(Mail(host="mail.example.org", password="hunter2"))
