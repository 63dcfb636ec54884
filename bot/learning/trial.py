"""Tries labels out on a copy of the rooms: until they did well, no file and no model of ours changes."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from bot.exceptions import LearningError
from bot.learning.figures import Figure
from bot.learning.labels import Labelled, line_of, place_of

ROOMS = ("bot", "directory")
BUILT = ("needs", "second_opinion")  # folders of trained models in a build folder
LONGEST_TRAINING = 1800  # seconds


@dataclass(frozen=True)
class Trial:
    """A copy of `root`'s rooms below `folder`, with a build folder of its own."""

    root: Path
    folder: Path

    @property
    def rooms(self) -> Path:
        """Where the copy stands."""
        return self.folder / "rooms"

    @property
    def build_dir(self) -> Path:
        """Where the copy's models are trained into."""
        return self.folder / "build"

    def prepare(self, labels: Iterable[Labelled]) -> None:
        """Make the copy, and write the labels into its banks."""
        for room in ROOMS:
            shutil.copytree(self.root / room, self.rooms / room, ignore=shutil.ignore_patterns("__pycache__"))
        append(self.rooms, labels)

    def old_figures(self, build_dir: Path) -> dict[str, Figure]:
        """How well the project does as it is, with the models in `build_dir`."""
        return measured(self.root, build_dir, self.root)

    def new_figures(self) -> dict[str, Figure]:
        """How well the copy does, trained anew, on the very same tests."""
        return measured(self.rooms, self.build_dir, self.root)

    def take_over(self, labels: Iterable[Labelled], build_dir: Path) -> None:
        """Give the project the labels, and the models that were trained with them; old models stay beside."""
        append(self.root, labels)
        for name in BUILT:
            for model in sorted((self.build_dir / name).glob("*")):
                place = build_dir / name / model.name
                place.parent.mkdir(parents=True, exist_ok=True)
                unfinished = place.with_name(f"{place.name}.{os.getpid()}.tmp")
                shutil.copyfile(model, unfinished)
                unfinished.replace(place)


def measured(rooms: Path, build_dir: Path, base: Path) -> dict[str, Figure]:
    """The figures of `bot.learning.measuring` for these rooms; LearningError where it fails."""
    command = [sys.executable, "-m", "bot.learning.measuring", "--base", str(base), "--build", str(build_dir)]
    try:
        done = subprocess.run(  # noqa: S603 - our own program; nothing that anybody wrote is in its arguments
            command, cwd=rooms, stdout=subprocess.PIPE, check=True, timeout=LONGEST_TRAINING
        )
        figures = json.loads(done.stdout.splitlines()[-1])
    except (subprocess.SubprocessError, ValueError, IndexError):
        raise LearningError("Training or measuring failed, as said above. Nothing was changed.") from None
    return {name: Figure(**figure) for name, figure in figures.items()}


def append(root: Path, labels: Iterable[Labelled]) -> None:
    """Write each label's line at the end of its file; a file is replaced whole or not at all."""
    lines: dict[PurePosixPath, list[str]] = {}
    for one in labels:
        lines.setdefault(place_of(one), []).append(line_of(one))
    for place, more in lines.items():
        path = root / place
        path.parent.mkdir(parents=True, exist_ok=True)
        known = path.read_text(encoding="utf-8") if path.is_file() else ""
        whole = known + ("\n" if known and not known.endswith("\n") else "") + "\n".join(more) + "\n"
        unfinished = path.with_name(f".{path.name}.{os.getpid()}")
        unfinished.write_text(whole, encoding="utf-8")
        if path.is_file():
            shutil.copymode(path, unfinished)
        unfinished.replace(path)


def diffstat(labels: Iterable[Labelled]) -> Iterator[str]:
    """How many lines each file grows by."""
    counts = Counter(str(place_of(one)) for one in labels)
    for place, count in sorted(counts.items()):
        yield f" {place:<62} | +{count}"
    yield f" {len(counts)} files changed, {counts.total()} lines added"
