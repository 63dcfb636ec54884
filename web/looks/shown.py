"""Where a page finds the council's looks: addresses that name their version, so that they may be kept."""

from dataclasses import dataclass
from functools import cache

from flask import url_for

from web.front_end.served import File
from web.looks.settings import Looks
from web.looks.stylesheet import stylesheet

_HIGH = 40  # pixels in the header


@dataclass(frozen=True)
class Shown:
    """What a page's head and header need: addresses, empty for what was not chosen, and the logo's size."""

    stylesheet: str = ""
    logo: str = ""
    logo_width: int = 0
    logo_height: int = _HIGH


def shown(looks: Looks) -> Shown:
    """The looks as templates read them."""
    rules, logo = rules_of(looks), logo_of(looks)
    return Shown(
        url_for("looks.colours", v=rules.mark) if rules.content else "",
        url_for("looks.logo", v=logo.mark) if logo else "",
        round(_HIGH * looks.logo.width / looks.logo.height) if looks.logo else 0,
    )


@cache
def rules_of(looks: Looks) -> File:
    """The stylesheet as a file."""
    return File("text/css", stylesheet(looks).encode())


@cache
def logo_of(looks: Looks) -> File | None:
    """The logo as a file, if there is one."""
    return File(looks.logo.media_type, looks.logo.content) if looks.logo else None
