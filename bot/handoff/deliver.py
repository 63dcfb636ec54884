"""Brings one hand-off to the web, once, and says what came of it."""

from enum import Enum

import httpx

from bot.handoff.request import HandoffRequest

WAIT_AND_TRY_AGAIN = {401, 403, 404, 408, 425, 429}


class Outcome(Enum):
    """What came of one attempt."""

    ARRIVED = "arrived"
    LATER = "later"
    REFUSED = "refused"


class Deliverer:
    """POSTs hand-offs to the web. The same hand-off twice makes one there: its idempotency key says so."""

    def __init__(self, web_url: str, token: str, timeout: float) -> None:
        # trust_env off: a proxy set for the machine must never see a hand-off on its way over loopback.
        self._client = httpx.Client(
            base_url=web_url,
            timeout=timeout,
            trust_env=False,
            headers={"Authorization": f"Bearer {token}"},
        )

    def deliver(self, handoff: HandoffRequest) -> tuple[Outcome, str]:
        """Try once; the outcome and, where it did not arrive, the reason in a few words."""
        try:
            answer = self._client.post(
                "/api/handoffs",
                json=handoff.as_json(),
                headers={"Idempotency-Key": handoff.idempotency_key},
            )
        except httpx.HTTPError as error:
            return Outcome.LATER, type(error).__name__
        if answer.is_success:
            return Outcome.ARRIVED, ""
        # The web's own fault, or one that passes (it is starting, busy, or its token is not there yet).
        if answer.status_code >= 500 or answer.status_code in WAIT_AND_TRY_AGAIN or answer.is_redirect:
            return Outcome.LATER, f"status {answer.status_code}"
        return Outcome.REFUSED, _said(answer)

    def close(self) -> None:
        """Give back the connections."""
        self._client.close()


def _said(answer: httpx.Response) -> str:
    """The status and the names of the fields at fault; never a value, which could be a personal one."""
    try:
        fields = [str(one["field"]) for one in answer.json()["error"].get("fields") or []]
    except (ValueError, KeyError, TypeError, AttributeError):
        fields = []
    return f"status {answer.status_code}" + (f", fields {', '.join(fields)}" if fields else "")
