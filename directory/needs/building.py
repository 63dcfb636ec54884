"""`python -m directory build` and `make train`: trains the recogniser, unless it is already up to date."""

from __future__ import annotations

from pathlib import Path

from directory.needs.artefact import model_path, save_model
from directory.needs.bank import load_cues, load_nothing, load_services, load_situations
from directory.needs.encoder import SentenceEncoder
from directory.needs.service_model import service_model_path
from directory.needs.service_training import train_services
from directory.needs.training import train
from directory.needs.vocabulary import Vocabulary
from directory.needs.weights import Weights
from directory.needs.wording import Wording


def build_recogniser(build_dir: Path) -> bool:
    """Train on our own texts and keep the result; False when there was nothing to do."""
    path, services_path = model_path(build_dir), service_model_path(build_dir)
    if path.is_file() and services_path.is_file():
        return False
    vocabulary, wording, encoder = Vocabulary.load(), Wording.load(), SentenceEncoder()
    train_services(load_services(), vocabulary, wording, encoder).save(services_path)
    model = train(
        [*load_situations(vocabulary), *load_nothing()],
        load_cues(vocabulary),
        vocabulary,
        wording,
        encoder,
        Weights.load().training,
    )
    save_model(model, path)
    return True
