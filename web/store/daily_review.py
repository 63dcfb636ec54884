"""Every query of the daily review: a day's contacts, their words laid out for reviewers, what reviewers say.

Only contacts that count are here: somebody spoke in them, or they were handed on, and they are no test.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from web.models.contact import SAID_BY_PERSON, Author, Channel, Contact, Message, Outcome
from web.models.daily_review import DailyReview, Verdict
from web.models.handoff import Handoff, HandoffOutcome, HandoffWord, Kind, Reason
from web.models.record import ContactRecord
from web.settings import Keeping
from web.store.rows import changed

_HANDED_ON = exists(select(Handoff.id).where(Handoff.contact_id == Contact.id))
_APART = exists(select(Handoff.id).where(Handoff.contact_id == Contact.id, Handoff.kind == Kind.SAFEGUARDING))
_NOTHING_FITTED = exists(
    select(Handoff.id).where(
        Handoff.contact_id == Contact.id, Handoff.reason.in_([Reason.NOT_ENOUGH, Reason.NO_MATCH])
    )
)
_NO_TEST = ~exists(
    select(ContactRecord.contact_id).where(
        ContactRecord.contact_id == Contact.id, ContactRecord.void.is_not(None)
    )
)
_COUNTS = and_(or_(Contact.resident_messages > 0, _HANDED_ON), _NO_TEST)
_ROW = (
    Contact.id, Contact.started_at, Contact.channel, Contact.needs, Contact.unmet, Contact.outcome,
    Contact.request, Contact.risk_level, Contact.risk_category, Contact.adviser_id,
    or_(Contact.safeguarding_concern, _APART).label("apart"), _HANDED_ON.label("handed_on"),
    _NOTHING_FITTED.label("nothing_fitted"), DailyReview.contact_id.label("laid_out"), DailyReview.verdict,
    Contact.resident_messages,
)  # fmt: skip


Piece = tuple[Author, str]


@dataclass(frozen=True)
class Listed:
    """A contact as the list shows it: codes, no words. `apart`: for the safeguarding team's eyes alone.

    `closed`: apart, and the reader is not of that team.
    """

    id: int
    started_at: datetime
    channel: Channel
    needs: tuple[str, ...]
    outcome: Outcome
    request: str | None
    risk_level: str | None
    risk_category: str | None
    apart: bool
    handed_on: bool
    nothing_fitted: bool
    laid_out: bool
    verdict: Verdict | None
    adviser_id: int | None
    closed: bool = False


@dataclass(frozen=True)
class Unprepared:
    """What was said in a contact, who and what, on its way to be redacted; `messages` are the person's."""

    contact_id: int
    said: tuple[Piece, ...]
    messages: int


def of_day(session: Session, day: date) -> list[Listed]:
    """The contacts that began on a day, in the order they began."""
    query = _listed().where(Contact.started_on == day).order_by(Contact.started_at, Contact.id)
    return [_as_listed(row) for row in session.execute(query)]


def one(session: Session, contact_id: int) -> tuple[Listed, date] | None:
    """One contact as lists have it, and its day."""
    row = session.execute(_listed(Contact.started_on).where(Contact.id == contact_id)).first()
    return None if row is None else (_as_listed(row), row.started_on)


def review_of(session: Session, contact_id: int) -> DailyReview | None:
    """What is laid out of a contact, and what a reviewer said."""
    return session.get(DailyReview, contact_id, populate_existing=True)


def handoffs_of(session: Session, contact_id: int, kinds: Collection[Kind]) -> Sequence[Handoff]:
    """The hand-offs of a contact that may be known of, in order."""
    query = select(Handoff).where(Handoff.contact_id == contact_id, Handoff.kind.in_(kinds))
    return session.scalars(query.order_by(Handoff.id)).all()


def sign_off(
    session: Session, contact_id: int, version: int, verdict: Verdict, note: str, by: int, at: datetime
) -> bool:
    """Keeps what a reviewer says who saw `version`; False, and nothing is kept, when it is another by now."""
    statement = (
        update(DailyReview)
        .where(DailyReview.contact_id == contact_id, DailyReview.version == version)
        .values(
            verdict=verdict, note=note or None, looked_at=at, looked_by=by, version=version + 1,
            looked_messages=DailyReview.messages,
        )
    )  # fmt: skip
    return changed(session, statement) == 1


def note_told(session: Session, contact_id: int, at: datetime) -> bool:
    """The follow-up team is told of a "yes". False when it was before, or when there is no "yes"."""
    untold = (DailyReview.verdict == Verdict.YES, DailyReview.told_at.is_(None))
    statement = update(DailyReview).where(DailyReview.contact_id == contact_id, *untold)
    return changed(session, statement.values(told_at=at)) == 1


