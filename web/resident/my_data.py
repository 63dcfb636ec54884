"""What do you hold about me, and delete my chat: by the code, and the reference where there is one."""

from dataclasses import dataclass

from flask import Blueprint, current_app, render_template, request

from bot.exceptions import BadReferenceError
from bot.handoff.kind import SAFEGUARDING, SUPPORT
from bot.handoff.reference import mint
from bot.handoff.reference import normalise as known_reference
from bot.secrets import read_or_create
from web.clock import now
from web.database import Transaction
from web.handoffs.lines import labels
from web.handoffs.receive import take_in
from web.handoffs.schema import HandoffIn
from web.models.handoff import Handoff
from web.parts import Parts, parts
from web.resident.comfort import words_here
from web.resident.return_code import hash_of, normalise
from web.store import erasing, held, staff
from web.words.book import words

_FIELDS = ("name", "phone", "email", "address", "when", "how")
DATA_REQUEST = "data_request"


@dataclass(frozen=True)
class Typed:
    """What somebody typed in: the code, and the reference if they were given one."""

    code: str
    reference: str


def form() -> str:
    """Where code and reference are typed in."""
    return _form(Typed("", ""), problem=False)


def show() -> str | tuple[str, int]:
    """What is held; or the form again, with one answer for every code and reference that do not fit."""
    typed = _typed()
    with parts().store.writing() as store:
        found = _find(store, typed)
        if found is not None:
            staff.note(
                store, "told_what_is_held", staff_user_id=None, subject="contact", subject_id=found.contact.id
            )
            told = held.held_of(store, found)
    if found is None:
        return _form(typed, problem=True), 422
    # By its name where the directory still has it: an id says nothing to them.
    here = parts().finder
    listings = [here.listing(each) for each in told.put_by] if here else []
    names = [each.name for each in listings if each]
    return render_template(
        "resident/what_we_hold.html", say=words_here("my_data"), held=told, put_by=names, typed=typed,
        ways=words("adviser_tools")["given"], lines=labels(parts().settings.handover_lines_file),
    )  # fmt: skip


def delete() -> str | tuple[str, int]:
    """Deletes the chat, or makes it a request that people answer.

    Sent again, a request is the same one; what was deleted is not found any more.
    """
    typed = _typed()
    with parts().store.writing() as store:
        found = _find(store, typed)
        asked = _request(parts(), found) if found is not None and found.for_people else None
        if found is not None and asked is None:
            found.contact.left_at = now()
            erasing.erase(store, found.contact.id)
    if found is None:
        return _form(typed, problem=True), 422
    reference = take_in(parts(), asked).reference if asked else None
    return render_template("resident/chat_deleted.html", say=words_here("my_data"), reference=reference)


def _find(store: Transaction, typed: Typed) -> held.Found | None:
    code = normalise(typed.code)
    try:
        reference = known_reference(typed.reference) if typed.reference else None
    except BadReferenceError:
        return None
    return held.find(store, hash_of(code, str(current_app.secret_key)), reference, now()) if code else None


def _request(here: Parts, found: held.Found) -> HandoffIn:
    """A hand-off of its own, once for a conversation: what they asked for before goes on as it was."""
    contact, before = found.contact, found.handoff
    key = read_or_create(here.settings.secrets_dir / "reference_key")
    reference, idempotency_key = mint(contact.public_id_hash, DATA_REQUEST, key)
    whole = {
        "idempotency_key": idempotency_key, "reference": reference, "conversation_id": contact.public_id_hash,
        "kind": SAFEGUARDING if contact.safeguarding_concern else SUPPORT, "reason": "request",
        "request": DATA_REQUEST, "words": [words("my_data")["request"]], "channel": contact.channel.value,
        **(_as_before(before) if before else {}),
    }  # fmt: skip
    return HandoffIn.model_validate(whole, strict=False)


def _as_before(before: Handoff) -> dict[str, object]:
    """Who they are and how they may be reached, as they said then: what they refused stands."""
    reach = {name: getattr(before, f"contact_{name}") for name in _FIELDS}
    return {
        "contact": {**reach, "safe_to_contact": before.safe_to_contact},
        "agreed_to_pass_on": before.agreed_to_pass_on, "about": before.about, "about_whom": before.about_whom,
    }  # fmt: skip


def _typed() -> Typed:
    return Typed(*(request.form.get(name, "").strip()[:64] for name in ("code", "reference")))


def _form(typed: Typed, problem: bool) -> str:
    return render_template("resident/my_data.html", say=words_here("my_data"), typed=typed, problem=problem)


def add_to(blueprint: Blueprint) -> None:
    """Opens the pages on the resident's blueprint."""
    blueprint.add_url_rule("/what-we-hold", "my_data", form, methods=["GET"])
    blueprint.add_url_rule("/what-we-hold", "what_we_hold", show, methods=["POST"])
    blueprint.add_url_rule("/what-we-hold/delete", "delete_my_chat", delete, methods=["POST"])
