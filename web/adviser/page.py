"""Draws the page of a call: from the store and from what is heard in its notes."""

from collections.abc import Sequence
from typing import Any

from flask import g, render_template
from werkzeug.datastructures import MultiDict

from bot.safeguarding.screen import dangers
from web.adviser.calls import Sent
from web.adviser.decided import ASIDE, FIRST, decided_in
from web.adviser.details import CHOICES, DetailsForm, suggested
from web.adviser.ending import stood
from web.adviser.handing_on import passed_on
from web.adviser.listener import listener
from web.adviser.live import Live, RiskShown, live_for
from web.adviser.script import script
from web.adviser.tools.services import context_of
from web.adviser.wrapping import Stood
from web.database import Transaction
from web.models.call import Call
from web.models.contact import SAID_BY_PERSON, Author, Message
from web.parts import parts
from web.resident.answer import Answer
from web.store import calls
from web.store.calls import Kept
from web.words.book import words
from web.words.needs import need_labels, needs_by_group, resident_labels


def call_page(
    call_id: int,
    adviser_id: int,
    *,
    sent: Sent | None = None,
    clash: Kept | None = None,
    problem: str | None = None,
    details: DetailsForm | None = None,
    details_clash: Kept | None = None,
    undecided: tuple[str, str, str] | None = None,
) -> str | None:
    """The whole page; None for a call that is not this adviser's.

    `sent`, `details`, `undecided`: what was typed and not kept, shown again. `clash`, `details_clash`: what
    another window kept meanwhile. `problem`: the code of a sentence in web/words/adviser.yml (notes).
    """
    g.call_id = call_id  # for the addresses of the tools
    with parts().store.reading() as store:
        call = calls.mine(store, call_id, adviser_id)
        if call is None:
            return None
        notes = calls.notes_of(store, call) if sent is None else sent.notes
        before = calls.said_before(store, call)
        return render_template(
            "adviser/call.html",
            notes=notes,
            version=clash.version if clash else call.notes_version if sent is None else sent.seen,
            theirs=clash.theirs if clash else None,
            ticked=set(call.ticked if sent is None else sent.ticked),
            before=_before(before),
            problem=problem,
            **context_of(call.contact, MultiDict()),
            details_form=details or DetailsForm(dict(call.details or {}), {}),
            details_version=details_clash.version if details_clash else call.details_version,
            details_theirs=details_clash.theirs if details_clash else None,
            undecided=undecided,
            unkept=bool(sent or clash or details or details_clash),
            groups=needs_by_group(),
            all_dangers=dangers(),
            choices=CHOICES,
            **_shown(store, call, notes, before),
        )


def fragments(call_id: int, adviser_id: int, notes: str) -> dict[str, Any]:
    """For the script: the right side as HTML, the prompts covered, the dangers by key and sentence.

    `suggested`: what the notes say of whom it is about, for fields in which nothing is typed yet.
    """
    g.call_id = call_id
    with parts().store.reading() as store:
        call = calls.mine(store, call_id, adviser_id)
        if call is None:
            return {}
        shown = _shown(store, call, notes, calls.said_before(store, call))
        live: Live = shown["live"]
        return {
            "live": render_template("adviser/_live.html", **shown),
            "covered": sorted(live.covered),
            "alerts": announced(live),
            "suggested": shown["suggested"],
        }


def standing(call_id: int, adviser_id: int) -> Stood | None:
    """How a call stands, for its end; None for a call that is not this adviser's."""
    with parts().store.reading() as store:
        call = calls.mine(store, call_id, adviser_id)
        if call is None:
            return None
        live = _live(call, calls.notes_of(store, call), calls.said_before(store, call))
        return stood(store, call, live)


def _live(call: Call, notes: str, before: Sequence[Message]) -> Live:
    where = str((call.details or {}).get("place", ""))
    told = [each.words or "" for each in before if each.author in SAID_BY_PERSON]
    return live_for(parts(), listener(), script(), notes, before=told, where=where, decided=decided_in(call))


def _shown(store: Transaction, call: Call, notes: str, before: Sequence[Message]) -> dict[str, Any]:
    live = _live(call, notes, before)
    return {
        **said_on_screen(live),
        "call": call,
        "suggested": suggested(notes, live.heard.about),
        "passed_on": passed_on(calls.handed_on(store, call)),
        "decided": {(each.kind, each.subject): each for each in call.overrides},
        "service_names": _service_names(call),
    }


def _service_names(call: Call) -> dict[str, str]:
    """The names of services that the adviser decided something about, while the directory has them."""
    finder = parts().finder
    about = {one.subject for one in call.overrides if one.kind in (FIRST, ASIDE) and one.subject}
    found = (finder.listing(each) for each in sorted(about)) if finder is not None else ()
    return {each.id: each.name for each in found if each is not None}


def said_on_screen(live: Live) -> dict[str, Any]:
    """What both sides of the page show of `live`: the script, and every label."""
    return {
        "live": live,
        "standing": _standing(live),
        "script": script(),
        "say": words("adviser"),
        "labels": need_labels(),
        "resident_labels": resident_labels(),
        "dangers": words("review")["dangers"],
        "languages": words("contacts")["interpreter"],
    }


def announced(live: Live) -> list[dict[str, Any]]:
    """Each danger by key, the sentence by which it is announced, and whether it only asks."""
    return [
        {"key": f"{risk.category} {risk.level}", "say": _announced(risk), "gentle": not risk.is_alert}
        for risk in live.risks
    ]


def _standing(live: Live) -> list[str]:
    """The dangers that stand in red from the start: not what only has to be asked, nor what is none."""
    return [_announced(risk) for risk in live.risks if risk.is_alert and not risk.calmed]


def _announced(risk: RiskShown) -> str:
    say = words("adviser")["risk"]
    category = words("review")["dangers"][risk.category]
    what = say["alert" if risk.is_alert else "check"].format(category=category)
    if not risk.is_alert:
        return str(say["announce_gently"].format(what=what, question=risk.text))
    return str(say["announce"].format(what=what, level=say["level"][risk.level]))


def _before(messages: Sequence[Message]) -> list[tuple[str, str]]:
    """Who said what before this call, in words."""
    found = []
    for each in messages:
        if each.author is Author.SIGNPOST:
            answer = Answer.from_stored(each.replies or {"replies": []})
            said = "\n".join(reply.text for reply in answer.replies if reply.text)
        else:
            said = each.words or ""
        if said:
            found.append((each.author.value, said))
    return found
