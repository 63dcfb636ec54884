"""What was said in a chat goes to where the rest was passed on: whoever follows up has it too."""

from bot.handoff.reference import mint
from bot.secrets import read_or_create
from web.handoffs.receive import take_in
from web.handoffs.schema import HandoffIn
from web.models.handoff import Handoff, State
from web.parts import Parts
from web.resident.direct_handoff import MOST_WORDS
from web.store import contacts, live
from web.store.handoffs import hash_key, of_contact


def bring_words(parts: Parts, number: int) -> None:
    """Adds the resident's words of this chat to each open hand-off of its contact. Again adds nothing."""
    key = read_or_create(parts.settings.secrets_dir / "reference_key")
    with parts.store.reading() as session:
        chat = live.by_number(session, number)
        if chat is None:
            return
        dialogue_id = chat.contact.public_id_hash
        words = contacts.resident_words(session, chat.contact)[-MOST_WORDS:]
        found = [each for each in of_contact(session, chat.contact_id) if each.state is not State.CLOSED]
        incoming = [made for each in found if (made := _as_json(each, dialogue_id, words, key))]
    for each in incoming:
        take_in(parts, each)


def _as_json(found: Handoff, dialogue_id: str, words: list[str], key: str) -> HandoffIn | None:
    """The same hand-off with the words of now; None for one that came under a key that is not ours."""
    reference, idempotency_key = mint(dialogue_id, found.kind.value, key)
    if not words or hash_key(idempotency_key) != found.key_hash:
        return None
    whole = {
        "kind": found.kind, "reason": found.reason, "channel": found.channel, "reference": reference,
        "idempotency_key": idempotency_key, "conversation_id": dialogue_id, "words": words,
    }  # fmt: skip
    return HandoffIn.model_validate(whole, strict=False)
