"""Makes the two Python environments from the hashed pins, and remembers what it made them from.

An environment counts as made only when its stamp says which pins it was made from; the stamp is written last,
so a set-up that was cut off half-way is simply made again.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from launch.problems import LaunchError
from launch.pythons import find_rasa_python
from launch.settings import LaunchSettings

STAMP = "signpost-stamp"


@dataclass(frozen=True)
class Recipe:
    """One environment: its folder, its pins, and other pins that would serve as well (`or_made_from`)."""

    folder: Path
    pins: Path
    or_made_from: tuple[Path, ...] = ()

    def is_made(self) -> bool:
        """Whether the folder was made whole from these pins (or from a superset of them)."""
        stamp = self.folder / STAMP
        if not stamp.exists() or not (self.folder / "bin" / "python").exists():
            return False
        return stamp.read_text().strip() in {fingerprint(pins) for pins in (self.pins, *self.or_made_from)}

    def mark_made(self) -> None:
        """Write the stamp: the last step of making an environment."""
        (self.folder / STAMP).write_text(fingerprint(self.pins) + "\n")


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


def make_app_env(settings: LaunchSettings, *, dev: bool) -> None:
    """Make the application environment with the Python that runs this; raises LaunchError with a sentence."""
    recipe = app_recipe(settings, dev=dev)
    if recipe.is_made():
        return
    log = settings.logs / "setup-app.log"
    _run([sys.executable, "-m", "venv", "--clear", str(recipe.folder)], log, "make the folder .venv")
    python = str(recipe.folder / "bin" / "python")
    uv_pins = str(settings.root / "requirements" / "uv.txt")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    _run([*pip, "--require-hashes", "--no-deps", "-r", uv_pins], log, "install uv")
    _install(settings, recipe, log)


def make_rasa_env(settings: LaunchSettings) -> None:
    """Make the Rasa environment with a Python 3.10 of this machine; raises LaunchError with a sentence."""
    recipe = rasa_recipe(settings)
    if recipe.is_made():
        return
    log = settings.logs / "setup-rasa.log"
    python = find_rasa_python(settings.environ, uv_program(settings))
    make = [str(uv_program(settings)), "venv", "--quiet", "--no-project", "--clear", "--python", str(python)]
    _run([*make, str(recipe.folder)], log, "make the folder .venv-rasa")
    _install(settings, recipe, log)


def uv_program(settings: LaunchSettings) -> Path:
    """Return uv as installed into the application environment."""
    return settings.app_env / "bin" / "uv"


def _install(settings: LaunchSettings, recipe: Recipe, log: Path) -> None:
    """Install the pins, compiled: the first start would otherwise pay for the compiling."""
    command = [str(uv_program(settings)), "pip", "install", "--quiet", "--no-deps", "--require-hashes"]
    target = ["--compile-bytecode", "--python", str(recipe.folder / "bin" / "python"), "-r", str(recipe.pins)]
    _run([*command, *target], log, f"install the packages of {recipe.folder.name}")
    recipe.mark_made()


def _run(command: list[str], log: Path, doing: str) -> None:
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("a") as out:
        done = subprocess.run(command, stdout=out, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise LaunchError(f"Could not {doing}: {last_line(log)} (the whole story is in {log}).")


def last_line(log: Path) -> str:
    """Return the last line with text in a log: what a program said before it gave up."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    return lines[-1] if lines else "it said nothing"
