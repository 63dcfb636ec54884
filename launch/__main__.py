"""`python -m launch setup|train|run|check|fix|test`: what the Makefile calls. Standard library only."""

from __future__ import annotations

import subprocess
import sys

from launch.check import FIXES, check
from launch.environments import make_app_env
from launch.problems import LaunchError
from launch.run import Stop, run
from launch.settings import LaunchSettings
from launch.setup import set_up


def main(arguments: list[str]) -> int:
    """Do one thing; every failure is one sentence and a non-zero exit."""
    try:
        settings = LaunchSettings.from_env()
        return _do(settings, arguments)
    except LaunchError as problem:
        print(f"signpost: {problem}", file=sys.stderr)
        return 1
    except (KeyboardInterrupt, Stop):
        print("\nsignpost: stopped before it was ready; the next start goes on from here.", file=sys.stderr)
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
            make_app_env(settings, dev=True)
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
    environ = {
        **settings.environ,
        "VAR_DIR": str(settings.var_dir),
        "BUILD_DIR": str(settings.build_dir),
    }
    command = [str(settings.app_env / "bin" / "python"), *arguments]
    return subprocess.run(command, cwd=settings.root, env=environ).returncode


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
