"""Why a service is shown, in plain words: the words are in words.yml, this only chooses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from directory.listings import Listing, Reach
from directory.matching.findings import Finding, Findings
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

    def why(
        self,
        listing: Listing,
        ranked: Ranked,
        part_only: bool = False,
        notes: Sequence[str] = (),
        middle_of: str | None = None,
    ) -> str:
        """What it helps with, how far it is or how it reaches somebody, and what to know before ringing.

        `middle_of`: the large place from whose middle the distance is; None where it is from a postcode.
        """
        said = (self._helps(ranked), self._where(listing, ranked, part_only, middle_of), *notes)
        return " ".join(part for part in said if part)

    def notes(self, findings: Findings) -> tuple[str, ...]:
        """What a person should know before they ring, the most important first, no more than are read."""
        told = {finding.name: finding for finding in findings.against}
        chosen = [told[name] for name in self.words["notes"] if name in told]
        return tuple(self._filled("notes", one) for one in chosen[: self.words["most_notes"]])

    def because(
        self, listing: Listing, ranked: Ranked, findings: Findings, middle_of: str | None = None
    ) -> str:
        """The answer to "why this?": one sentence."""
        words = self.words["because"]
        reasons = [self._for_what(ranked), *self._how_far(listing, ranked, middle_of)]
        reasons += [self._filled("because", one) for one in findings.speaking_for]
        warnings = [self._filled("because", one) for one in findings.against]
        form = "sentence_but" if warnings else "sentence"
        return str(words[form]).format(reasons=self._listed(reasons), warnings=self._listed(warnings))

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
        way = self._way(listing)
        return str(self.words["reach"][way]) if way else None

    def _way(self, listing: Listing) -> str | None:
        if listing.national:
            return "national"
        for reach in _REACH_ORDER:
            if reach in listing.reach:
                return reach.value
        return "area_wide" if listing.area_wide else None

    def _helps(self, ranked: Ranked) -> str:
        if ranked.named:
            return str(self.words["named"])
        if ranked.needs:
            return str(self.words["helps"].format(needs=self._needs(ranked)))
        return str(self.words["shares_words"])

    def _needs(self, ranked: Ranked) -> str:
        labels = [self.vocabulary[need].resident_label for need in ranked.needs]
        return str(self.words["joiner"]).join(labels)

    def _for_what(self, ranked: Ranked) -> str:
        words = self.words["because"]
        if ranked.named:
            return str(words["named"])
        return (
            str(words["helps"]).format(needs=self._needs(ranked))
            if ranked.needs
            else str(words["shares_words"])
        )

    def _how_far(self, listing: Listing, ranked: Ranked, middle_of: str | None) -> list[str]:
        words, way = self.words["because"], self._way(listing)
        if ranked.distance_km is not None and Reach.VENUE in listing.reach:
            form, miles = self._miles(ranked.distance_km)
            return [str(words[form]).format(miles=miles, start=self._start(middle_of))]
        return [str(words[way])] if way else []

    def _where(self, listing: Listing, ranked: Ranked, part_only: bool, middle_of: str | None) -> str | None:
        reach = self.reach_words(listing, part_only)
        town = listing.towns[0] if listing.towns else None
        if ranked.distance_km is None or Reach.VENUE not in listing.reach:
            return reach or (self.words["distance"]["town_only"].format(town=town) if town else None)
        in_town = ""
        if town and len(listing.towns) == 1 and town != middle_of:
            in_town = self.words["distance"]["middle_in_town" if middle_of else "in_town"].format(town=town)
        form, miles = self._miles(ranked.distance_km)
        template = str(self.words["distance"][form])
        return template.format(miles=miles, start=self._start(middle_of), town=in_town)

    def _start(self, middle_of: str | None) -> str:
        words = self.words["distance"]
        return str(words["middle"]).format(place=middle_of) if middle_of else str(words["here"])

    def _miles(self, distance_km: float) -> tuple[str, str]:
        """The distance as people here say it: in miles, to the half mile when it is near."""
        halves = round(distance_km / KM_IN_A_MILE * 2)
        form = {0: "nearest", 1: "half", 2: "one"}.get(halves, "far")
        return form, f"{halves // 2}{'½' if halves % 2 and halves < HALVES_ARE_SAID_BELOW else ''}"

    def _filled(self, kind: str, finding: Finding) -> str:
        """A finding in the words of its kind."""
        joint = str(self.words["because"]["last_joint"])
        audience = joint.join(str(self.words["audiences"][name]) for name in finding.audiences)
        spoken = (str(self.words["languages"].get(name, name.capitalize())) for name in finding.languages)
        facts = {"audience": audience, "language": joint.join(spoken), "area": joint.join(finding.areas)}
        ages, day = self._ages(finding), self._day(finding)
        return str(self.words[kind][finding.name]).format(**facts, ages=ages, day=day)

    def _ages(self, finding: Finding) -> str:
        lowest, highest = finding.ages
        form = "up_to" if lowest is None else "from" if highest is None else "between"
        return str(self.words["ages"][form]).format(lowest=lowest, highest=highest)

    def _day(self, finding: Finding) -> str:
        if finding.day is None:
            return ""
        month = self.words["months"][finding.day.month - 1]
        return str(self.words["date"]).format(day=finding.day.day, month=month, year=finding.day.year)

    def _listed(self, parts: Iterable[str]) -> str:
        """ "a, b and c"."""
        said, words = list(parts), self.words["because"]
        head = str(words["list_joint"]).join(said[:-1])
        return f"{head}{words['last_joint']}{said[-1]}" if head else "".join(said)
