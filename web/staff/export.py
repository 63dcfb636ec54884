"""Labelled messages as lines of JSON, for `python -m bot learn`: the words, the label and what it is of."""

import json
from collections.abc import Iterable, Iterator

from web.models.review import ReviewEntry


def lines(entries: Iterable[ReviewEntry]) -> Iterator[str]:
    """One line for each entry; its number lets an operator find it again on the page."""
    for each in entries:
        if each.label is not None and each.kept:
            row = {"entry": each.id, "text": each.kept, "label": each.label.value, "of": each.label_of}
            yield json.dumps(row, ensure_ascii=False)
