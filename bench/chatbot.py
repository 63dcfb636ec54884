"""What a bot answers over HTTP, measured the same way whichever bot it is."""

from __future__ import annotations

import http.client
import json
import threading
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.figures import Watch, median_ms


class NoAnswer(Exception):
    """The bot did not answer as it should."""


@dataclass(frozen=True)
class Door:
    """Where a bot takes messages, what goes with them, and what is said in one conversation with it."""

    port: int
    path: str
    messages: Sequence[str]
    headers: Mapping[str, str]
    more: Mapping[str, Any]

    def first_answer(self) -> None:
        """Get one good answer, or NoAnswer."""
        Caller(self).say(self.messages[0])


class Caller:
    """One conversation over one connection that stays open."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._line = http.client.HTTPConnection("127.0.0.1", door.port, timeout=60)
        self._sender = uuid.uuid4().hex

    def say(self, text: str) -> float:
        """Say one thing; the seconds until its answer was whole. NoAnswer unless something was said back."""
        body = {**self._door.more, "sender": self._sender, "message": text}
        headers = {"Content-Type": "application/json", **self._door.headers}
        watch = Watch()
        try:
            self._line.request("POST", self._door.path, json.dumps(body), headers)
            answer = self._line.getresponse()
            said = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise NoAnswer(type(error).__name__) from error
        took = watch.seconds
        told = json.loads(said) if answer.status == http.client.OK else None
        if not (told["messages"] if isinstance(told, dict) else told):
            raise NoAnswer(f"status {answer.status}")
        return took

    def conversation(self) -> list[float]:
        """Hold a whole conversation as somebody new; the seconds of each turn."""
        self._sender = uuid.uuid4().hex
        return [self.say(text) for text in self._door.messages]


def median_turn_ms(door: Door, conversations: int) -> float:
    """The median turn, one after the other; the first conversation pays for what is loaded late."""
    caller = Caller(door)
    caller.conversation()
    return median_ms([took for _ in range(conversations) for took in caller.conversation()])


def turns_a_second(door: Door, at_once: int, seconds: float) -> float:
    """How many turns are answered when so many conversations are held at once."""
    counts = [0] * at_once
    problems: list[Exception] = []
    watch = Watch()

    def talk(place: int) -> None:
        caller = Caller(door)
        try:
            while watch.seconds < seconds:
                counts[place] += len(caller.conversation())
        except NoAnswer as problem:
            problems.append(problem)

    threads = [threading.Thread(target=talk, args=(place,)) for place in range(at_once)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if problems:
        raise problems[0]
    return sum(counts) / watch.seconds
