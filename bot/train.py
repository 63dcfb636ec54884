"""`python -m bot.train`: trains the Rasa model, or says that the one there is still right.

The model's file name is a hash of all it is made from, so a model is never stale and never trained twice.
"""

import hashlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bot.exceptions import ModelError, SettingsError
from bot.lean import make_rasa_lean
from bot.quiet_log import quiet_log
from bot.settings import PROJECT_ROOT, BotSettings, teach_rasa_manners

INGREDIENTS = (
    "config.yml",
    "domain.yml",
    "bot/data",
    "bot/components",
    "bot/lean.py",
    "requirements/rasa.txt",
)
SUFFIXES = {".yml", ".py", ".txt"}


def content_key(root: Path = PROJECT_ROOT) -> str:
    """Sixteen hex digits that change whenever anything the model is made from changes."""
    digest = hashlib.sha256()
    for path in _ingredients(root):
        digest.update(f"{path.relative_to(root).as_posix()}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()[:16]


def model_file(settings: BotSettings, root: Path = PROJECT_ROOT) -> Path:
    """Where the model for the present content is, or will be once trained."""
    return settings.models / f"{content_key(root)}.tar.gz"


def train(settings: BotSettings, root: Path = PROJECT_ROOT) -> Path:
    """Train unless there is a model for the present content; its file. ModelError when training fails."""
    wanted = model_file(settings, root)
    if wanted.exists():
        return wanted
    teach_rasa_manners(settings.build_dir)
    quiet_log()
    make_rasa_lean()
    from rasa.model_training import train as rasa_train

    from bot.rule_index import look_rules_up

    look_rules_up()
    settings.models.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=settings.models) as folder:
        result = rasa_train(
            domain=str(root / "domain.yml"),
            config=str(root / "config.yml"),
            training_files=[str(root / "bot" / "data")],
            output=folder,
            force_training=True,
            fixed_model_name=wanted.name,
        )
        if result.code != 0 or not result.model:
            raise ModelError("Rasa could not train the model; what it said is above.")
        # A model appears whole or not at all, even when training is stopped half-way.
        os.replace(result.model, wanted)
    shutil.rmtree(settings.models / "cache", ignore_errors=True)
    return wanted


def main() -> int:
    """Train, and say in one line what happened."""
    try:
        settings = BotSettings.from_env()
        known = model_file(settings).exists()
        path = train(settings)
    except (ModelError, SettingsError) as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"The dialogue model {path.name} is {'still right' if known else 'trained'}.\n")
    return 0


def _ingredients(root: Path) -> Iterator[Path]:
    for name in INGREDIENTS:
        place = root / name
        found = [place] if place.is_file() else sorted(place.rglob("*"))
        yield from (path for path in found if path.is_file() and path.suffix in SUFFIXES)


if __name__ == "__main__":
    sys.exit(main())
