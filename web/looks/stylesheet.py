"""The council's colours as a stylesheet: custom properties over those of web/front_end/styles/_names.scss."""

from web.looks.colours import BLACK, Colour
from web.looks.settings import Looks

_DEEPER, _DEEPEST = 0.3, 0.55  # of black: under the pointer, and the edge of a button


def stylesheet(looks: Looks) -> str:
    """The rules; empty where the council chose no colour.

    What is under a pointer gets darker, so never harder to read.
    """
    chosen: dict[str, Colour] = {}
    if looks.brand:
        chosen |= {"brand": looks.brand, "brand-deep": looks.brand.mixed(BLACK, _DEEPER), "tint": looks.tint}
    if looks.link:
        chosen |= {"link": looks.link, "link-over": looks.link.mixed(BLACK, _DEEPER)}
    if looks.button:
        chosen |= {
            "button": looks.button,
            "button-over": looks.button.mixed(BLACK, _DEEPER),
            "button-edge": looks.button.mixed(BLACK, _DEEPEST),
        }
    rules = "".join(f"  --{name}: {colour};\n" for name, colour in chosen.items())
    return f":root {{\n{rules}}}\n" if rules else ""
