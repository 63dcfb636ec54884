"""What the actions work with: the directory's finder and the way out to a person."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import yaml

from bot.actions.office import Office
from bot.actions.turn import Turn
from bot.exceptions import SettingsError
from bot.handoff.courier import Courier
from bot.handoff.deliver import Deliverer
from bot.handoff.spool import Spool
from bot.listening.as_meant import as_meant
from bot.listening.clauses import clauses_of
from bot.listening.plain_facts import as_told, only_facts
from bot.listening.respite import wants_a_break
from bot.listening.said import Said, names_what_matters, needs_heard, story_texts, told_with_a_request
from bot.listening.taken_for import taken_for
from bot.requests.other_business import OtherBusiness
from bot.safeguarding.responses import CouncilLines, SafetyMessage, SafetyWords, safety_words
from bot.safeguarding.screen import Finding, Level
from bot.secrets import read_or_create
from bot.settings import BotSettings, spool_key_from_env
from directory.finder import Choice, Finder
from directory.needs.heard import HeardNeed
from directory.needs.recogniser import Recogniser
from directory.settings import DirectorySettings

ALIKE_FILE = Path(__file__).with_name("alike.yml")
CARE_FILE = Path(__file__).with_name("with_care.yml")
TOLD, HELP_WITH = "told", "help_with"  # what a need is named after: "you told me about", "help with"
# A clause alone says little, so it must say it clearly: "our son fell out with us" is no bereavement (0.54).
CLEAR_IN_A_CLAUSE = 0.6
# Or surely of one of several needs of a kind, and of this one likelier than not.
LIKELY_IN_A_CLAUSE, SURE_OF_ITS_KIND = 0.4, 0.85
# Beside an interpreter something is needed, told in the same breath: the clause that says it counts sooner.
BESIDE_A_LANGUAGE = 0.25
MOST_NEEDS = 4
# Time of their own is what they ask for who look after somebody.
BREAK, CARING = "carers_break", frozenset({"carers_support", "young_carer"})
BY_A_PERSON = "handoff"  # in the vocabulary's `route`
# Who asks for an interpreter is given one; the need told beside it is what to look for.
BY_REQUEST = ("request_language_or_format", "faith_culture_language")


@dataclass(frozen=True)
class Desk:
    """Shared by all actions; its parts are safe between threads."""

    finder: Finder
    courier: Courier
    reference_key: str
    office: Office
    safety: SafetyWords = field(default_factory=SafetyWords.load)
    other_business: OtherBusiness = field(default_factory=OtherBusiness.load)

    def gentle_question(self, category: str) -> SafetyMessage:
        """The question about a risk that was half heard, and its numbers."""
        return self._safety_words(Finding(category, Level.CHECK, ""))

    def alarm(self, category: str, level: str) -> SafetyMessage:
        """What to do first and whom to ring, as for any alert of that category."""
        return self._safety_words(Finding(category, Level(level), ""))

    def _safety_words(self, finding: Finding) -> SafetyMessage:
        lines = CouncilLines(None, self.office.duty_team or None)
        return safety_words(finding, out_of_hours=self.office.is_closed(), council=lines, words=self.safety)

    def needs(self, messages: Iterable[Said]) -> tuple[HeardNeed, ...]:
        """The needs sure enough to act on: those screening heard, or else those the recogniser hears now.

        A clause that tells clearly of something else adds its need, so that the louder one does not hide it.
        """
        kept = list(messages)
        chosen = [need for one in kept if (need := self.finder.need_chosen(one.text))]
        return clear_needs(self.finder.recogniser, kept, chosen)

    def needs_of(self, turn: Turn) -> tuple[HeardNeed, ...]:
        """The needs of the whole conversation: those heard, and those that answers to our questions added."""
        heard = self.needs(turn.messages)
        known = {need.id for need in heard}
        if BREAK not in known and breaks_asked_for(turn, known):
            heard, known = (*heard, HeardNeed(BREAK, 1.0)), known | {BREAK}
        added = dict.fromkeys(one for one in turn.slots.get("added_needs") or () if one not in known)
        return (*heard, *(HeardNeed(need, 1.0) for need in added))

    def for_a_person(self, needs: Iterable[str]) -> bool:
        """Is one of these needs one that the council may help with itself?"""
        vocabulary = self.finder.recogniser.vocabulary
        return any(BY_A_PERSON in vocabulary[need].route for need in vocabulary.known(needs))

    def choices(self, messages: Iterable[Said]) -> tuple[Choice, ...]:
        """What may be meant, likeliest first: to ask about where no need is sure enough to act on."""
        return self.finder.likely(". ".join(story_texts(messages)))

    def labels(self, needs: Iterable[str], after: str = HELP_WITH) -> list[str]:
        """Each need as a resident reads it after those words; what wants care in its own (with_care.yml)."""
        vocabulary, careful = self.finder.recogniser.vocabulary, _with_care()
        known = vocabulary.known(needs)
        return [careful.get(need, {}).get(after) or vocabulary[need].resident_label for need in known]

    def in_words(self, needs: Iterable[str], after: str = HELP_WITH) -> str:
        """Needs as a resident reads them: "help after falls, and looking after someone"."""
        return "; ".join(self.labels(needs, after))


def breaks_asked_for(turn: Turn, known: Collection[str]) -> bool:
    """Does somebody who helps another ask for time of their own?"""
    helps = turn.slots.get("who_for") == "someone_else" or not CARING.isdisjoint(known)
    made = (turn.slots.get("handoff") or {}).get("request")
    return (helps or made == "carers_assessment") and any(wants_a_break(one.text) for one in turn.messages)


def clear_needs(
    recogniser: Recogniser, kept: Sequence[Said], chosen: Sequence[str] = ()
) -> tuple[HeardNeed, ...]:
    """The needs sure enough to act on. `chosen`: those picked from a list; they are said outright."""
    heard = [HeardNeed(*pair) for pair in needs_heard(kept) if pair[0] in recogniser.vocabulary]
    texts = story_texts(one for one in kept if not names_what_matters(one))
    texts = [as_meant(as_told(text)) for text in texts if not only_facts(text)]
    if not heard and texts:
        heard = list(recogniser.heard(". ".join(texts)))
    # What was chosen from a list is said outright: nothing that was only heard goes before it.
    by_id = {need: HeardNeed(need, 1.0) for need in chosen}
    by_id |= {need.id: need for need in recogniser.sure_needs(heard) if need.id not in by_id}
    told = [*texts, *(as_meant(as_told(text)) for text in told_with_a_request(kept))]
    in_own_language = any(one.intent == BY_REQUEST[0] for one in kept)
    floor = BESIDE_A_LANGUAGE if in_own_language else CLEAR_IN_A_CLAUSE
    firsts = [_first_of(recogniser.recognise(clause)) for clause in clauses_of(told)]
    # The clearest first, as only so many are kept.
    for first in sorted(firsts, key=lambda need: -need.score):
        if first.score >= floor:
            by_id.setdefault(first.id, first)
    if len(by_id) > 1 and in_own_language:
        by_id.pop(BY_REQUEST[1], None)
    wrong = taken_for(" ".join(told)) - frozenset(chosen)
    told_of = [need for need in by_id.values() if need.id not in wrong]
    return tuple(told_of or by_id.values())[:MOST_NEEDS]


def _first_of(heard: Sequence[HeardNeed]) -> HeardNeed:
    """What a clause tells of most likely, as surely as of anything that the same words may mean."""
    first = heard[0]
    row: Collection[str] = next((row for row in _alike() if first.id in row), ())
    is_sure = sum(need.score for need in heard if need.id in row) >= SURE_OF_ITS_KIND
    if not is_sure or first.score < LIKELY_IN_A_CLAUSE:
        return first
    return HeardNeed(first.id, max(first.score, CLEAR_IN_A_CLAUSE))


@cache
def _alike() -> tuple[frozenset[str], ...]:
    rows = yaml.safe_load(ALIKE_FILE.read_text(encoding="utf-8"))["alike"]
    return tuple(frozenset(row) for row in rows)


@cache
def _with_care() -> Mapping[str, Mapping[str, str]]:
    rows: dict[str, dict[str, str]] = yaml.safe_load(CARE_FILE.read_text(encoding="utf-8"))
    return rows


def open_desk(settings: BotSettings) -> Desk:
    """Open the finder and the spool, and make the secrets that are not there yet."""
    key = spool_key_from_env() or _fernet_key(settings)
    try:
        spool = Spool(settings.spool, key.encode())
    except ValueError:
        raise SettingsError("SPOOL_KEY is not a Fernet key. Leave it out, and a key is made.") from None
    token = read_or_create(settings.secret_file("handoff_token"))
    courier = Courier(spool, Deliverer(settings.web_url, token, settings.handoff_timeout))
    reference_key = read_or_create(settings.secret_file("reference_key"))
    elsewhere = OtherBusiness.load(settings.doors_file, settings.council_website, settings.council_phone)
    office, finder = Office.of(settings), Finder.open(DirectorySettings.from_env())
    return Desk(finder, courier, reference_key, office, other_business=elsewhere)


def _fernet_key(settings: BotSettings) -> str:
    """The spool's key from its file: a secret of 32 bytes in base64, with the padding Fernet wants."""
    secret = read_or_create(settings.secret_file("spool_key"), nbytes=32)
    return secret + "=" * (-len(secret) % 4)
