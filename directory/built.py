"""What `python -m directory build` made, at the importer's service: needs and coordinates for services."""

from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from directory.exceptions import NotBuilt
from directory.importing import Label, Locate
from directory.land import Land
from directory.needs.labelling import Labeller
from directory.openreferral.repairs import OnLand
from directory.postcode_index import PostcodeIndex


@dataclass(frozen=True)
class BuiltThings:
    """What `build` makes and `import` uses. `missing` says what is not there, a sentence each."""

    label: Label | None
    locate: Locate | None
    missing: tuple[str, ...]
    on_land: OnLand | None = None

    @classmethod
    def open(cls, build_dir: Path) -> "BuiltThings":
        """Whatever is there: an import works without, and `build` makes good what it left out."""
        missing: list[str] = []
        label: Label | None = None
        locate: Locate | None = None
        try:
            label = Labeller.load(build_dir)
        except NotBuilt:
            missing.append("Services have no needs yet")
        on_land: OnLand | None = None
        try:
            index = PostcodeIndex.open(build_dir)
            locate, on_land = index.locate, Land.of(index)
        except NotBuilt:
            missing.append("Postcodes have no coordinates yet")
        return cls(label, locate, tuple(missing), on_land)

    def say_missing(self, out: TextIO) -> None:
        """What is not there, and what to do about it."""
        for sentence in self.missing:
            out.write(f"{sentence}: run python -m directory build\n")