def to_prepare(session: Session, first: date, last: date, most: int) -> list[Unprepared]:
    """Contacts of these days, the newest first, whose words are not laid out yet, or not all of them."""
    lacking = or_(
        DailyReview.contact_id.is_(None),
        and_(DailyReview.messages < Contact.resident_messages, DailyReview.words.is_not(None)),
    )
    query = (
        select(Contact.id, Contact.resident_messages)
        .outerjoin(DailyReview, DailyReview.contact_id == Contact.id)
        .where(Contact.started_on.between(first, last), _COUNTS, lacking)
        .order_by(Contact.started_on.desc(), Contact.id.desc())
        .limit(most)
    )
    rows = session.execute(query).all()
    said = _said(session, [row.id for row in rows])
    return [Unprepared(row.id, tuple(said[row.id]), row.resident_messages) for row in rows]


def lay_out(
    session: Session, contact_id: int, words: Sequence[Sequence[str | None]], messages: int, at: datetime
) -> bool:
    """Keeps redacted words for the reviewers; False where another process was quicker."""
    found = session.get(DailyReview, contact_id, with_for_update=True)
    if found is not None:
        found.words, found.messages, found.version = _plain(words), messages, found.version + 1
        return True
    made = DailyReview(contact_id=contact_id, words=_plain(words), messages=messages, prepared_at=at)
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # laid out meanwhile; or the contact was deleted
        return False
    return True


def purge(session: Session, moment: datetime, keeping: Keeping) -> None:
    """Forgets words and notes of old contacts; what was decided goes with the contact."""
    old = (moment - timedelta(days=keeping.words_days)).date()
    aged = select(Contact.id).where(Contact.started_on < old)
    has_words = or_(DailyReview.words.is_not(None), DailyReview.note.is_not(None))
    statement = update(DailyReview).where(DailyReview.contact_id.in_(aged), has_words)
    changed(session, statement.values(words=None, note=None))


def counting_contacts(session: Session, first: date, last: date) -> Sequence[tuple[int, str]]:
    """Every contact of these days that counts: its number, and the hash it is found by."""
    query = select(Contact.id, Contact.public_id_hash).where(Contact.started_on.between(first, last), _COUNTS)
    return [(row.id, row.public_id_hash) for row in session.execute(query.order_by(Contact.id))]


def _listed(*more: Any) -> Any:
    query = select(*_ROW, *more).outerjoin(DailyReview, DailyReview.contact_id == Contact.id)
    return query.where(_COUNTS)


def _as_listed(row: Any) -> Listed:
    return Listed(
        id=row.id, started_at=row.started_at, channel=row.channel, needs=tuple(row.needs),
        outcome=row.outcome, request=row.request, risk_level=row.risk_level, risk_category=row.risk_category,
        apart=row.apart, handed_on=row.handed_on, nothing_fitted=bool(row.unmet) or row.nothing_fitted,
        laid_out=row.laid_out is not None, verdict=row.verdict, adviser_id=row.adviser_id,
    )  # fmt: skip


def _plain(words: Sequence[Sequence[str | None]]) -> list[list[str | None]]:
    return [list(each) for each in words]


def _said(session: Session, ids: Collection[int]) -> defaultdict[int, list[Piece]]:
    """What was said in these contacts; where the person said nothing that is kept, what was handed on."""
    said: defaultdict[int, list[Piece]] = defaultdict(list)
    query = select(Message).where(Message.contact_id.in_(ids)).order_by(Message.id)
    for each in session.scalars(query):
        by_person = each.author in SAID_BY_PERSON
        words = _answered(each.replies) if each.author is Author.SIGNPOST else each.words
        if words:
            said[each.contact_id].append((Author.RESIDENT if by_person else each.author, words))
    handed_on = (
        select(Handoff.contact_id, HandoffWord.words)
        .join(Handoff, Handoff.id == HandoffWord.handoff_id)
        .where(Handoff.contact_id.in_(_silent(ids, said)), _not_duplicate())
        .order_by(HandoffWord.handoff_id, HandoffWord.position)
    )
    for contact_id, words in session.execute(handed_on):
        said[contact_id].append((Author.RESIDENT, words))
    return said


def _silent(ids: Collection[int], said: Mapping[int, Sequence[Piece]]) -> list[int]:
    spoke = {id_ for id_, pieces in said.items() if any(who is Author.RESIDENT for who, _ in pieces)}
    return [id_ for id_ in ids if id_ not in spoke]


def _answered(kept: Any) -> str:
    """What Signpost said in one answer (web/resident/answer.py), and what it showed."""
    replies = kept.get("replies", ()) if isinstance(kept, Mapping) else ()
    lines = [line for each in replies for line in (each.get("text"), *_names(each)) if line]
    return "\n".join(lines)


def _names(reply: Mapping[str, Any]) -> list[str]:
    return [str(each.get("name")) for each in reply.get("services") or ()]


def _not_duplicate() -> ColumnElement[bool]:
    return or_(Handoff.outcome.is_(None), Handoff.outcome != HandoffOutcome.DUPLICATE)
