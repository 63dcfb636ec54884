"""When somebody who gets in touch again is taken for the same person. Pure.

By a telephone number or an e-mail address, in the one form that all spellings of it come to, and only where
no name speaks against it: families share a telephone. Nothing else is used: a name and a postcode district
fit too many.
"""

import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import phonenumbers

_TITLES = frozenset({"mr", "mrs", "miss", "ms", "mx", "dr", "sir", "lady", "rev", "prof"})
# Whoever gets in touch for their work is not the person it is about, and rings for many.
AT_WORK = frozenset(
    {
        "primary_health", "secondary_health", "housing", "internal", "council_department", "legal", "police",
        "ambulance", "voluntary", "care_provider", "professional",
    }
)  # fmt: skip


@dataclass(frozen=True)
class Details:
    """By what somebody may be known in one contact."""

    names: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()

    def identifiers(self) -> frozenset[tuple[str, str]]:
        """("phone", "+441632960777") and the like, each in its one form."""
        phones = {("phone", plain) for each in self.phones if (plain := plain_phone(each))}
        return frozenset(phones | {("email", plain) for each in self.emails if (plain := plain_email(each))})


def plain_phone(typed: str) -> str | None:
    """The number in international form, without extension; None where there is none in the text."""
    found = phonenumbers.PhoneNumberMatcher(typed, "GB", phonenumbers.Leniency.POSSIBLE)
    number = next((match.number for match in found), None)
    if number is None:
        return None
    number.extension = None
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def plain_email(typed: str) -> str | None:
    """The address in small letters; None where it is none. Dots and tags stay: they may matter."""
    plain = unicodedata.normalize("NFKC", typed).strip().casefold()
    return plain if plain.count("@") == 1 and not plain.startswith("@") and not plain.endswith("@") else None


def agrees(names: Iterable[str], others: Iterable[str]) -> bool:
    """Could these be names of one person? Yes where either side has none.

    One name must be part of the other: "Rosa" and "Mrs Rosa Alder" agree, "Rosa Alder" and "Amir Alder" not.
    """
    ours, theirs = _parts(names), _parts(others)
    if not ours or not theirs:
        return True
    return any(one <= other or other <= one for one in ours for other in theirs)


def _parts(names: Iterable[str]) -> Collection[frozenset[str]]:
    split = (_folded(name).replace("-", " ").replace(".", " ").split() for name in names)
    found = [frozenset(parts) - _TITLES for parts in split]
    return [parts for parts in found if parts]


def _folded(name: str) -> str:
    """Without accents and capitals: the same name is typed with and without."""
    apart = unicodedata.normalize("NFKD", name)
    return "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
