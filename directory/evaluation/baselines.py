"""Plain ways to find services by words alone: what Signpost's ranking must beat."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process, utils

from directory.listings import Listing
from directory.needs.encoder import SentenceEncoder
from directory.needs.minilm import load_network, load_tokenizer
from directory.needs.minilm_session import SentenceVectors

Found = list[list[str]]
MOST = 10


def by_rapidfuzz(texts: Sequence[str], listings: Sequence[Listing]) -> Found:
    """Services whose name and description share most words with the text (token_set_ratio)."""
    entries = [utils.default_process(_text(one)) for one in listings]
    ranked = []
    for text in texts:
        best = process.extract(utils.default_process(text), entries, scorer=fuzz.token_set_ratio, limit=MOST)
        ranked.append([listings[place].id for _, _, place in best])
    return ranked


def by_full_text(texts: Sequence[str], listings: Sequence[Listing]) -> Found:
    """SQLite's full-text search (FTS5, porter stems) by its bm25(), any word of the text counting."""
    store = sqlite3.connect(":memory:")
    store.execute("CREATE VIRTUAL TABLE entry USING fts5(id UNINDEXED, name, description, tokenize='porter')")
    store.executemany(
        "INSERT INTO entry VALUES (?, ?, ?)", [(one.id, one.name, one.description) for one in listings]
    )
    found = []
    for text in texts:
        query = " OR ".join(f'"{word}"' for word in re.findall(r"\w+", text))
        sql = "SELECT id FROM entry WHERE entry MATCH ? ORDER BY bm25(entry) LIMIT ?"
        rows = store.execute(sql, (query, MOST)).fetchall() if query else []
        found.append([str(row[0]) for row in rows])
    store.close()
    return found


def by_universal_encoder(texts: Sequence[str], listings: Sequence[Listing]) -> Found:
    """Services nearest to the text for the universal sentence encoder."""
    encoder = SentenceEncoder()
    return _nearest(encoder.encode(texts), encoder.encode([_text(one) for one in listings]), listings)


def by_minilm(texts: Sequence[str], listings: Sequence[Listing]) -> Found:
    """Services nearest to the text for MiniLM as published."""
    meaning, tokenizer = SentenceVectors(load_network()), load_tokenizer()

    def encode(many: Sequence[str]) -> npt.NDArray[np.float32]:
        return np.vstack([meaning.of([tokenizer.encode(one).ids]) for one in many])

    return _nearest(encode(texts), encode([_text(one) for one in listings]), listings)


def _nearest(
    texts: npt.NDArray[np.float32], entries: npt.NDArray[np.float32], listings: Sequence[Listing]
) -> Found:
    orders = np.argsort(-(texts @ entries.T), axis=1, kind="stable")[:, :MOST]
    return [[listings[place].id for place in order] for order in orders.tolist()]


def _text(listing: Listing) -> str:
    return f"{listing.name}. {listing.description}"
