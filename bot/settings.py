"""Everything the bot takes from its surroundings, read once and checked.

Both Python environments import this, so: standard library only, Python 3.10.
"""

import os
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from bot.exceptions import SettingsError
from bot.office_times import OfficeTimes

LOOPBACK = "127.0.0.1"
DEMONSTRATION, DEMONSTRATION_DUTY_TEAM = "Eastmere", "01632 960999"
DEMONSTRATION_PHONE = "01632 960000"
OFFICE = {
    "opens": "OFFICE_OPENS",
    "closes": "OFFICE_CLOSES",
    "friday_closes": "OFFICE_CLOSES_FRIDAY",
    "closed_days": "OFFICE_CLOSED_DAYS",
}
PROJECT_ROOT = Path(__file__).resolve().parent.parent

# Rasa reads these itself: nothing is reported to anybody, nothing is cached outside the build folder.
RASA_MANNERS = {
    "RASA_TELEMETRY_ENABLED": "false",
    "RASA_MAX_CACHE_SIZE": "0",
    "MPLBACKEND": "agg",
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


@dataclass(frozen=True)
class BotSettings:
    """Ports, folders and times of the conversation's two programs."""

    rasa_port: int
    actions_port: int
    web_url: str
    var_dir: Path
    build_dir: Path
    tracker_hours: float
    handoff_timeout: float
    duty_team: str = ""
    time_zone: str = "Europe/London"
    council_phone: str = ""
    council_website: str = ""
    doors_file: Path | None = None
    office: OfficeTimes = OfficeTimes()

    @classmethod
    def from_env(cls, environ: Mapping[str, str] | None = None) -> "BotSettings":
        """Settings from the environment (or a mapping given instead); a bad value raises SettingsError."""
        env = os.environ if environ is None else environ
        return cls(
            rasa_port=_port(env, "RASA_PORT", 8105),
            actions_port=_port(env, "ACTIONS_PORT", 8155),
            web_url=_web_url(env),
            var_dir=Path(_text(env, "VAR_DIR", "var")).absolute(),
            build_dir=Path(_text(env, "BUILD_DIR", "build")).absolute(),
            tracker_hours=_positive(env, "TRACKER_HOURS", 72),
            handoff_timeout=_positive(env, "HANDOFF_TIMEOUT", 2),
            duty_team=_text(env, "EDT_PHONE", _duty_team(env)),
            time_zone=_time_zone(env),
            council_phone=_text(env, "COUNCIL_PHONE", _council_phone(env)),
            council_website=_website(env),
            doors_file=_file(env, "DOORS_FILE"),
            office=office_times(env),
        )

    @property
    def models(self) -> Path:
        """Where trained Rasa models rest, one file for each content of the training data."""
        return self.build_dir / "rasa"

    @property
    def tracker_file(self) -> Path:
        """The SQLite file in which Rasa keeps the conversations of the last hours."""
        return self.var_dir / "rasa_tracker.sqlite3"

    @property
    def spool(self) -> Path:
        """Where hand-offs wait, encrypted, until the web has them."""
        return self.var_dir / "spool"

    def secret_file(self, name: str) -> Path:
        """The file of one secret: rasa_token, handoff_token, reference_key or spool_key."""
        return self.var_dir / "secrets" / name


def teach_rasa_manners(build_dir: Path, environ: MutableMapping[str, str] | None = None) -> None:
    """Tell Rasa, through the environment it reads, to report nothing and to cache in the build folder."""
    env = os.environ if environ is None else environ
    env.update(RASA_MANNERS)
    env["RASA_CACHE_DIRECTORY"] = str(build_dir / "rasa" / "cache")


def spool_key_from_env(environ: Mapping[str, str] | None = None) -> str | None:
    """The spool's key where the council sets it itself; otherwise it is made once in VAR_DIR/secrets."""
    env = os.environ if environ is None else environ
    return env.get("SPOOL_KEY", "").strip() or None


def _text(env: Mapping[str, str], name: str, default: str) -> str:
    return env.get(name, "").strip() or default


def _port(env: Mapping[str, str], name: str, default: int) -> int:
    given = _text(env, name, str(default))
    if not given.isdecimal() or not 0 < int(given) < 65536:
        raise SettingsError(f"{name} is {given!r}; it must be a whole number from 1 to 65535.")
    return int(given)


def _positive(env: Mapping[str, str], name: str, default: float) -> float:
    given = _text(env, name, str(default))
    try:
        number = float(given)
    except ValueError:
        number = 0.0
    if not 0 < number < float("inf"):
        raise SettingsError(f"{name} is {given!r}; it must be a number above nought.")
    return number


def _duty_team(env: Mapping[str, str]) -> str:
    """The demonstration's made-up number, which a real council never gets."""
    return DEMONSTRATION_DUTY_TEAM if _is_demonstration(env) else ""


def _council_phone(env: Mapping[str, str]) -> str:
    """The same for the day."""
    return DEMONSTRATION_PHONE if _is_demonstration(env) else ""


def _is_demonstration(env: Mapping[str, str]) -> bool:
    return _text(env, "COUNCIL_NAME", DEMONSTRATION) == DEMONSTRATION


def _website(env: Mapping[str, str]) -> str:
    """The council's website; empty where none is set."""
    given = _text(env, "COUNCIL_WEBSITE", "")
    if given and (urlsplit(given).scheme != "https" or not urlsplit(given).hostname):
        raise SettingsError(f"COUNCIL_WEBSITE is {given!r}; write it like https://www.eastmere.example.")
    return given


def _file(env: Mapping[str, str], name: str) -> Path | None:
    given = _text(env, name, "")
    if given and not Path(given).is_file():
        raise SettingsError(f"{name} is {given!r}; there is no such file.")
    return Path(given).absolute() if given else None


def _time_zone(env: Mapping[str, str]) -> str:
    given = _text(env, "TIME_ZONE", "Europe/London")
    try:
        return ZoneInfo(given).key
    except (ZoneInfoNotFoundError, ValueError):
        raise SettingsError(f"TIME_ZONE is {given!r}; write it like Europe/London.") from None


def office_times(env: Mapping[str, str]) -> OfficeTimes:
    """When the office is open, for the conversation and the web; SettingsError names what is wrong."""
    given = {field: _text(env, name, "") for field, name in OFFICE.items()}
    try:
        return OfficeTimes.read(given)
    except ValueError as wrong:
        problem, field = wrong.args
        raise SettingsError(f"{OFFICE[field]} {problem}") from None


def _web_url(env: Mapping[str, str]) -> str:
    given = _text(env, "WEB_URL", f"http://{LOOPBACK}:{_port(env, 'PORT', 8000)}").rstrip("/")
    if urlsplit(given).scheme not in {"http", "https"} or not urlsplit(given).hostname:
        raise SettingsError(f"WEB_URL is {given!r}; write it like http://127.0.0.1:8000.")
    return given
