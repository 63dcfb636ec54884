"""What the pages' styles and script are made from is pinned to the byte, and made once."""

import json
import os
import re
import subprocess
import sys
from importlib.metadata import metadata, version
from pathlib import Path

import pytest

from web.front_end import ingredients
from web.front_end.build import NotMade, already_made
from web.front_end.ingredients import PACKAGES, _fingerprint, made_in, tools_in
from web.front_end.settings import build_dir

ROOT = Path(__file__).parents[3]
TEMPLATES = ROOT / "web" / "templates"
PACKAGE, LOCK = (json.loads(path.read_text()) for path in PACKAGES)
PARTS_WITHOUT_STYLES = {"govuk-frontend-version"}


@pytest.fixture(scope="module")
def styles() -> str:
    return (already_made(build_dir()) / "css/base.css").read_text()


def test_every_package_is_held_by_its_hash_and_by_no_address() -> None:
    fetched = {name: entry for name, entry in LOCK["packages"].items() if name}
    assert {"node_modules/govuk-frontend", "node_modules/sass", "node_modules/esbuild-wasm"} <= set(fetched)
    assert [name for name, entry in fetched.items() if not entry["integrity"].startswith("sha512-")] == []
    assert [name for name, entry in fetched.items() if "resolved" in entry] == []
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", each) for each in PACKAGE["devDependencies"].values())


def test_the_styles_are_of_the_release_whose_macros_we_use() -> None:
    said = metadata("govuk-frontend-jinja")["Description"]
    row = re.search(rf"\[{re.escape(version('govuk-frontend-jinja'))}\]\(.*?\[(\d+\.\d+\.\d+)\]", said)
    assert row and row[1] == PACKAGE["devDependencies"]["govuk-frontend"]


def test_another_source_means_another_folder(tmp_path: Path) -> None:
    sheet = tmp_path / "base.scss"
    sheet.write_text("a { color: red }")
    before = _fingerprint([sheet])
    assert _fingerprint([sheet]) == before
    sheet.write_text("a { color: blue }")
    assert _fingerprint([sheet]) != before


def test_every_source_counts() -> None:
    counted = {path.name for path in (*PACKAGES, ingredients.NODE_PINS, ingredients.RECIPE)}
    counted |= {path.name for path in ingredients.STYLES.iterdir()} | {
        path.name for path in ingredients.SCRIPTS.iterdir()
    }
    own = {path.name for path in ingredients.HERE.rglob("*") if path.suffix in {".scss", ".mjs", ".json"}}
    assert own <= counted


def test_a_site_without_styles_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NotMade, match="make train"):
        already_made(tmp_path)


def test_nothing_of_gov_uk_alone_and_nothing_from_elsewhere(styles: str) -> None:
    assert not re.search(r"GDS Transport|@font-face|crown|@import|url\(", styles)


def test_every_class_of_gov_uk_on_a_page_has_its_styles(styles: str) -> None:
    named = {
        name
        for path in TEMPLATES.rglob("*.html")
        for name in re.findall(r"govuk-[a-z_-]+", path.read_text(encoding="utf-8").replace("govuk_", ""))
    }
    assert named
    assert {name for name in named if f".{name}" not in styles} - PARTS_WITHOUT_STYLES == set()


def test_colours_are_names_that_a_council_can_change(styles: str) -> None:
    for name in ("brand", "brand-text", "brand-deep", "tint", "link", "link-over", "button", "button-over"):
        assert f"--{name}:" in styles and f"var(--{name})" in styles
    assert re.search(r"--govuk-brand-colour: ?var\(--brand\)", styles)


def run_build(folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "web.front_end"],
        cwd=ROOT, env={**os.environ, "BUILD_DIR": str(folder), **environ}, capture_output=True, text=True,
    )  # fmt: skip


@pytest.mark.slow
def test_the_same_sources_give_the_same_bytes_and_are_made_once(tmp_path: Path) -> None:
    tools = tools_in(build_dir())
    if not tools.is_dir():
        pytest.skip(
            "The tools were thrown away since they were used; `python -m web.front_end` fetches them."
        )
    (tmp_path / "front_end").mkdir()
    tools_in(tmp_path).symlink_to(tools)
    assert run_build(tmp_path).returncode == 0
    for name in ("css/base.css", "js/govuk.js"):
        assert (made_in(tmp_path) / name).read_bytes() == (made_in(build_dir()) / name).read_bytes()
    before = made_in(tmp_path).stat().st_mtime_ns
    assert run_build(tmp_path).returncode == 0
    assert made_in(tmp_path).stat().st_mtime_ns == before


@pytest.mark.slow
def test_without_a_network_one_sentence_says_so_and_nothing_half_made_is_left(tmp_path: Path) -> None:
    cut_off = run_build(tmp_path / "build", UV_OFFLINE="1", UV_CACHE_DIR=str(tmp_path / "empty"))
    assert cut_off.returncode == 1
    assert (
        cut_off.stderr.strip().splitlines()[-1].startswith("Could not fetch Node.js from the package index")
    )
    assert not made_in(tmp_path / "build").exists()
