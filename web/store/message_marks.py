"""Every query about how often messages went to one number or address.

Anybody may leave a stranger's number: however many do, and however often, only so many messages go there.
Only keyed hashes are kept, and only for as long as they count.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from limits import parse_many
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from web.encryption import keyring_of
from web.handoffs.known_again import plain_email
from web.models.delivery import Delivery, Way
from web.models.message_mark import MessageMark
from web.security.by_account import free_again
from web.store.rows import changed

_NO_DOTS = frozenset({"gmail.com", "googlemail.com"})


def take_turn(
    session: Session, delivery_id: int, way: Way, to: Sequence[str], rate: str, moment: datetime
) -> bool:
    """Notes that this delivery goes to `to`; False where the place has had enough, and nothing is noted.

    A second attempt of the same delivery counts as one with the first. `session` writes: those who write take
    turns, so no two find room for one more at once.
    """
    keys = keyring_of(session.get_bind().dialect).people
    place = one_place(way, to)
    marks = keys.every(place)

    def done(since: datetime, most: int) -> Sequence[datetime]:
        ours = select(MessageMark.at).where(
            MessageMark.mark.in_(marks), MessageMark.at > since, MessageMark.delivery_id != delivery_id
        )
        return session.scalars(ours.order_by(MessageMark.at.desc()).limit(most)).all()

    if free_again(rate, done, moment) is not None:
        return False
    ends_at = moment + timedelta(seconds=max(each.get_expiry() for each in parse_many(rate)))
    session.merge(MessageMark(delivery_id=delivery_id, mark=keys.hash(place), at=moment, ends_at=ends_at))
    session.flush()
    return True


def one_place(way: Way, to: Sequence[str]) -> str:
    """The one form of all that leads to the same telephone, mailbox or house. Pure.

    What follows a plus, and dots at Gmail, make as many addresses of one mailbox as somebody likes.
    """
    if way is not Way.EMAIL:
        return f"message to\0{way.value}\0" + "\0".join(" ".join(line.casefold().split()) for line in to)
    mailbox, _, host = (plain_email(to[0]) or to[0].casefold()).rpartition("@")
    mailbox = mailbox.partition("+")[0]
    return f"message to\0email\0{mailbox.replace('.', '') if host in _NO_DOTS else mailbox}@{host}"


def forget(session: Session, contact_id: int) -> None:
    """Takes away the marks of where messages of a contact went."""
    ours = select(Delivery.id).where(Delivery.contact_id == contact_id)
    session.execute(delete(MessageMark).where(MessageMark.delivery_id.in_(ours)))


def purge(session: Session, moment: datetime) -> int:
    """Deletes marks that count no more. How many."""
    return changed(session, delete(MessageMark).where(MessageMark.ends_at <= moment))
