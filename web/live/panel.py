"""What a resident sees of a chat beside the box to write in: offered, waiting, with whom, over."""

from dataclasses import dataclass
from datetime import datetime

from web.clock import now
from web.database import Transaction
from web.live.duty import somebody_is_there
from web.models.contact import Channel, Contact
from web.models.handoff import State
from web.models.live import ChatState, HowEnded, LiveChat
from web.parts import Parts
from web.resident.hold import held
from web.settings import WebSettings
from web.store import handoffs, live
from web.words.book import words

# After how many seconds the page asks again; 0: only after the next answer.
_AGAIN = {"waiting": 5, "joined": 3}


@dataclass(frozen=True)
class Panel:
    """`state` names the words in web/words/live_chat.yml (panel). `last`: the newest message it knows of."""

    state: str = "none"
    name: str = ""
    place: str = ""
    last: int = 0

    @property
    def version(self) -> str:
        """The same for two that look the same."""
        return "|".join((self.state, self.name, self.place, str(self.last)))

    @property
    def again(self) -> int:
        """After how many seconds to ask for news."""
        return _AGAIN.get(self.state, 0)


def panel_of(parts: Parts, conversation_id: str | None) -> Panel:
    """The panel of this conversation; an empty one where there is none."""
    if conversation_id is None:
        return Panel()
    with parts.store.reading() as session:
        contact = held(session, conversation_id)
        return Panel() if contact is None else of_contact(session, parts.settings, contact, now())


def label_of(panel: Panel | None) -> str | None:
    """What stands over the box while an adviser reads what is written there."""
    with_person = panel is not None and panel.state == "joined"
    return words("live_chat")["label"].format(name=panel.name) if panel and with_person else None


def of_contact(session: Transaction, settings: WebSettings, contact: Contact, moment: datetime) -> Panel:
    """The panel of this contact."""
    chat, last = live.latest(session, contact.id), live.last_number(session, contact.id)
    if chat is not None and chat.state is ChatState.JOINED:
        return Panel("joined", chat.shown_name or "", last=last)
    if chat is not None and chat.state is ChatState.WAITING:
        return Panel("waiting", place=_place(live.place(session, chat, moment)), last=last)
    if chat is not None and _has_just_ended(session, chat):
        return Panel("ended" if chat.shown_name else "over", chat.shown_name or "", last=last)
    return Panel("offered" if _may_ask(session, settings, contact, moment) else "none", last=last)


def _place(before: int) -> str:
    say = words("live_chat")["panel"]["waiting"]
    if before == 0:
        return str(say["next"])
    return str(say["one_before"] if before == 1 else say["before"].format(number=before))


def _has_just_ended(session: Transaction, chat: LiveChat) -> bool:
    """Did somebody else end it, and has the resident said nothing since? Whoever ended it knows."""
    if chat.ended_at is None or chat.how_ended is HowEnded.BY_RESIDENT:
        return False
    return not live.spoke_after(session, chat.contact_id, chat.ended_at)


def _may_ask(session: Transaction, settings: WebSettings, contact: Contact, moment: datetime) -> bool:
    """Did they ask for people, or were they handed on and it is not over; and is somebody there?"""
    if contact.channel is not Channel.WEB or not somebody_is_there(session, settings, moment):
        return False
    if contact.request is not None:
        return True
    return any(each.state is not State.CLOSED for each in handoffs.of_contact(session, contact.id))
