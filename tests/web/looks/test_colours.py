"""Contrast as WCAG 2.2 defines it, and settings that are refused with what was measured."""

import pytest

from web.exceptions import SettingsError
from web.looks.colours import BLACK, WHITE, Colour, contrast
from web.looks.settings import LEAST_CONTRAST, Looks, read_looks
from web.looks.stylesheet import stylesheet
from web.variables import Reader


@pytest.mark.parametrize(
    ("colour", "ratio"),
    [
        ("#000", 21.0),
        ("#ffffff", 1.0),
        ("#767676", 4.54),  # the lightest grey that may be text on white
        ("#777777", 4.47),
        ("#FF0000", 3.99),
        ("#12436d", 10.24),
    ],
)
def test_contrast_with_white(colour: str, ratio: float) -> None:
    assert contrast(Colour.read(colour), WHITE) == pytest.approx(ratio, abs=0.01)
    assert contrast(WHITE, Colour.read(colour)) == contrast(Colour.read(colour), WHITE)


def test_nothing_set_changes_nothing() -> None:
    assert read_looks(Reader({})) == Looks()
    assert stylesheet(Looks()) == ""


def test_the_colours_that_were_chosen_and_what_follows_from_them() -> None:
    chosen = {"BRAND_COLOUR": "#4C2C92", "LINK_COLOUR": "#00518a", "BUTTON_COLOUR": "#063"}
    rules = stylesheet(read_looks(Reader(chosen)))
    for rule in ("--brand: #4c2c92;", "--link: #00518a;", "--button: #006633;"):
        assert rule in rules
    said = dict(line.strip(" ;").split(": ") for line in rules.splitlines() if "--" in line)
    white_on = ("--brand", "--brand-deep", "--link", "--link-over", "--button", "--button-over")
    assert all(contrast(Colour.read(said[name]), WHITE) >= LEAST_CONTRAST for name in white_on)
    for over, ground in (("--link", "--tint"), ("--brand-deep", "--tint")):
        assert contrast(Colour.read(said[over]), Colour.read(said[ground])) >= LEAST_CONTRAST


def test_one_colour_alone_leaves_the_others() -> None:
    rules = stylesheet(read_looks(Reader({"BUTTON_COLOUR": "#063"})))
    assert "--brand" not in rules and "--link" not in rules


@pytest.mark.parametrize("name", ["BRAND_COLOUR", "LINK_COLOUR", "BUTTON_COLOUR"])
@pytest.mark.parametrize(
    "value", ["blue", "12436d", "#12436", "#12436d; } body { display: none", "rgb(0,0,0)"]
)
def test_what_is_no_colour_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"{name} must be a colour"):
        read_looks(Reader({name: value}))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("BRAND_COLOUR", "#ffcc00", r"BRAND_COLOUR #ffcc00 has a contrast of 1\.5\d to 1 with white"),
        ("BUTTON_COLOUR", "#777777", r"BUTTON_COLOUR #777777 has a contrast of 4\.47 to 1 with white"),
        # Good enough for white paper, and not for the footer or for notices.
        (
            "LINK_COLOUR",
            "#767676",
            r"LINK_COLOUR #767676 has a contrast of 4\.1\d to 1 with the footer's grey",
        ),
    ],
)
def test_what_cannot_be_read_is_refused_with_what_was_measured(name: str, value: str, said: str) -> None:
    with pytest.raises(SettingsError, match=said):
        read_looks(Reader({name: value}))


def test_links_are_held_against_the_brands_own_notices() -> None:
    # A vivid brand makes a darker notice than the usual one.
    link = {"LINK_COLOUR": "#6b6b6b"}
    assert read_looks(Reader(link)).link is not None
    with pytest.raises(SettingsError, match="colour of notices"):
        read_looks(Reader({**link, "BRAND_COLOUR": str(BLACK)}))
