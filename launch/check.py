"""`make check` and `make fix`: every check runs, failures are counted at the end."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass

from launch.problems import LaunchError
from launch.settings import LaunchSettings


@dataclass(frozen=True)
class Check:
    """What is checked, and the command that checks it."""

    title: str
    command: tuple[str, ...]


CHECKS = (
    Check("format", ("ruff", "format", "--check", ".")),
    Check("lint", ("ruff", "check", ".")),
    Check("types", ("mypy",)),
    Check("imports", ("lint-imports",)),
)
FIXES = (Check("lint", ("ruff", "check", "--fix", ".")), Check("format", ("ruff", "format", ".")))


def check(settings: LaunchSettings, checks: tuple[Check, ...] = CHECKS) -> None:
    """Run all the checks; raises LaunchError naming those that failed."""
    failed = [each.title for each in checks if not _passes(settings, each)]
    if failed:
        raise LaunchError(f"{len(failed)} of {len(checks)} checks failed: {', '.join(failed)}.")


def _passes(settings: LaunchSettings, each: Check) -> bool:
    print(f"== {each.title}", flush=True)
    program, *arguments = each.command
    done = subprocess.run([str(settings.app_env / "bin" / program), *arguments], cwd=settings.root)
    return done.returncode == 0
