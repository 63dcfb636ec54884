"""What of a hand-off an organisation sees: what the person agreed to share, and of that by when. Pure."""

from collections.abc import Mapping

from web.handoffs.record_form import choices
from web.models.handoff import Handoff
from web.models.queue import Answer, VoluntaryOffer
from web.words.book import words
from web.words.needs import need_labels

REACHED = frozenset({"phone", "email"})


Reach = Mapping[str, str | None]


def values_of(handoff: Handoff, message: str | None, reach: Reach) -> Mapping[str, str | None]:
    """Everything that can be shared, by its name in web/words/voluntary.yml; None where nothing is known.

    `reach`: name, telephone and e-mail as staff put them right, and the ways never to use.
    """
    labels = need_labels()
    how = [each for each in (_never(reach), handoff.contact_how, handoff.contact_when) if each]
    return {
        "needs": ", ".join(labels.get(need, need) for need in handoff.needs) or None,
        "district": handoff.place_district,
        "message": message,
        "matters": handoff.what_matters,
        "name": reach["contact_name"],
        "phone": reach["contact_phone"],
        "email": reach["contact_email"],
        "how": "; ".join(how) or None,
    }


def _never(reach: Reach) -> str | None:
    codes, labels = reach.get("never"), choices("prefers")
    if not codes:
        return None
    return str(words("contacts")["banner"]["never"]).format(
        ways=", ".join(map(labels.__getitem__, codes.split(",")))
    )


def seen(offer: VoluntaryOffer, reach: Reach) -> list[tuple[str, str]]:
    """Label and value of what the organisation sees now: who it is, only once it said yes.

    How and when they may be reached goes along with any number: nobody is rung who asked not to be.
    """
    known, labels = values_of(offer.handoff, offer.message, reach), words("voluntary")["shared"]
    whole = offer.answer is Answer.ACCEPTED
    shared = {*offer.shared, "how"} if not REACHED.isdisjoint(offer.shared) else set(offer.shared)
    names = (name for name in labels if name in shared and (whole or labels[name]["first"]))
    return [
        (labels[name].get("seen", labels[name]["label"]), str(known[name])) for name in names if known[name]
    ]
