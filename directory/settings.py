"""Everything the directory takes from its surroundings, read once and checked."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from directory.exceptions import SettingsError

# Office for National Statistics code of a local authority: England, Wales, Scotland or Northern Ireland.
COUNCIL_CODE_FORM = re.compile(r"[EWSN]\d{8}")


@dataclass(frozen=True)
class AreaSettings:
    """Whose residents are served: decides what counts as in or out of the area."""

    council_name: str
    council_code: str


@dataclass(frozen=True)
class DirectorySettings:
    """Where the directory rests, where built things rest, and whose area it is."""

    database_url: str
    var_dir: Path
    build_dir: Path
    area: AreaSettings

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "DirectorySettings":
        """Settings from the environment (or a mapping given instead); a bad value raises SettingsError."""
        env = os.environ if environ is None else environ
        var_dir = Path(_text(env, "VAR_DIR", "var"))
        return cls(
            database_url=_database_url(env, var_dir),
            var_dir=var_dir,
            build_dir=Path(_text(env, "BUILD_DIR", "build")),
            area=AreaSettings(_text(env, "COUNCIL_NAME", "Eastmere"), _council_code(env)),
        )


def _text(env: Mapping[str, str], name: str, default: str) -> str:
    """The setting without outer spaces; an empty one counts as not given."""
    return env.get(name, "").strip() or default


def _database_url(env: Mapping[str, str], var_dir: Path) -> str:
    given = _text(env, "DIRECTORY_DATABASE_URL", f"sqlite:///{var_dir / 'directory.sqlite3'}")
    try:
        make_url(given)
    except ArgumentError:
        # The address may hold a password, so it is not repeated here.
        raise SettingsError(
            "DIRECTORY_DATABASE_URL is not a database address; write it like sqlite:///var/directory.sqlite3."
        ) from None
    return given


def _council_code(env: Mapping[str, str]) -> str:
    code = _text(env, "COUNCIL_CODE", "E06000013").upper()
    if not COUNCIL_CODE_FORM.fullmatch(code):
        raise SettingsError(f"COUNCIL_CODE is {code!r}; it must be an ONS code such as E06000013.")
    return code
