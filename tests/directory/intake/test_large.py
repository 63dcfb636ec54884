"""A feed of 50 MB, far above any that is known: its time and its memory, in a process of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.directory.feeds import v3_location, v3_service

ROOT = Path(__file__).parents[3]
MEGABYTES = 50
# Measured: 730 MB and 47 s of computing, see docs/importing.md. Machines differ in speed more than in memory.
MOST_MEMORY = 1100  # MB
MOST_SECONDS = 600
# VmHWM is this program's own peak; getrusage would tell that of whoever started it, where that was larger.
MEASURED = """
import sys
from pathlib import Path
from directory.cli import main
code = main(["import", sys.argv[1]])
lines = Path("/proc/self/status").read_text().splitlines()
print(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) // 1024)
sys.exit(code)
"""


@pytest.mark.slow
@pytest.mark.timeout(MOST_SECONDS + 60)
def test_a_feed_of_50_megabytes(tmp_path: Path) -> None:
    feed, count = large_feed(tmp_path)
    env = {**os.environ, "VAR_DIR": str(tmp_path / "var"), "BUILD_DIR": str(tmp_path / "build")}
    run = [sys.executable, "-c", MEASURED, str(feed)]
    done = subprocess.run(run, cwd=ROOT, env=env, capture_output=True, text=True, timeout=MOST_SECONDS)
    assert done.returncode == 0, done.stderr
    first, *_, memory = done.stdout.splitlines()
    assert first.startswith(f"{count} new, 0 changed")
    assert int(memory) < MOST_MEMORY


def large_feed(folder: Path) -> tuple[Path, int]:
    """A v3 page of whole services, and how many there are."""
    path, count, size = folder / "large.json", 0, 0
    with path.open("w", encoding="utf-8") as out:
        out.write('{"contents": [')
        while size < MEGABYTES * 1_000_000:
            place = {"id": f"l{count}", "location": v3_location(id=f"hall-{count}")}
            entry = v3_service(f"s{count}", name=f"Club {count}", service_at_locations=[place])
            entry["description"] = f"<p>Café number {count}: tea, company &amp; a walk.</p>" * 12
            written = json.dumps(entry)
            out.write(("," if count else "") + written)
            size, count = size + len(written), count + 1
        out.write("]}")
    return path, count
