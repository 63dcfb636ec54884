"""How pounds and people look on a page, and where a figure comes from in a sentence. Pure."""

from web.demand.inputs import Input
from web.demand.saved import Figure, Origin
from web.words.book import words

_MILLION = 1_000_000
_ROUNDED = 1000


def money(pounds: float) -> str:
    """Pounds as an indication: millions to one place, less than that to the thousand."""
    # The joiner keeps a narrow line from ending between the minus and the pounds.
    how, minus = words("demand")["money"], "\u2212\u2060" if pounds < 0 else ""
    size = abs(pounds)
    if size >= _MILLION:
        return minus + str(how["million"]).format(number=f"{size / _MILLION:,.1f}")
    rounded = round(size / _ROUNDED) * _ROUNDED if size >= _ROUNDED else round(size)
    return (minus if rounded else "") + str(how["pounds"]).format(number=f"{rounded:,}")


def people(number: float, *, signed: bool = False) -> str:
    """A number of people, whole; with `signed` it shows which way it went."""
    whole = round(number)
    sign = "\u2212" if whole < 0 else "+" if signed and whole else ""
    return f"{sign}{abs(whole):,}"


def where_from(told: Input, figure: Figure) -> str:
    """The source of a figure in a sentence."""
    said = words("demand")
    if figure.origin is Origin.PUBLIC:
        public = str(said["figures"]["public"]).format(source=told.source.rstrip("."), year=told.year)
        return f"{public}. {said['figures']['rule']}" if told.by_rule else f"{public}."
    if figure.origin is Origin.TYPED:
        return (
            f"{said['origins']['typed']}: {figure.note}"
            if figure.note
            else str(said["origins"]["typed_unsaid"])
        )
    return figure.note or str(said["origins"][figure.origin.value])
