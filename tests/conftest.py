"""What many tests need: a small home with the fake embedder, and the seeds in a home with the real one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from index.embed.hashed import Hashed
from index.embed.minilm import MiniLM
from index.search import Library

ROOT = Path(__file__).parent.parent

REPORTS = {
    "2031-05-01-harbour.txt": "date 2031-05-01 The ferry Alba sank off Port Lanner on Thursday. Nine people died, the harbour master said.",
    "2031-05-02-harbour.txt": "date 2031-05-02 The toll from the sinking of the ferry Alba rose to eleven on Friday. "
    "Divers found two bodies.",
    "2031-05-03-mayor.md": "---\ndate: 2031-05-03\ntitle: Mayor resigns\nsource: The Lanner Post\n---\n"
    "Mayor Ines Calloway resigned on Saturday over the ferry inspections.",
    "notes.txt": "The town of Port Lanner has two piers and one lighthouse, built by the engineer Tobin Marsh.",
}

# How long an example takes is the machine's affair: no test may fail because others work on it too.
settings.register_profile("deskbook", deadline=None)
settings.load_profile("deskbook")


@pytest.fixture(autouse=True)
def _no_surprises(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No test sees this machine's settings, keys, home or tracing."""
    for name in list(os.environ):
        if name.startswith(("QA_", "OPENAI_", "LANGSMITH_", "LANGCHAIN_", "ANTHROPIC_")):
            monkeypatch.delenv(name)
    monkeypatch.setenv("QA_HOME", str(tmp_path / "unused-home"))


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    """A folder of four small reports, one of them undated."""
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in REPORTS.items():
        (folder / name).write_text(text, "utf-8")
    return folder


@pytest.fixture
def open_library(tmp_path: Path) -> Iterator[Callable[[str], Library]]:
    """Opens libraries on homes of their own, with the fake embedder, and closes them."""
    opened: list[Library] = []

    def make(name: str = "home") -> Library:
        opened.append(Library(tmp_path / name, embedder=Hashed()))
        return opened[-1]

    yield make
    for library in opened:
        library.close()


@pytest.fixture(scope="session")
def embedder() -> MiniLM:
    """The bundled embedder, opened once."""
    return MiniLM()


@pytest.fixture(scope="session")
def seeds(tmp_path_factory: pytest.TempPathFactory, embedder: MiniLM) -> Iterator[Library]:
    """The seeds, added once with the bundled embedder. Read only."""
    with Library(tmp_path_factory.mktemp("seeds") / "home", embedder=embedder) as library:
        library.add([ROOT / "seeds/documents", ROOT / "seeds/fortnight/documents"])
        yield library
