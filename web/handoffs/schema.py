"""The JSON of a hand-off, checked field by field: nothing unknown, of the wrong kind, or endless."""

from typing import Annotated, Literal

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from bot.handoff.reference import normalise
from bot.safeguarding.screen import Level
from web.handoffs.postal import LONGEST
from web.models.contact import Channel
from web.models.handoff import Kind, Reason


def _printable(text: str) -> str:
    if "\x00" in text:
        raise ValueError("must not hold a NUL character")
    return text


def _reference(text: str) -> str:
    try:
        return normalise(text)
    except ValueError:
        raise ValueError("must read like SP-XXXX-XXXX, with the right check character") from None


def _level(text: str) -> str:
    levels = [level.value for level in Level]
    if text not in levels:
        raise ValueError(f"must be one of {', '.join(levels)}")
    return text


Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9_.:-]{1,64}$")]
Key = Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{16,128}$")]
Line = Annotated[str, StringConstraints(min_length=1, max_length=255), AfterValidator(_printable)]
Passage = Annotated[str, StringConstraints(min_length=1, max_length=4000), AfterValidator(_printable)]
Reference = Annotated[str, StringConstraints(max_length=32), AfterValidator(_reference)]


class _Strict(BaseModel):
    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class OfferedIn(_Strict):
    """A service that was shown."""

    id: Annotated[str, StringConstraints(min_length=1, max_length=200), AfterValidator(_printable)]
    name: Line


class PlaceIn(_Strict):
    """Where help is wanted, no closer than a postcode district."""

    district: Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{1,2}[0-9][A-Za-z0-9]?$")] | None = None
    label: Line | None = None


class RiskIn(_Strict):
    """What the screen found."""

    category: Code
    level: Annotated[str, AfterValidator(_level)]
    rule: Annotated[str, StringConstraints(max_length=128), AfterValidator(_printable)] | None = None


class PersonIn(_Strict):
    """How to reach the person, as far as they said."""

    name: Line | None = None
    phone: Annotated[str, StringConstraints(max_length=64), AfterValidator(_printable)] | None = None
    email: Annotated[str, StringConstraints(max_length=254), AfterValidator(_printable)] | None = None
    address: Annotated[str, StringConstraints(max_length=LONGEST), AfterValidator(_printable)] | None = None
    when: Passage | None = None
    how: Passage | None = None
    safe_to_contact: bool | None = None


class HandoffIn(_Strict):
    """One hand-off as the bot, or our own leave-details page, sends it."""

    idempotency_key: Key
    reference: Reference | None = None
    conversation_id: Annotated[str, StringConstraints(pattern=r"^[\x21-\x7e]{1,128}$")] | None = None
    kind: Kind
    reason: Reason
    request: Code | None = None
    words: Annotated[list[Passage], Field(min_length=1, max_length=50)]
    about: Literal["self", "someone_else", "unknown"] = "unknown"
    about_whom: Line | None = None
    needs: Annotated[list[Code], Field(max_length=45)] = []
    offered: Annotated[list[OfferedIn], Field(max_length=100)] = []
    why_not_enough: Passage | None = None
    what_matters: Passage | None = None
    place: PlaceIn | None = None
    risk: RiskIn | None = None
    contact: PersonIn | None = None
    agreed_to_pass_on: bool | None = None
    person_knows: Literal["yes", "no"] | None = None
    promised_by: AwareDatetime | None = None
    channel: Channel
