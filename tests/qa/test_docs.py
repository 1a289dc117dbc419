"""What the docs show runs."""

import os
import re
import subprocess
import sys
from pathlib import Path

from index.search import Library

ROOT = Path(__file__).parent.parent.parent


def test_the_langchain_script_of_the_docs_runs_as_it_stands(seeds: Library, tmp_path: Path) -> None:
    script = re.search(r"```python\n(.*?)```", (ROOT / "docs/langchain.md").read_text("utf-8"), re.S)
    assert script
    (tmp_path / "my-home").symlink_to(seeds.home)
    done = subprocess.run(
        [sys.executable, "-c", script.group(1)], cwd=tmp_path, capture_output=True, text=True, check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert "2023-11-29.txt" in done.stdout
    assert len([line for line in script.group(1).splitlines() if line.strip()]) == 5


def test_every_dependency_has_a_reason_in_the_docs() -> None:
    import tomllib

    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    reasons = (ROOT / "docs/dependencies.md").read_text("utf-8")
    assert all(re.split(r"[<>=~ ]", name)[0] in reasons for name in wanted)


def test_every_make_target_is_listed_by_a_bare_make() -> None:
    listed = subprocess.run(["make"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    for target in ("setup", "run", "test", "lint", "types", "docs", "bench", "eval", "torture", "lock", "clean"):
        assert f"make {target} " in listed


def test_the_front_page_refuses_what_no_report_answers_and_answers_the_others() -> None:
    shown = (ROOT / "README.md").read_text("utf-8")
    told = {part.split("\n", 1)[0]: part.split("\n", 1)[1] for part in shown.split("$ qa ask ")[1:]}
    assert any("Norway" in question for question in told)
    for question, answer in told.items():
        assert answer.startswith("No answer.") is ("Norway" in question), question
