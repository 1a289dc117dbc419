"""The wall: what was published after a day, or on no known day, changes nothing that is found as of that day."""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index import add as adding
from index.embed.hashed import Hashed
from index.record import Record
from index.search import Library
from index.types import Window

ROOT = Path(__file__).parent.parent.parent
FORTNIGHT = ROOT / "seeds/fortnight/documents"
DAYS = [dt.date(2031, 5, day) for day in range(1, 11)]
# Few words, so that many chunks are equally good and every tie is met.
WORDS = "ferry harbour Alba council sank rose Friday nine Calloway toll port Lanner Gazette said".split()

Report = tuple[str, dt.date | None, str]
texts = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(lambda words: " ".join(words) + ".")
dated = st.lists(st.tuples(texts, st.sampled_from(DAYS)), min_size=1, max_size=10)
windows = st.one_of(
    st.sampled_from(DAYS).map(lambda day: Window(as_of=day)),
    st.tuples(st.sampled_from(DAYS), st.sampled_from(DAYS)).map(lambda pair: Window(since=min(pair), until=max(pair))),
    st.sampled_from(DAYS).map(lambda day: Window(as_of=day, event_since=day - dt.timedelta(days=2), event_until=day)),
)


def home(folder: Path, reports: Sequence[Report]) -> Library:
    """A home of these reports, added in this order; nothing is published, windows are searched in the record."""
    files = folder / "files"
    files.mkdir(parents=True)
    record = Record(folder, write=True)
    record.keep_fingerprint(Hashed().fingerprint)
    for name, day, text in reports:
        path = files / name
        path.write_text(f"date {day} {text}" if day else text, "utf-8")
        adding.add(record, [path], embedder=Hashed(), sync=False)
    record.close()
    return Library(folder, embedder=Hashed())


@pytest.fixture
def folder() -> Iterator[Path]:
    made = Path(tempfile.mkdtemp())
    yield made
    shutil.rmtree(made)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    early=dated,
    late=st.lists(st.tuples(texts, st.none() | st.integers(1, 30)), max_size=10),
    window=windows,
    question=texts,
    data=st.data(),
)
def test_reports_from_behind_the_wall_change_nothing(
    folder: Path, early: list[tuple[str, dt.date]], late: list[tuple[str, int | None]], window: Window, question: str, data: st.DataObject
) -> None:
    """Whatever else is in the home, and in whatever order it was added."""
    assert window.last is not None
    known: list[Report] = [(f"e{n}.txt", day, text) for n, (text, day) in enumerate(early) if window.last and day <= window.last]
    behind: list[Report] = [
        (f"b{n}.txt", window.last + dt.timedelta(days=after) if after else None, text) for n, (text, after) in enumerate(late)
    ]
    mixed = data.draw(st.permutations([*known, *behind]))
    with tempfile.TemporaryDirectory(dir=folder) as place:
        whole, cut = home(Path(place, "whole"), mixed), home(Path(place, "cut"), known)
        assert whole.search(question, window, k=4) == cut.search(question, window, k=4)
        assert whole.corpus(Window(as_of=window.last)) == cut.corpus(Window(as_of=window.last))
        whole.close()
        cut.close()


def test_a_home_is_searched_the_same_in_whatever_order_it_was_filled(folder: Path) -> None:
    reports: list[Report] = [(f"{n}.txt", DAYS[n % 3], "The ferry Alba sank off the port.") for n in range(30)]
    window = Window(as_of=DAYS[-1])
    one, two = home(folder / "one", reports), home(folder / "two", reports[::-1])
    assert one.search("When did the ferry sink?", window) == two.search("When did the ferry sink?", window)


@pytest.mark.parametrize("day", [dt.date(2031, 3, 5), dt.date(2031, 3, 9)])
def test_the_fortnight_as_of_a_day_is_the_fortnight_up_to_it(folder: Path, day: dt.date) -> None:
    """A sample; ``bench_wall.py`` asks 50 questions on 10 days."""
    for name in ("whole", "cut"):
        (folder / name).mkdir()
    whole, cut = Record(folder / "whole", write=True), Record(folder / "cut", write=True)
    for record in (whole, cut):
        record.keep_fingerprint(Hashed().fingerprint)
    adding.add(whole, [FORTNIGHT], embedder=Hashed(), sync=False)
    kept = {one.document.name for one in whole.documents(Window(as_of=day))}
    adding.add(cut, [FORTNIGHT], embedder=Hashed(), sync=False)
    adding.forget(cut, [name for name in cut.names() if name not in kept], purge=True)
    whole.close()
    cut.close()
    one, two = Library(folder / "whole", embedder=Hashed()), Library(folder / "cut", embedder=Hashed())
    for question in ("How many crew have been released?", "Who is the foreign minister?", "What happened on Monday?", "lock collapse toll"):
        assert one.search(question, Window(as_of=day)) == two.search(question, Window(as_of=day))


def test_a_report_whose_words_are_rare_only_before_the_wall_keeps_its_weight(folder: Path) -> None:
    """Keyword weights count the days up to the wall and no others."""
    early: list[Report] = [("a.txt", DAYS[0], "The ferry Alba sank."), ("b.txt", DAYS[0], "The council met about the harbour.")]
    flood: list[Report] = [(f"f{n}.txt", DAYS[5], "Alba Alba Alba ferry ferry.") for n in range(50)]
    whole = home(folder / "whole", [*early, *flood])
    cut = home(folder / "cut", early)
    window = Window(as_of=DAYS[1])
    assert whole.search("Alba ferry council", window) == cut.search("Alba ferry council", window)
