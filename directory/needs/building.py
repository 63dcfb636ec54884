"""`python -m directory build` and `make train`: trains the recogniser, unless it is already up to date."""

from __future__ import annotations

from pathlib import Path

from directory.needs.artefact import model_path, save_model
from directory.needs.bank import load_cues, load_nothing, load_situations
from directory.needs.encoder import SentenceEncoder
from directory.needs.training import train
from directory.needs.vocabulary import Vocabulary
from directory.needs.weights import Weights
from directory.needs.wording import Wording


def build_recogniser(build_dir: Path) -> bool:
    """Train on the whole phrase bank and keep the result; False when there was nothing to do."""
    path = model_path(build_dir)
    if path.is_file():
        return False
    vocabulary = Vocabulary.load()
    model = train(
        [*load_situations(vocabulary), *load_nothing()],
        load_cues(vocabulary),
        vocabulary,
        Wording.load(),
        SentenceEncoder(),
        Weights.load().training,
    )
    save_model(model, path)
    return True
