"""A list of services to carry away: as an e-mail to oneself and as a QR code. Nothing is kept."""

from __future__ import annotations

import io
from collections.abc import Sequence
from urllib.parse import quote

import segno

from directory.listings import Listing
from web.words.book import words

# A mail program is opened by one long address, and some cut addresses off at 2,000 characters.
LONGEST_MAIL = 1800
QR_BORDER = 4  # quiet modules around it, as the standard asks


def mail_to_oneself(listings: Sequence[Listing], address: str, council_name: str) -> str:
    """A `mailto:` link to nobody yet: names and numbers, as many as it can hold, and the list's address."""
    say = words("directory")["email"]
    entries = [_entry(each) for each in listings]
    while True:
        body = "\r\n".join(
            (say["intro"].format(council=council_name), "", *entries, say["on_the_web"], address)
        )
        link = f"mailto:?subject={quote(say['subject'])}&body={quote(body)}"
        if len(link) <= LONGEST_MAIL or not entries:
            return link
        entries.pop()


def qr_code(address: str) -> bytes | None:
    """An SVG picture of the address; None where a QR code cannot hold it."""
    try:
        code = segno.make(address, error="l", micro=False)
    except segno.DataOverflowError:
        return None
    out = io.BytesIO()
    code.save(out, kind="svg", border=QR_BORDER, dark="#000", light="#fff", omitsize=True)
    return out.getvalue()


def _entry(listing: Listing) -> str:
    facts = (listing.name, *listing.phones[:1], *listing.addresses[:1])
    return "".join(f"{each}\r\n" for each in facts)
