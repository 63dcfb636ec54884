"""`python -m launch`: what the Makefile calls, one word a thing to do. Standard library only."""

from __future__ import annotations

import os
import subprocess
import sys

from launch.check import FIXES, check
from launch.problems import LaunchError
from launch.run import Stop, run
from launch.settings import LaunchSettings
from launch.setup import set_up, set_up_app_env


def main(arguments: list[str]) -> int:
    """Do one thing; every failure is one sentence and a non-zero exit."""
    os.umask(0o077)
    try:
        settings = LaunchSettings.from_env()
        return _do(settings, arguments)
    except LaunchError as problem:
        print(f"signpost: {problem}", file=sys.stderr)
        return 1
    except OSError as problem:
        where = f" ({problem.filename})" if problem.filename else ""
        print(f"signpost: The machine refused: {problem.strerror or problem}{where}.", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Stop):
        print("\nsignpost: stopped; the next start goes on from here.", file=sys.stderr)
        return 130


def _do(settings: LaunchSettings, arguments: list[str]) -> int:
    match arguments:
        case ["run"]:
            run(settings)
        case ["setup"]:
            set_up(settings)
        case ["setup", "--dev"]:
            set_up(settings, dev=True)
        case ["environment", "--dev"]:
            set_up_app_env(settings)
        case ["check"]:
            check(settings)
        case ["fix"]:
            check(settings, FIXES)
        case ["in-app", *rest]:
            return _in_app(settings, rest)
        case _:
            raise LaunchError(
                "say one of: run, setup [--dev], environment --dev, check, fix, in-app ARGUMENTS."
            )
    return 0


def _in_app(settings: LaunchSettings, arguments: list[str]) -> int:
    """Run the application environment's Python with the settings the launcher would give."""
    command = [str(settings.app_env / "bin" / "python"), *arguments]
    return subprocess.run(command, cwd=settings.root, env=settings.child_environ()).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
