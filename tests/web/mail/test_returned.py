"""Mails that come back: only a report that says "never" counts, and only about a mail of ours."""

import pytest

from web.mail.returned import returned_mail

MAIL_ID = "0123456789abcdef01234567"
REPORT = """From: MAILER-DAEMON@mx.example.org
To: directory@eastmere.example.org
Subject: Undelivered
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Sorry.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.example.org

Final-Recipient: rfc822; office@friends.example.org
Action: {action}
Status: {status}

--b
Content-Type: {kind}

Message-ID: <{mail}@eastmere.example.org>
Subject: Is what we say about you still right?

--b--
"""


def report(
    action: str = "failed", status: str = "5.1.1", kind: str = "text/rfc822-headers", mail: str | None = None
) -> bytes:
    mail = f"{MAIL_ID}.reminder" if mail is None else mail
    return REPORT.format(action=action, status=status, kind=kind, mail=mail).encode()


@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_it_works(kind: str) -> None:
    assert returned_mail(report(kind=kind)) == MAIL_ID


@pytest.mark.parametrize(
    "raw",
    [
        report(action="delayed", status="4.4.1"),
        report(action="delivered", status="2.0.0"),
        report(status="4.2.2"),
        report(mail="something-else"),
        f"In-Reply-To: <{MAIL_ID}.reminder@eastmere.example.org>\n\nI am on leave.".encode(),
        b"",
        b"\xff\xfe\x00",
        b"Content-Type: multipart/report; boundary=b\n\n--b\n",
    ],
)
def test_what_says_nothing_of_an_address(raw: bytes) -> None:
    assert returned_mail(raw) is None
