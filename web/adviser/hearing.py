"""What a whole call says: needs, dangers, requests, whom it is about; from its pieces as understood. Pure."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bot.language import ENGLISH
from bot.listening.whose import Whose, whose
from bot.safeguarding.screen import Finding
from bot.understand import SURE_NEED, Understanding

PERHAPS_NEED = 0.25  # less likely than this is not worth an adviser's eye
MOST_NEEDS, MOST_PERHAPS = 4, 2


@dataclass(frozen=True)
class Heard:
    """`needs` are sure, the likeliest first; `perhaps` are worth asking about. `risks`: the worst first.

    `requests`: ids in the order they were heard. `about`: whom it is for, where that was said.
    """

    needs: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()
    risks: tuple[Finding, ...] = ()
    requests: tuple[str, ...] = ()
    about: Whose | None = None
    language: str = ENGLISH

    @property
    def worst(self) -> Finding | None:
        """The most urgent danger."""
        return self.risks[0] if self.risks else None

    @property
    def alert(self) -> bool:
        """Is any of the dangers one that acts, and not only asks?"""
        return any(risk.level.is_alert for risk in self.risks)


def heard_in(pieces: Sequence[str], understood: Sequence[Understanding]) -> Heard:
    """Everything that the pieces say together."""
    scores = _scores(understood)
    sure = [need for need in scores if scores[need] >= SURE_NEED][:MOST_NEEDS]
    perhaps = [need for need in scores if need not in sure and scores[need] >= PERHAPS_NEED][:MOST_PERHAPS]
    languages = [each.language for each in understood if each.language != ENGLISH]
    return Heard(
        needs=tuple(sure),
        perhaps=tuple(perhaps),
        risks=_risks(each.risk for each in understood),
        requests=tuple(dict.fromkeys(each.request for each in understood if each.request)),
        about=_about(pieces),
        language=languages[-1] if languages else ENGLISH,
    )


def with_raised(heard: Heard, raised: Iterable[Finding]) -> Heard:
    """The same with dangers that the adviser heard; of each category the most urgent stays."""
    return replace(heard, risks=_risks((*heard.risks, *raised)))


def _scores(understood: Iterable[Understanding]) -> Mapping[str, float]:
    """Each need with its best score, the likeliest first."""
    best: dict[str, float] = {}
    for each in understood:
        for need in each.needs:
            best[need.id] = max(best.get(need.id, 0.0), need.score)
    return dict(sorted(best.items(), key=lambda pair: (-pair[1], pair[0])))


def _risks(found: Iterable[Finding | None]) -> tuple[Finding, ...]:
    """One finding of each category, the most urgent of it; the most urgent category first."""
    worst: dict[str, Finding] = {}
    for each in found:
        if each and (each.category not in worst or each.level.rank < worst[each.category].level.rank):
            worst[each.category] = each
    return tuple(sorted(worst.values(), key=lambda risk: risk.level.rank))


def _about(pieces: Iterable[str]) -> Whose | None:
    """Somebody who is named counts; "I" in passing does not say whom help is for."""
    told = [found for piece in pieces if (found := whose(piece))]
    return next((found for found in told if found.whom), told[0] if told else None)
