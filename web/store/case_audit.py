"""Every query of the case audit: draw a week, list its cases, keep sheets, add up the agreement."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import Enum

from sqlalchemy import Date, bindparam, select, text, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from web.encryption import keyring_of
from web.models.case_audit import CaseAgreement, CaseDrawn, CaseSheet, CaseWeek
from web.models.contact import OfferedService
from web.numbers.agreement import Pairs
from web.numbers.lots import Lot, cast, drawn
from web.security.hashing import HashKeys
from web.settings import Keeping
from web.store.daily_review import counting_contacts
from web.store.rows import changed

SHEETS = 2
A_WEEK = timedelta(days=7)
_ADD = text(
    "INSERT INTO case_agreement (monday, item, first, second, cases) "
    "VALUES (:monday, :item, :first, :second, 1) "
    "ON CONFLICT (monday, item, first, second) DO UPDATE SET cases = case_agreement.cases + 1"
).bindparams(bindparam("monday", type_=Date))


class Kept(Enum):
    """What became of a sheet that was sent."""

    NOW = "now"
    BEFORE = "before"  # this very sheet, sent twice
    OTHERWISE = "otherwise"  # the reviewer's sheet is there already, and says something else
    FULL = "full"  # two others were quicker


@dataclass(frozen=True)
class Checked:
    """A draw worked out again. `same`: every case that is there had this lot, and none was passed over.

    `later`: contacts of the week with a lower lot that came to count after the draw.
    """

    same: bool
    later: int


def draw(session: Session, monday: date, moment: datetime) -> bool:
    """Draws the week that began on `monday`, once and for all; False where that was done before."""
    if session.get(CaseWeek, monday) is not None:
        return False
    keys = _lots(session)
    lots = _cast(session, monday, keys, keys.newest)
    chosen = drawn(lots)
    week = CaseWeek(
        monday=monday, drawn_at=moment, population=len(lots), drawn=len(chosen), key_version=keys.newest
    )
    try:
        with session.begin_nested():
            session.add(week)
    except IntegrityError:  # another worker drew it at the same moment
        return False
    session.add_all(
        CaseDrawn(monday=monday, place=place, contact_id=each.id, lot=each.lot)
        for place, each in enumerate(chosen, start=1)
    )
    session.flush()
    return True


def check(session: Session, week: CaseWeek) -> Checked:
    """Works the draw out again. UnreadableSecret where the key it was made with is gone."""
    lots = {each.id: each.lot for each in _cast(session, week.monday, _lots(session), week.key_version)}
    kept = {each.contact_id: each.lot for each in cases_of(session, week.monday)}
    # A case that counts no more (a test, as somebody found) keeps its place; it cannot be worked out again.
    same = all(lots.get(id_, lot) == lot for id_, lot in kept.items())
    highest = max(kept.values(), default="")
    full = week.drawn == len(kept)
    later = sum(1 for id_, lot in lots.items() if id_ not in kept and lot < highest) if full else 0
    return Checked(same, later)


def weeks(session: Session, most: int) -> Sequence[CaseWeek]:
    """The weeks that were drawn, the newest first."""
    return session.scalars(select(CaseWeek).order_by(CaseWeek.monday.desc()).limit(most)).all()


def week_of(session: Session, monday: date) -> CaseWeek | None:
    """The week that began on this day, when it was drawn."""
    return session.get(CaseWeek, monday)


def cases_of(session: Session, monday: date) -> Sequence[CaseDrawn]:
    """The cases of a week that are still there, with their sheets, in the order they were drawn."""
    query = select(CaseDrawn).where(CaseDrawn.monday == monday).order_by(CaseDrawn.place)
    return session.scalars(query.options(selectinload(CaseDrawn.sheets))).all()


def by_id(session: Session, case_id: int) -> CaseDrawn | None:
    """One case, with its sheets as they are now."""
    return session.get(CaseDrawn, case_id, populate_existing=True)


def shown_in(session: Session, contact_id: int) -> Sequence[OfferedService]:
    """The services that were shown in a contact, in the order they were; without what was erased."""
    named = (OfferedService.contact_id == contact_id, OfferedService.service_name != "")
    query = select(OfferedService).where(*named)
    return session.scalars(query.order_by(OfferedService.id)).all()


def keep(
    session: Session, case: CaseDrawn, by: int, answers: Mapping[str, str], note: str, at: datetime
) -> Kept:
    """Keeps a reviewer's sheet for good; with the second one the pair is added to the sums."""
    for _ in range(SHEETS + 1):
        sheets = _sheets(session, case.id)
        mine = next((each for each in sheets if each.staff_user_id == by), None)
        if mine is not None:
            same = (mine.answers, mine.note or "") == (dict(answers), note)
            return Kept.BEFORE if same else Kept.OTHERWISE
        if len(sheets) >= SHEETS:
            return Kept.FULL
        made = CaseSheet(
            case_id=case.id, place=len(sheets) + 1, staff_user_id=by, answers=dict(answers),
            note=note or None, done_at=at,
        )  # fmt: skip
        try:
            with session.begin_nested():
                session.add(made)
        except IntegrityError:  # somebody else finished at this moment: look again
            continue
        if sheets:
            _add_up(session, case.monday, sheets[0].answers, made.answers)
        return Kept.NOW
    return Kept.FULL


def pairs(session: Session, first: date, last: date) -> Mapping[str, Pairs]:
    """For each item the pairs of answers that weeks from `first` to `last` got, and how many cases did."""
    query = select(CaseAgreement).where(CaseAgreement.monday.between(first, last))
    found: defaultdict[str, defaultdict[tuple[str, str], int]] = defaultdict(lambda: defaultdict(int))
    for row in session.scalars(query):
        found[row.item][row.first, row.second] += row.cases
    return found


def purge(session: Session, moment: datetime, keeping: Keeping) -> None:
    """Forgets the notes of sheets about weeks whose words are gone; the sheets go with their contacts."""
    old = (moment - timedelta(days=keeping.words_days)).date() - A_WEEK
    aged = select(CaseDrawn.id).where(CaseDrawn.monday < old)
    statement = update(CaseSheet).where(CaseSheet.case_id.in_(aged), CaseSheet.note.is_not(None))
    changed(session, statement.values(note=None))


def _sheets(session: Session, case_id: int) -> Sequence[CaseSheet]:
    query = select(CaseSheet).where(CaseSheet.case_id == case_id).order_by(CaseSheet.place)
    return session.scalars(query.execution_options(populate_existing=True)).all()


def _add_up(session: Session, monday: date, first: Mapping[str, str], second: Mapping[str, str]) -> None:
    """Counts a pair of sheets; upserts in order of the items, so that two at once never wait crosswise."""
    rows = [
        {"monday": monday, "item": item, "first": first[item], "second": second[item]}
        for item in sorted(_both(first, second))
    ]
    if rows:
        session.execute(_ADD, rows)


def _both(first: Mapping[str, str], second: Mapping[str, str]) -> Collection[str]:
    return first.keys() & second.keys()


def _cast(session: Session, monday: date, keys: HashKeys, version: str) -> list[Lot]:
    contacts = counting_contacts(session, monday, monday + timedelta(days=6))
    return cast(monday, contacts, lambda mark: keys.hash(mark, version))


def _lots(session: Session) -> HashKeys:
    return keyring_of(session.get_bind().dialect).lots
