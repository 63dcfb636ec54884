"""Asking a source for documents: kept ones first, and only sound ones are kept."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from directory.exceptions import FeedUnreadable
from directory.openreferral.encodings import decoded
from directory.openreferral.json_page import Page, read_object, read_page
from directory.sources.answers import Answer, Asker
from directory.sources.keeping import KeptRun

Read = TypeVar("Read")


class Asking:
    """One run's questions to one source."""

    def __init__(self, asker: Asker, kept: KeptRun) -> None:
        self._asker, self.kept, self.manners = asker, kept, asker.manners

    def page(self, url: str) -> Page:
        """A list of services, or FeedUnreadable."""
        return self._sound(url, read_answer_page)

    def object(self, url: str) -> Any:
        """Any JSON, or FeedUnreadable."""
        return self._sound(url, lambda answer: read_object(_text(answer), name_of(answer.url)))

    def document(self, url: str) -> Answer:
        """Whatever is there, as it came. It is kept once `keep` is called."""
        found = self.kept.get(url)
        return found or self.kept.whole(self._asker.ask(url, self.kept.known(url)))

    def keep(self, answer: Answer) -> None:
        """The answer made sense: a stopped run need not ask for it again."""
        if self.kept.get(answer.url) is None:
            self.kept.put(answer)

    def _sound(self, url: str, read: Callable[[Answer], Read]) -> Read:
        answer = self.document(url)
        value = read(answer)
        self.keep(answer)
        return value


def read_answer_page(answer: Answer) -> Page:
    """The list of services in an answer."""
    return read_page(_text(answer), name_of(answer.url))


def name_of(url: str) -> str:
    """How an address is called in a sentence: without its query, which may hold a key."""
    parts = urlsplit(url)
    return f"{parts.hostname}{parts.path}"


def _text(answer: Answer) -> str:
    text, _ = decoded(answer.body or b"", name_of(answer.url))
    if text.lstrip()[:1] == "<":
        raise FeedUnreadable(f"{name_of(answer.url)} answers with a web page where data should be.")
    return text
