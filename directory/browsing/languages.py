"""The languages services are given in, "pl", "polish" and "Polish" being one. Pure."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from directory.listings import Listing
from directory.matching.asked import asked_words

EVERYBODYS = "english"  # nobody has to look for it
A_CODE = 3  # letters, at most


def languages_of(listing: Listing) -> Iterable[str]:
    """The languages of a service besides English, each by the one name that matching knows it by."""
    return (name for language in listing.languages if (name := _one_name(language)) != EVERYBODYS)


def language_labels(listings: Sequence[Listing]) -> dict[str, str]:
    """What to show for each: as most services write it, codes aside."""
    written: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for language in (language.strip() for listing in listings for language in listing.languages):
        written[_one_name(language)][language] += len(language) > A_CODE
    return {
        name: spelt.most_common(1)[0][0] if spelt.total() else name.capitalize()
        for name, spelt in written.items()
        if name
    }


def _one_name(language: str) -> str:
    plain = " ".join(language.split()).casefold()
    return asked_words().languages.get(plain, plain)
