"""Why a service is shown, in a plain sentence or two: the words are in words.yml, this only chooses."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from directory.listings import Listing, Reach
from directory.matching.ranking import Ranked
from directory.needs.vocabulary import Vocabulary

WORDS_FILE = Path(__file__).parent / "words.yml"
KM_IN_A_MILE = 1.609344
HALVES_ARE_SAID_BELOW = 20  # half miles: from ten miles on, nobody counts halves
_REACH_ORDER = (Reach.HOME_VISIT, Reach.TELEPHONE, Reach.ONLINE)


@dataclass(frozen=True)
class Reasons:
    """Makes the words of a match from templates."""

    words: dict[str, Any]
    vocabulary: Vocabulary

    @classmethod
    def load(cls, vocabulary: Vocabulary, path: Path = WORDS_FILE) -> Reasons:
        """Read the templates."""
        return cls(yaml.safe_load(path.read_text(encoding="utf-8")), vocabulary)

    def why(self, listing: Listing, ranked: Ranked, part_only: bool = False) -> str:
        """What it helps with, then how far or how it reaches somebody."""
        return " ".join(
            part for part in (self._helps(ranked), self._where(listing, ranked, part_only)) if part
        )

    def reach_words(self, listing: Listing, part_only: bool = False) -> str | None:
        """How the service reaches somebody who cannot come; None where one has to go there.

        `part_only`: it serves a part of the area, and says which.
        """
        ways = self._ways(listing)
        if not part_only:
            return ways
        part = str(self.words["reach"]["part"]).format(area=self.words["joiner"].join(listing.serves))
        return f"{ways} {part}" if ways and set(listing.reach) & set(_REACH_ORDER) else part

    def _ways(self, listing: Listing) -> str | None:
        if listing.national:
            return str(self.words["reach"]["national"])
        for reach in _REACH_ORDER:
            if reach in listing.reach:
                return str(self.words["reach"][reach.value])
        return str(self.words["reach"]["area_wide"]) if listing.area_wide else None

    def _helps(self, ranked: Ranked) -> str:
        if ranked.named:
            return str(self.words["named"])
        if ranked.needs:
            labels = [self.vocabulary[need].resident_label for need in ranked.needs]
            return str(self.words["helps"].format(needs=self.words["joiner"].join(labels)))
        return str(self.words["shares_words"])

    def _where(self, listing: Listing, ranked: Ranked, part_only: bool) -> str | None:
        reach = self.reach_words(listing, part_only)
        town = listing.towns[0] if listing.towns else None
        if ranked.distance_km is None or Reach.VENUE not in listing.reach:
            return reach or (self.words["distance"]["town_only"].format(town=town) if town else None)
        in_town = (
            self.words["distance"]["in_town"].format(town=town) if town and len(listing.towns) == 1 else ""
        )
        return self._far(ranked.distance_km).format(town=in_town)

    def _far(self, distance_km: float) -> str:
        """The distance as people here say it: in miles, to the half mile when it is near."""
        halves = round(distance_km / KM_IN_A_MILE * 2)
        form = {0: "nearest", 1: "half", 2: "one"}.get(halves, "far")
        miles = f"{halves // 2}{'½' if halves % 2 and halves < HALVES_ARE_SAID_BELOW else ''}"
        return str(self.words["distance"][form]).replace("{miles}", miles)
