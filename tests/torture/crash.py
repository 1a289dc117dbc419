"""The long crash campaign: kill a writer at random moments, run it again, compare with one clean run.

    python tests/torture/crash.py [--kills 60] [--seed 0]

A short sample of it stands in the suite (tests/index/test_library.py).
"""

from __future__ import annotations

import argparse
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index.embed.hashed import Hashed
from index.search import Library

WRITER = (
    "import sys; from pathlib import Path; from index.search import Library; from index.embed.hashed import Hashed\n"
    "Library(Path(sys.argv[1]), embedder=Hashed()).add([Path(sys.argv[2])])"
)


def reports(folder: Path, count: int, version: int) -> None:
    """Write ``count`` reports of their own words; every third one differs between versions."""
    folder.mkdir(exist_ok=True)
    for n in range(count):
        dice = random.Random(f"{n} {version if n % 3 == 0 else 0}")
        told = " ".join(f"{''.join(dice.choices('abcdefghiklmnoprstu', k=6))} {dice.randrange(9999)}" for _ in range(150))
        (folder / f"report-{n:04}.txt").write_text(f"date 2031-05-{n % 28 + 1:02} Report {n} tells of harbour {n % 17}. {told}.", "utf-8")


def main() -> int:
    """Run the campaign; 1 when any home differs from a clean one or is not whole."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=60)
    options.add_argument("--seed", type=int, default=0)
    given = options.parse_args()
    dice = random.Random(given.seed)
    work = Path(tempfile.mkdtemp(prefix="deskbook-crash-"))
    wrong = killed = 0
    home = work / "home"
    began = time.monotonic()
    reports(work / "reports", 400, 0)
    subprocess.run([sys.executable, "-c", WRITER, str(work / "timing"), str(work / "reports")], check=True)
    whole = time.monotonic() - began
    for step in range(given.kills):
        if step % 6 == 0:  # a fresh home now and then; otherwise the same one is killed again
            shutil.rmtree(home, ignore_errors=True)
        reports(work / "reports", 400, step)
        writer = subprocess.Popen([sys.executable, "-c", WRITER, str(home), str(work / "reports")], stderr=subprocess.DEVNULL)
        try:
            writer.wait(timeout=dice.uniform(0.3, whole))
        except subprocess.TimeoutExpired:
            writer.send_signal(signal.SIGKILL)
            writer.wait()
            killed += 1
        if step % 3 != 2:
            continue  # two more kills before looking
        clean = work / "clean"
        shutil.rmtree(clean, ignore_errors=True)
        with Library(clean, embedder=Hashed()) as expected, Library(home, embedder=Hashed()) as found:
            expected.add([work / "reports"])
            found.add([work / "reports"])
            same, health = expected.corpus() == found.corpus(), found.verify()
            asked = [("the toll at harbour 3", 10), ("report 42", 10)]
            alike = all(expected.search(q, k=k).passages == found.search(q, k=k).passages for q, k in asked)
        wrong += not (same and health.healthy and alike)
        print(
            f"{step + 1} runs, {killed} killed: same corpus {same}, healthy {health.healthy or health}, same passages {alike}", flush=True
        )
    shutil.rmtree(work)
    print(f"{given.kills} runs, {killed} killed, {wrong} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
