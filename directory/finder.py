"""The directory's front counter: words in, services that help out; chat, search page and console ask here."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from threading import Lock

from directory.database import open_sessions
from directory.gazetteer import Gazetteer
from directory.listings import Listing
from directory.matching.asked import Asked, asked_in
from directory.matching.findings import findings
from directory.matching.listing_index import ListingIndex
from directory.matching.ranking import Ranked, Ranking, Wanted
from directory.matching.reasons import Reasons
from directory.matching.shelf import Shelf, Source, StoredListings
from directory.matching.surroundings import Surroundings
from directory.matching.weights import MatchWeights
from directory.matching.wishes import ANYTHING, Wishes
from directory.needs.heard import HeardNeed
from directory.needs.recogniser import Recogniser
from directory.needs.remembering import RememberingRecogniser
from directory.places import Place, PlaceKind, find_place
from directory.postcode_index import PostcodeIndex
from directory.prices import Price
from directory.settings import DirectorySettings
from directory.towns import councils_of
from directory.unmet import Channel, UnmetNeeds, district_to_count

HEARD_FROM = 0.05  # a need less likely than this was not heard


@dataclass(frozen=True)
class ServiceMatch:
    """A service that is shown, and why. `needs` are those of the message that it is shown for.

    `why` goes on a card; `because` answers "why this?" in one sentence; `notes`, said in `why` too, are what
    to know before ringing.
    """

    id: str
    name: str
    score: float
    why: str
    needs: tuple[str, ...]
    distance_km: float | None
    cost: str | None
    phone: str | None
    url: str | None
    assured_date: date | None
    reach_words: str | None
    because: str = ""
    notes: tuple[str, ...] = ()
    price: str = Price.NOT_KNOWN.value
    opening: tuple[str, ...] = ()


@dataclass(frozen=True)
class Choice:
    """One of the things that somebody may have meant, in the words a resident reads."""

    need: str
    label: str


@dataclass(frozen=True)
class Found:
    """What was heard and what was found. `choices`: what may be meant, where nobody can be sure."""

    needs: tuple[HeardNeed, ...]
    services: tuple[ServiceMatch, ...]
    choices: tuple[Choice, ...] = ()


class Finder:
    """Recogniser, listings and ranking together. Safe between threads; reads again when data changes."""

    def __init__(
        self,
        recogniser: Recogniser,
        source: Source,
        postcodes: PostcodeIndex | None,
        council_code: str,
        council_name: str = "",
        today: Callable[[], date] = date.today,
        unmet: UnmetNeeds | None = None,
    ) -> None:
        self.recogniser = recogniser
        self._source = source
        self._postcodes = postcodes
        self._council_code = council_code
        self._council_name = council_name
        self._today = today
        self._unmet = unmet
        self._weights = MatchWeights.load()
        self._reasons = Reasons.load(recogniser.vocabulary)
        self._known_words = frozenset(recogniser.known_words)
        self._need_of_label = {need.resident_label.casefold(): need.id for need in recogniser.vocabulary}
        self._lock = Lock()
        self._shelf: Shelf | None = None

    @classmethod
    def open(cls, settings: DirectorySettings) -> Finder:
        """A finder over the directory's store; NotBuilt or StoreError where something is not set up yet."""
        source = StoredListings(open_sessions(settings.database_url))
        postcodes = PostcodeIndex.open(settings.build_dir)
        area = settings.area
        finder = cls(
            RememberingRecogniser.load(settings.build_dir),
            source,
            postcodes,
            area.council_code,
            area.council_name,
            unmet=UnmetNeeds(source.sessions),
        )
        finder.size()  # puts the listings on the shelf before the first person asks
        return finder

    def find(
        self,
        text: str,
        *,
        needs: Sequence[str] | None = None,
        place: Place | None = None,
        limit: int = 3,
        exclude: Collection[str] = (),
        wishes: Wishes = ANYTHING,
    ) -> Found:
        """Services for what somebody says, best first; `needs`, where given, replace those heard."""
        recognised = self.recogniser.recognise(text) if needs is None else self._stated(needs)
        heard = tuple(need for need in recognised if need.score >= HEARD_FROM)
        words = tuple(self.recogniser.wording.words(text))
        wanted = Wanted(
            needs=heard if needs is not None else self._plausible(heard, words),
            words=words,
            place=place,
            asked=asked_in(text),
            exclude=frozenset(exclude),
            **asdict(wishes),
        )
        is_sure = needs is not None or bool(self.recogniser.sure_needs(recognised))
        choices = () if is_sure else self._likely(text, recognised)
        return Found(heard, self._matches(wanted, limit), choices)

    def choices(self, text: str) -> tuple[Choice, ...]:
        """What a text may mean, likeliest first, to be asked about; empty where it is plain or empty."""
        recognised = self.recogniser.recognise(text)
        return () if self.recogniser.sure_needs(recognised) else self._likely(text, recognised)

    def likely(self, text: str) -> tuple[Choice, ...]:
        """The likeliest three, for whoever has to ask; empty where nothing was heard at all."""
        return self._likely(text, self.recogniser.recognise(text))

    def _likely(self, text: str, recognised: Sequence[HeardNeed]) -> tuple[Choice, ...]:
        is_language = not self._known_words.isdisjoint(self.recogniser.wording.words(text))
        if not is_language or not recognised or recognised[0].score < self._weights.unsure.least:
            return ()
        likely = [need.id for need in recognised[: self._weights.unsure.choices]]
        return tuple(Choice(need, self.recogniser.vocabulary[need].resident_label) for need in likely)

    def search_words(
        self, text: str, *, need: str | None = None, place: Place | None = None, limit: int = 500
    ) -> tuple[ServiceMatch, ...]:
        """For the search page: all that fits words and need, best first; without either, all by name."""
        words = tuple(self.recogniser.wording.words(text))
        heard = self._stated([need]) if need else self._plausible(self.recogniser.heard(text), words)
        if not words and not heard:
            return self._all_by_name(limit)
        wanted = Wanted(needs=heard, words=words, place=place, asked=asked_in(text), by_words=True)
        return self._matches(wanted, limit)

    def note_unmet(self, turn_id: str, needs: Iterable[str], place: Place | None, channel: Channel) -> bool:
        """Count that nothing was found for these needs there, once for this turn; whether it was counted now.

        No needs: words were said in which none was heard. A finder without a store counts nothing.
        """
        if self._unmet is None:
            return False
        return self._unmet.note(turn_id, needs, district_to_count(place), channel)

    @property
    def something_else(self) -> str:
        """The choice for whoever meant none of them."""
        return str(self._reasons.words["something_else"])

    def need_chosen(self, text: str) -> str | None:
        """The need whose words for residents a text is, as when one of the choices was pressed."""
        return self._need_of_label.get(" ".join(text.casefold().split()))

    def listing(self, service_id: str) -> Listing | None:
        """One listing that may be shown."""
        index = self._current().index
        row = index.row_of.get(service_id)
        return None if row is None else index.listings[row]

    def named(self, text: str) -> tuple[str, ...]:
        """The ids of the services that a text mentions by name."""
        index = self._current().index
        mentioned = index.names.mentioned(self.recogniser.wording.words(text))
        return tuple(index.listings[row].id for row in mentioned)

    def listings(self) -> Sequence[Listing]:
        """All listings that may be shown: the same sequence until something changes."""
        return self._current().index.listings

    def place(self, text: str) -> Place | None:
        """The place that a text names, if any."""
        return find_place(text, self._current().gazetteer)

    def size(self) -> int:
        """How many services there are."""
        return len(self._current().index)

    def is_demonstration(self) -> bool:
        """Whether any of the services is made up, by the latest look at them: every page asks."""
        return (self._shelf or self._current()).has_made_up

    def _plausible(self, heard: tuple[HeardNeed, ...], words: Sequence[str]) -> tuple[HeardNeed, ...]:
        """The heard needs, unless a word or two were only guessed at."""
        is_long = len(words) > self._weights.needs.few_words
        return heard if is_long or self.recogniser.sure_needs(heard) else ()

    def _stated(self, needs: Sequence[str]) -> tuple[HeardNeed, ...]:
        """Needs that were said outright or chosen, the first counting most."""
        step = self._weights.needs.stated_step
        known = self.recogniser.vocabulary.known(needs)
        return tuple(HeardNeed(need, max(step, 1 - step * place)) for place, need in enumerate(known))

    def _matches(self, wanted: Wanted, limit: int) -> tuple[ServiceMatch, ...]:
        shelf = self._current()
        place = wanted.place
        middle_of = place.label if place and place.kind is not PlaceKind.POSTCODE else None
        ranked = shelf.ranking.rank(wanted, limit)
        return tuple(self._match(shelf, one, wanted.asked, middle_of) for one in ranked)

    def _all_by_name(self, limit: int) -> tuple[ServiceMatch, ...]:
        shelf = self._current()
        rows = shelf.index.rows_by_name[:limit].tolist()
        return tuple(self._match(shelf, Ranked(row, 0.0, (), False, None), Asked()) for row in rows)

    def _match(
        self, shelf: Shelf, ranked: Ranked, asked: Asked, middle_of: str | None = None
    ) -> ServiceMatch:
        index, row = shelf.index, ranked.row
        listing = index.listings[row]
        part_only = bool(index.geography.towns_served[row])
        told = findings(listing, index.traits.of(row), ranked, asked, shelf.day, self._weights.freshness)
        notes = self._reasons.notes(told)
        return ServiceMatch(
            id=listing.id,
            name=listing.name,
            score=ranked.score,
            why=self._reasons.why(listing, ranked, part_only, notes, middle_of),
            needs=ranked.needs,
            distance_km=ranked.distance_km,
            cost=listing.cost,
            price=listing.price.value,
            phone=listing.phones[0] if listing.phones else None,
            url=None if listing.dead_link else listing.url,  # nobody is sent where nothing opens
            assured_date=listing.assured_date,
            reach_words=self._reasons.reach_words(listing, part_only),
            because=self._reasons.because(listing, ranked, told, middle_of),
            notes=notes,
            opening=tuple(listing.opening),
        )

    def _current(self) -> Shelf:
        """The shelf of the present revision and day, made anew when either has moved on.

        While one thread makes it, the others go on with the one there is: a large directory takes a while.
        """
        revision, day = self._source.revision(), self._today()
        shelf = self._shelf
        if shelf is not None and (shelf.revision, shelf.day) == (revision, day):
            return shelf
        if not self._lock.acquire(blocking=shelf is None):
            assert shelf is not None  # noqa: S101 -- else the lock was waited for
            return shelf
        try:
            shelf = self._shelf
            if shelf is None or (shelf.revision, shelf.day) != (revision, day):
                shelf = self._shelf = self._new_shelf(revision, day)
            return shelf
        finally:
            self._lock.release()

    def _new_shelf(self, revision: int, day: date) -> Shelf:
        listings = self._source.listings()
        gazetteer = Gazetteer.of(listings, self._postcodes, self._council_code)
        around = Surroundings.of(
            gazetteer.towns,
            self._council_name,
            self.recogniser.known_words,
            self._council_code,
            lambda listing: councils_of(listing, self._postcodes),
        )
        index = ListingIndex(listings, self.recogniser.vocabulary, self.recogniser.wording, around)
        return Shelf(revision, day, index, Ranking(index, self._weights, day), gazetteer)
