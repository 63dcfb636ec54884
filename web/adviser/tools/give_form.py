"""The form that gives a list of services to a caller, read and checked. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from web.forms import typed
from web.handoffs.postal import letter_lines
from web.messages.choosing import mobile_number
from web.models.delivery import Way
from web.resident.details_form import EMAIL

LONGEST = 254
FIELDS = ("way", "phone", "email", "name", "address", "agreed", "safe")


class Giving(StrEnum):
    """How a list is given: by a message that leaves the house, or by the adviser's own hand or voice."""

    TEXT = "text"
    EMAIL = "email"
    LETTER = "letter"
    PAPER = "paper"
    READ_OUT = "read_out"


SENT = frozenset({Giving.TEXT, Giving.EMAIL, Giving.LETTER})
# Where each problem of where it goes stands on the form.
_WHERE = {Giving.TEXT: "phone", Giving.EMAIL: "email", Giving.LETTER: "address"}


@dataclass(frozen=True)
class GiveForm:
    """The fields as typed, the code of the sentence for each that needs putting right, and where it goes."""

    values: Mapping[str, str]
    services: tuple[str, ...]
    problems: Mapping[str, str]
    giving: Giving | None = None
    to: tuple[str, ...] = ()

    @property
    def way(self) -> Way | None:
        """The way of the message; None where none leaves the house."""
        return Way(self.giving.value) if self.giving in SENT else None


def read_form(
    fields: Mapping[str, str], services: Sequence[str], ways: Collection[Way], pinned: Collection[str]
) -> GiveForm:
    """The form as posted. `ways`: those by which a message can leave; `pinned`: what can be given."""
    values = {name: typed(fields, name) for name in FIELDS}
    giving = next((each for each in Giving if each.value == values["way"]), None)
    chosen = tuple(each for each in dict.fromkeys(services) if each in pinned)
    to = _to(giving, values)
    found = {"services": None if chosen else "services", "way": None if giving else "way"}
    if giving in SENT:
        open_way = Way(giving.value) in ways
        found |= {
            "way": None if open_way else "shut",
            _WHERE[giving]: None if to or not open_way else f"to_{giving}",
            "agreed": None if values["agreed"] else "agreed",
            "safe": None if values["safe"] else "safe",
        }
    return GiveForm(values, chosen, {name: code for name, code in found.items() if code}, giving, to)


def empty_form(services: Sequence[str], known: Mapping[str, str]) -> GiveForm:
    """The form before anything was typed, with what is known of the caller in it."""
    return GiveForm({**dict.fromkeys(FIELDS, ""), **known}, tuple(services), {})


def _to(giving: Giving | None, values: Mapping[str, str]) -> tuple[str, ...]:
    match giving:
        case Giving.TEXT:
            number = mobile_number(values["phone"])
            return (number,) if number else ()
        case Giving.EMAIL:
            address = values["email"]
            return (address,) if len(address) <= LONGEST and EMAIL.match(address) else ()
        case Giving.LETTER:
            return letter_lines(values["name"], values["address"])
    return ()
