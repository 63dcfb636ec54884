"""A resident's browser as far as speed goes: opens the chat, posts what is typed, gets the rendered reply."""

from __future__ import annotations

import re
import secrets
import time

import httpx

from directory.needs.bank import load_situations
from directory.needs.vocabulary import Vocabulary

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')

# What is said after the situation; services are looked for in each.
CONVERSATIONS = (
    ("that she is safe", "DN15 6NL", "no"),
    ("someone to talk to", "DN17 1AA", "how much is that?"),
    ("a break for me", "DN16 2AB", "yes that helps"),
    ("to stay in my own home", "DN15 6NL", "why this?"),
    ("to stop worrying", "DN20 8AA", "something else"),
)
WORDS = range(4, 26)


def situations() -> list[str]:
    """What people say is going on, from the phrase bank: hundreds, so that hardly any is said twice."""
    told = (one.text for one in load_situations(Vocabulary.load()))
    return [text for text in told if len(text.split()) in WORDS]


class SlowOrWrong(Exception):
    """An answer that is not the dialogue's: an error page, or the words for when Rasa is down."""


class Resident:
    """One browser. `say` returns the seconds from the post to the whole rendered reply.

    `address`: the loopback address it speaks from, so that many residents are not taken for one line.
    """

    def __init__(self, url: str, seconds: float = 15.0, address: str = "127.0.0.1") -> None:
        # Plain HTTP on loopback: reading the machine's certificates for each browser would cost 20 ms.
        line = httpx.HTTPTransport(local_address=address, verify=False)
        self._http = httpx.Client(base_url=url, timeout=seconds, trust_env=False, transport=line)
        self._token = ""

    def arrive(self) -> Resident:
        """Open the chat's page."""
        try:
            page = self._http.get("/start", follow_redirects=True)
        except httpx.HTTPError as error:
            raise SlowOrWrong(type(error).__name__) from error
        found = _TOKEN.search(page.text)
        if found is None:
            raise SlowOrWrong(f"the chat's page: status {page.status_code}")
        self._token = found.group(1)
        return self

    def say(self, text: str) -> float:
        """Post one message as the page's script does; SlowOrWrong unless the dialogue answered."""
        form = {"text": text, "csrf_token": self._token, "message_id": secrets.token_urlsafe(16)}
        begun = time.perf_counter()
        try:
            answer = self._http.post("/chat/turn", data=form)
        except httpx.HTTPError as error:
            raise SlowOrWrong(type(error).__name__) from error
        took = time.perf_counter() - begun
        if answer.status_code != httpx.codes.OK or "data-answer" not in answer.text:
            raise SlowOrWrong(f"status {answer.status_code}")
        if "/leave-details" in answer.text and "999" in answer.text:
            raise SlowOrWrong("the dialogue was not there")
        return took

    def leave(self) -> None:
        """Close the browser."""
        self._http.close()
