"""The council's colours and logo from settings, held against WCAG 2.2 before anybody sees them."""

from dataclasses import dataclass
from pathlib import Path

from web.exceptions import SettingsError
from web.looks.colours import WHITE, Colour, contrast
from web.looks.logo import Logo, read_logo
from web.variables import Reader

LEAST_CONTRAST = 4.5
# What links stand on in web/front_end/styles/_names.scss: the page, the footer, a notice.
PAGE, FOOTER, NOTICE = WHITE, Colour.read("#f3f4f5"), Colour.read("#e8f1f8")
TINT = 0.1  # of the brand in the colour of notices


@dataclass(frozen=True)
class Looks:
    """What the council chose; for what it did not choose, the stylesheet's own value stands."""

    brand: Colour | None = None
    link: Colour | None = None
    button: Colour | None = None
    logo: Logo | None = None

    @property
    def tint(self) -> Colour:
        """What notices stand on: a breath of the brand."""
        return WHITE.mixed(self.brand, TINT) if self.brand else NOTICE


def read_looks(read: Reader) -> Looks:
    """The looks of these settings; SettingsError names the setting, and the contrast that was measured."""
    logo = read.text("LOGO_FILE", "")
    looks = Looks(
        brand=_colour(read, "BRAND_COLOUR"),
        link=_colour(read, "LINK_COLOUR"),
        button=_colour(read, "BUTTON_COLOUR"),
        logo=read_logo(Path(logo)) if logo else None,
    )
    _must_stand_out("BRAND_COLOUR", looks.brand, {"white": WHITE})
    _must_stand_out("BUTTON_COLOUR", looks.button, {"white": WHITE})
    grounds = {"white": PAGE, "the footer's grey": FOOTER, "the colour of notices": looks.tint}
    _must_stand_out("LINK_COLOUR", looks.link, grounds)
    return looks


def _colour(read: Reader, name: str) -> Colour | None:
    text = read.text(name, "")
    try:
        return Colour.read(text) if text else None
    except ValueError:
        raise SettingsError(f"{name} must be a colour such as #12436d.") from None


def _must_stand_out(name: str, colour: Colour | None, grounds: dict[str, Colour]) -> None:
    for called, ground in grounds.items() if colour else ():
        assert colour is not None  # noqa: S101 -- for the type checker: without a colour nothing is looked at
        if (measured := contrast(colour, ground)) < LEAST_CONTRAST:
            # Cut, not rounded: 4.499 must not be called 4.5.
            ratio = f"{int(measured * 100) / 100:.2f} to 1"
            raise SettingsError(
                f"{name} {colour} has a contrast of {ratio} with {called} ({ground}). "
                f"It needs {LEAST_CONTRAST} to 1 to be read (WCAG 2.2): choose a darker one."
            )
