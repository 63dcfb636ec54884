"""What `python -m directory build` made, at the importer's service: needs and coordinates for services."""

from dataclasses import dataclass
from pathlib import Path

from directory.exceptions import NotBuilt
from directory.importing import Label, Locate
from directory.needs.labelling import Labeller
from directory.needs.recogniser import Recogniser
from directory.postcode_index import PostcodeIndex


@dataclass(frozen=True)
class BuiltThings:
    """What `build` makes and `import` uses. `missing` says what is not there, a sentence each."""

    label: Label | None
    locate: Locate | None
    missing: tuple[str, ...]

    @classmethod
    def open(cls, build_dir: Path) -> "BuiltThings":
        """Whatever is there: an import works without, and `build` makes good what it left out."""
        missing: list[str] = []
        label: Label | None = None
        locate: Locate | None = None
        try:
            label = Labeller(Recogniser.load(build_dir))
        except NotBuilt:
            missing.append("Services have no needs yet")
        try:
            locate = PostcodeIndex.open(build_dir).locate
        except NotBuilt:
            missing.append("Postcodes have no coordinates yet")
        return cls(label, locate, tuple(missing))
