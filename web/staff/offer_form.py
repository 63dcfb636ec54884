"""An offer to a voluntary organisation as a worker's form sends it. Pure."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from web.forms import typed
from web.handoffs.queue.closing import LONGEST_NOTE
from web.provider.offered.agreed import REACHED
from web.words.book import words

_ADDRESS = re.compile(r"[^\s@<>,;\"]+@[^\s@<>,;\"]+\.[^\s@<>,;\"]+")
LONGEST_NAME, LONGEST_ADDRESS = 255, 254


@dataclass(frozen=True)
class OfferForm:
    """What was typed and ticked."""

    organisation: str = ""
    send_to: str = ""
    message: str = ""
    shared: tuple[str, ...] = ()
    agreed: bool = False

    @property
    def parts(self) -> tuple[str, ...]:
        """Everything in it, for telling one form from another."""
        return (self.organisation, self.send_to, self.message, *self.shared)


def read_offer(posted: Mapping[str, str], shared: Sequence[str]) -> OfferForm:
    """The form as sent; a name of something to share that we do not know is left out."""
    known = words("voluntary")["shared"]
    return OfferForm(
        typed(posted, "organisation"), typed(posted, "send_to"), typed(posted, "message"),
        tuple(name for name in known if name in shared), posted.get("agreed") == "yes",
    )  # fmt: skip


def problem_in(form: OfferForm, known: Mapping[str, str | None], agreed_before: bool | None) -> str | None:
    """What is wrong, as a code of web/words/queue.yml (problems). `known`: what there is to share."""
    if agreed_before is False:
        return "refused"  # a tick undoes no no: a worker records first what they say now
    if not form.organisation or len(form.organisation) > LONGEST_NAME:
        return "organisation"
    if form.send_to and (len(form.send_to) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(form.send_to)):
        return "address"
    if len(form.message) > LONGEST_NOTE:
        return "long"
    given = {name for name in form.shared if known.get(name)}
    if not given:
        return "share"
    if REACHED.isdisjoint(given):
        return "no_details"
    return None if form.agreed else "agree"
