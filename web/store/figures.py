"""Every query about the monthly figures that managers bring: versions in, what stands out."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from web.models.figures import Figure, FigureVersion
from web.numbers.six.feed import Value
from web.numbers.six.history import Version, standing


def versions(session: Session) -> Sequence[FigureVersion]:
    """Every version with its figures, in the order they came."""
    query = select(FigureVersion).options(selectinload(FigureVersion.figures)).order_by(FigureVersion.id)
    return session.scalars(query).all()


def plain(found: Sequence[FigureVersion]) -> list[Version]:
    """The versions as the pure middle knows them."""
    return [Version(each.id, _values(each), each.restored_from is not None) for each in found]


def by_checksum(session: Session, checksum: str) -> FigureVersion | None:
    """The version that a file with these bytes made."""
    return session.scalar(select(FigureVersion).where(FigureVersion.checksum == checksum))


def add(
    session: Session, values: Sequence[Value], checksum: str, by: int, moment: datetime
) -> FigureVersion | None:
    """Keeps a file's figures as a new version; None, and nothing is kept, when this file came before."""
    if by_checksum(session, checksum) is not None:
        return None
    made = FigureVersion(made_at=moment, made_by=by, checksum=checksum, figures=_figures(values))
    return made if _kept(session, made) else None


def go_back(session: Session, number: int, form_key: str, by: int, moment: datetime) -> FigureVersion | None:
    """Makes all figures stand as they did after version `number`, as a version of its own.

    None when there is no such version, or this form did it already.
    """
    found = versions(session)
    known = any(each.id == number for each in found)
    if not known or any(each.form_key == form_key for each in found):
        return None
    stood = standing(plain(found), upto=number)
    made = FigureVersion(
        made_at=moment, made_by=by, restored_from=number, form_key=form_key,
        figures=_figures(tuple(stood.values())),
    )  # fmt: skip
    return made if _kept(session, made) else None


def _kept(session: Session, made: FigureVersion) -> bool:
    """Writes it; False when another was quicker with the same file or the same form."""
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        return False
    return True


def _values(version: FigureVersion) -> tuple[Value, ...]:
    return tuple(
        Value(each.measure, each.month, each.number, each.out_of, each.target) for each in version.figures
    )


def _figures(values: Sequence[Value]) -> list[Figure]:
    return [
        Figure(
            measure=each.measure, month=each.month, number=each.number, out_of=each.out_of, target=each.target
        )
        for each in values
    ]
