"""The one recogniser of needs: a person's words in, needs with how likely each is meant out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits  # type: ignore[import-untyped]

from directory.language.guess import ENGLISH, guess_language, languages
from directory.needs.adapted_encoder import AdaptedEncoder
from directory.needs.artefact import load_model
from directory.needs.cue_lexicon import CueLexicon
from directory.needs.encoder import SentenceEncoder
from directory.needs.heard import HeardNeed, sure_needs
from directory.needs.model import Model, softmax
from directory.needs.spelling import Spelling
from directory.needs.vocabulary import Vocabulary
from directory.needs.weights import Weights
from directory.needs.wording import LONGEST, Wording

Floats = npt.NDArray[np.float32]
# What the universal encoder was taught besides English (its own documentation). In others it hears at random.
ENCODER_SPEAKS = frozenset("ar de es fr it ja ko nl pl pt ru th tr zh".split())
A_GREETING = 9  # letters at most: what is shorter, in another language, is hardly a story


class Recogniser:
    """Four opinions on a text and on each of its clauses, mixed. Safe to share between threads."""

    def __init__(
        self,
        model: Model,
        vocabulary: Vocabulary,
        wording: Wording,
        encoder: SentenceEncoder,
        weights: Weights,
        adapted: AdaptedEncoder | None = None,
    ) -> None:
        """Without an adapted encoder its opinion is left out and the others share its place."""
        self._model = model
        self.vocabulary = vocabulary
        self.wording = wording
        self.encoder = encoder
        self.weights = weights
        self._adapted = adapted
        self._lexicon = CueLexicon(model.cues, vocabulary, wording)
        self._known = frozenset(model.known_words)
        self._spelling = Spelling(model.known_words, wording.never_repaired)

    @classmethod
    def load(cls, build_dir: Path) -> Recogniser:
        """The trained recogniser; NotBuilt where `make train` has not been run for the present phrases.

        From here on the process multiplies matrices on one thread: for matrices as small as these several
        threads wait for each other more than they work, many times longer once another program is busy.
        """
        threadpool_limits(limits=1, user_api="blas")
        languages()  # read now rather than while somebody waits
        return cls(
            load_model(build_dir),
            Vocabulary.load(),
            Wording.load(),
            SentenceEncoder(),
            Weights.load(),
            AdaptedEncoder.load(),
        )

    def recognise(self, text: str) -> tuple[HeardNeed, ...]:
        """All needs, likeliest first (ties in the vocabulary's order); empty for a text without words."""
        language = guess_language(text)
        if language != ENGLISH:
            return self._in_another_language(text, language)
        words = self.repaired_words(text)
        if not words:
            return ()
        if self._known.isdisjoint(words):
            timidly = self.mixed(self.opinions([words]))[0]  # another language, or keys hit at random
            return self._ordered(timidly)
        clauses = [self._spelling.repaired(clause) for clause in self.wording.clauses(text)]
        opinions = self.opinions([words])
        heard = self.mixed(opinions | self.adapted_opinion([words], opinions["ngrams"]))[0]
        by_clause = np.zeros((0, len(self.vocabulary)), dtype=np.float32)
        if clauses:
            by_clause = self.mixed(self.opinions(clauses))
            heard = self.weights.whole * heard + (1 - self.weights.whole) * by_clause.max(axis=0)
        heard = sharpened(self._supported(heard, words, by_clause), self.weights.sharpness)
        return self._ordered(heard)

    def _in_another_language(self, text: str, language: str) -> tuple[HeardNeed, ...]:
        """The encoder alone, on the words as they stand: the other opinions and spelling repair know English.

        In a language that the encoder does not speak no need is likely at all.
        """
        if language not in ENCODER_SPEAKS:
            return self._ordered(np.zeros(len(self.vocabulary), dtype=np.float32))
        opinion = self._model.by_embedding.of_dense(self.encoder.encode([text[:LONGEST]]))[0]
        heard = opinion[: len(self.vocabulary)]
        return self._ordered(heard / 2 if len(text) <= A_GREETING else heard)

    def _ordered(self, heard: Floats) -> tuple[HeardNeed, ...]:
        order = np.argsort(-heard, kind="stable")
        # One step into numpy for all of them: a step for each is felt in every turn.
        likely = heard[order].astype(np.float64).round(4).tolist()
        ids = (self.vocabulary.ids[place] for place in order.tolist())
        return tuple(HeardNeed(*each) for each in zip(ids, likely, strict=True))

    def heard(self, text: str, floor: float = 0.05) -> tuple[HeardNeed, ...]:
        """The needs that are at least this likely, likeliest first."""
        return tuple(need for need in self.recognise(text) if need.score >= floor)

    def sure_needs(self, heard: Sequence[HeardNeed]) -> tuple[HeardNeed, ...]:
        """Which of the heard needs to act on, at most three; empty when one should ask first."""
        return sure_needs(heard, self.weights.sureness)

    def repaired_words(self, text: str) -> list[str]:
        """The words of a text in one spelling, typing errors put right."""
        return self._spelling.repaired(self.wording.words(text))

    def _supported(self, heard: Floats, words: Sequence[str], clauses: Floats) -> Floats:
        """Needs that only come along with a louder one sink: they want a cue or a clause of their own."""
        cues, weights = self.cue_evidence(words), self.weights.support
        position = self.vocabulary.position
        supported = cues > 0
        if len(clauses):
            own = np.where(clauses == clauses.max(axis=1, keepdims=True), clauses, 0).max(axis=0)
            own = np.where(own >= weights.clause, own, 0)
            heard = np.maximum(heard, own * np.minimum(weights.share, heard.max()))
            supported |= own > 0
        loudest = int(heard.argmax())
        supported[loudest] = True
        share = np.where(supported, 1.0, weights.unsupported)
        for need in weights.only_with_cues:
            if need in position and cues[place := position[need]] < weights.cues:
                share[place] = weights.unsupported if place == loudest else weights.without_cues
        return np.asarray(heard * share, dtype=np.float32)

    @property
    def known_words(self) -> tuple[str, ...]:
        """The words that people tell of their lives with, the commonest first."""
        return self._model.known_words

    def cue_evidence(self, words: Sequence[str]) -> Floats:
        """How strongly the cues among these words speak for each need."""
        return self._lexicon.evidence(words)

    def opinions(self, texts: Sequence[Sequence[str]]) -> dict[str, Floats]:
        """What each quick part thinks of each text (as repaired words): probabilities, one row a text."""
        rows = [self._model.ngrams.row(words) for words in texts]
        evidence = np.array([self.cue_evidence(words) for words in texts])
        embeddings = self.encoder.encode([" ".join(words) for words in texts])
        needs = len(self.vocabulary)  # behind them stands how likely the text speaks of none
        return {
            "ngrams": self._model.from_ngrams(rows)[:, :needs],
            "embedding": self._model.by_embedding.of_dense(embeddings)[:, :needs],
            "cues": softmax(evidence * np.float32(self.weights.cue_sharpness)),
        }

    def adapted_opinion(self, texts: Sequence[Sequence[str]], by_ngrams: Floats) -> dict[str, Floats]:
        """What the adapted encoder thinks of each text, which takes longest; empty without one.

        It finds a need in anything, "yes" and "put me through to somebody" included: what the words
        themselves take for no need at all is told less loudly.
        """
        if self._adapted is None:
            return {}
        read = self._adapted.likelihoods([" ".join(words) for words in texts], self.vocabulary.ids)
        return {"adapted": np.asarray(read * by_ngrams.sum(axis=1, keepdims=True), dtype=np.float32)}

    def mixed(self, opinions: dict[str, Floats]) -> Floats:
        """The opinions given, averaged by their shares."""
        shares = {name: self.weights.opinions[name] for name in opinions}
        total = sum(shares.values())
        mixture = sum(shares[name] / total * opinions[name] for name in shares)
        return np.asarray(mixture, dtype=np.float32)


def sharpened(heard: Floats, sharpness: float) -> Floats:
    """Averaged likelihoods are too timid: this spreads them as far as they prove right. The order stays."""
    nothing = max(0.0, 1.0 - float(heard.sum()))
    powers = heard**sharpness
    return np.asarray(powers / (powers.sum() + nothing**sharpness), dtype=np.float32)
