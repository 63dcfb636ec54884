"""The form that sends a summary to oneself, read and checked. Pure: fields in, what to do or problems out."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from web.messages.choosing import mobile_number
from web.models.delivery import Way
from web.resident.details_form import EMAIL

LONGEST = 254
FIELDS = ("to", "what", "agreed", "safe")
ALL = "all"


@dataclass(frozen=True)
class SendForm:
    """The fields as typed, the code of the sentence for each that needs putting right, and where it goes."""

    values: dict[str, str]
    problems: dict[str, str]
    way: Way | None = None
    to: str = ""

    @property
    def everything(self) -> bool:
        """Their words too? A text never has them."""
        return self.way is Way.EMAIL and self.values["what"] == ALL


def read_form(fields: Mapping[str, str], ways: Collection[Way]) -> SendForm:
    """The form as posted. `ways`: those by which a message can leave."""
    typed = {name: fields.get(name, "").replace("\0", "").strip() for name in FIELDS}
    way, to = _where(typed["to"])
    found = {
        "to": "to" if way is None else None if way in ways else f"no_{way.value}",
        "what": None if typed["what"] in ("address", ALL) else "what",
        "agreed": None if typed["agreed"] else "agreed",
        "safe": None if typed["safe"] else "safe",
    }
    return SendForm(typed, {name: code for name, code in found.items() if code}, way, to)


def _where(typed: str) -> tuple[Way | None, str]:
    if "@" in typed:
        return (Way.EMAIL, typed) if len(typed) <= LONGEST and EMAIL.match(typed) else (None, "")
    number = mobile_number(typed)
    return (Way.TEXT, number) if number else (None, "")
