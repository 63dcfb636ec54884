"""Makes the two Python environments from the hashed pins, and remembers what it made them from.

An environment counts as made only when its stamp says which pins it was made from, and where; the stamp is
written last, so a set-up that was cut off half-way, or a checkout that was moved, is made again.
"""

from __future__ import annotations

import hashlib
import sys
from dataclasses import dataclass
from pathlib import Path

from launch.commands import Commands
from launch.problems import LaunchError
from launch.pythons import find_rasa_python, version_of
from launch.settings import LaunchSettings

STAMP = "signpost-stamp"


@dataclass(frozen=True)
class Recipe:
    """One environment: its folder, its pins, and other pins that would serve as well (`or_made_from`)."""

    folder: Path
    pins: Path
    or_made_from: tuple[Path, ...] = ()

    @property
    def python(self) -> Path:
        """The environment's interpreter."""
        return self.folder / "bin" / "python"

    def is_made(self) -> bool:
        """Whether the folder was made whole from these pins (or from a superset of them)."""
        if not self.is_whole():
            return False
        made_from = (self.folder / STAMP).read_text().splitlines()[0]
        return made_from in {fingerprint(pins) for pins in (self.pins, *self.or_made_from)}

    def is_whole(self) -> bool:
        """Whether the folder was made to the end, here, from whatever pins."""
        stamp = self.folder / STAMP
        return self.python.exists() and stamp.exists() and str(self.folder) in stamp.read_text().splitlines()

    def mark_made(self) -> None:
        """Write the stamp: the last step of making an environment."""
        (self.folder / STAMP).write_text(f"{fingerprint(self.pins)}\n{self.folder}\n")

    def mark_unmade(self) -> None:
        """Take the stamp away before the folder is changed."""
        (self.folder / STAMP).unlink(missing_ok=True)


def fingerprint(pins: Path) -> str:
    """Return what identifies these pins: the file's name and the hash of its text."""
    return f"{pins.stem} {hashlib.sha256(pins.read_bytes()).hexdigest()}"


def app_recipe(settings: LaunchSettings, *, dev: bool) -> Recipe:
    """Return the application environment; with `dev` the checkers and test tools too (it runs as well)."""
    pins = settings.root / "requirements"
    if dev:
        return Recipe(settings.app_env, pins / "dev.txt")
    return Recipe(settings.app_env, pins / "app.txt", or_made_from=(pins / "dev.txt",))


def rasa_recipe(settings: LaunchSettings) -> Recipe:
    """Return the Rasa environment."""
    return Recipe(settings.rasa_env, settings.root / "requirements" / "rasa.txt")


def make_app_env(settings: LaunchSettings, commands: Commands, *, dev: bool) -> None:
    """Make the application environment with the Python that runs this; raises LaunchError with a sentence."""
    recipe = app_recipe(settings, dev=dev)
    if recipe.is_made():
        return
    refuse_one_that_is_lent(recipe)
    log = settings.logs / "setup-app.log"
    if not (recipe.is_whole() and version_of(recipe.python) == sys.version_info[:2]):
        command = [sys.executable, "-m", "venv", "--clear", str(recipe.folder)]
        commands.run(command, log, "make the folder .venv")
    pip = [str(recipe.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    uv_pins = str(settings.root / "requirements" / "uv.txt")
    commands.run([*pip, "--require-hashes", "--no-deps", "-r", uv_pins], log, "install uv")
    _install(settings, recipe, commands, log)


def make_rasa_env(settings: LaunchSettings, commands: Commands) -> None:
    """Make the Rasa environment with a Python 3.10 of this machine; raises LaunchError with a sentence."""
    recipe = rasa_recipe(settings)
    if recipe.is_made():
        return
    refuse_one_that_is_lent(recipe)
    log = settings.logs / "setup-rasa.log"
    if not recipe.is_whole():
        python = find_rasa_python(settings.environ, uv_program(settings))
        make = [str(uv_program(settings)), "venv", "--quiet", "--no-project", "--clear"]
        command = [*make, "--python", str(python), str(recipe.folder)]
        commands.run(command, log, "make the folder .venv-rasa")
    _install(settings, recipe, commands, log)


def refuse_one_that_is_lent(recipe: Recipe) -> None:
    """Raises LaunchError for a link: making it anew would empty the folder of another checkout."""
    if recipe.folder.is_symlink():
        raise LaunchError(
            f"{recipe.folder.name} is a link to {recipe.folder.resolve()}, made for another checkout "
            "or from other pins. Remove the link, and it is made here."
        )


def uv_program(settings: LaunchSettings) -> Path:
    """Return uv as installed into the application environment."""
    return settings.app_env / "bin" / "uv"


def _install(settings: LaunchSettings, recipe: Recipe, commands: Commands, log: Path) -> None:
    """Bring the folder to exactly these pins, compiled, so that the first start need not compile.

    What is there already stays in place, so the tools for tests can be added beside a Signpost that runs.
    """
    recipe.mark_unmade()
    command = [str(uv_program(settings)), "pip", "sync", "--quiet", "--require-hashes", "--compile-bytecode"]
    target = ["--python", str(recipe.python), str(recipe.pins)]
    commands.run([*command, *target], log, f"install the packages of {recipe.folder.name}")
    recipe.mark_made()
