"""Go on training the reader, with the exercises of seeds/: qa/writers/extractive/reader.npz -> a better one.

    python tests/benchmarks/train_exercises.py --squad train-v1.1.json --minutes 65 [--only airport,arctic] [--without delta,city] [--write]
    python tests/benchmarks/train_exercises.py --only dam,quarry --minutes 45 [--share 0.6] [--keep 0.3] [--write]

Needs PyTorch, which is no dependency of Deskbook, and the reader that ``train_reader.py`` made. Each set of exercises is indexed and
asked as ``qa ask`` would, without the reader: what it learns from are the stretches that it would be given. Of a question, the stretch
with the answer is to stand above the others, and where none has it every one is to say "no answer here"; a stretch that holds the
words of the answer without being its place is left out, for it may tell the same. Every second batch is of SQuAD, because many answered
exercises are worded otherwise than their text on purpose and unanswered ones are not: alone, they would teach that words in common
speak against an answer. The later sets are worded alike, answered or not, and need no SQuAD: without it the other batches are of the
sets that ``--only`` does not name. ``--keep`` mixes the weights from before back in (Wortsman et al. 2022): what is learnt of few sets
by heart costs less of what was known.
"""

from __future__ import annotations

import argparse
import datetime as dt
import functools
import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as f
from torch import Tensor
from train_reader import MATRICES, Example, Net, Turn, encoded, examples, learn, questions, stacked

from index.embed.minilm import MiniLM, files, tokenizer
from index.search import Library
from index.words import terms
from qa import when
from qa.writers.extractive import reading, select
from qa.writers.extractive.align import weigh
from qa.writers.extractive.evidence import Memory, gather
from qa.writers.extractive.question import read
from qa.writers.extractive.reader import FILE

EXERCISES = Path(__file__).resolve().parents[2] / "seeds" / "exercises"
RATES = (4e-4, 1.5e-4, 4e-4)
WARM = 50
# Of a question: so many stretches without the answer beside the one with it; so many questions a batch.
WITHOUT, QUESTIONS = 3, 9
# What the place of the right stretch among those of its question counts beside the place of the answer in it.
AMONG = 0.5
Group = list[tuple[bool, Example]]


def groups(folder: Path, cut: Any) -> Iterator[Group]:
    """For each question of a set, the stretches that the reader would be given, and whether the answer stands there."""
    reports = {row["id"]: row for row in _rows(folder / "reports.jsonl")}
    last = max(dt.date.fromisoformat(report["date"]) for report in reports.values())
    with tempfile.TemporaryDirectory() as home, Library(Path(home), embedder=MiniLM()) as library:
        library.add([folder / "reports.jsonl"])
        memory = Memory(library.tokens)
        for row in _rows(folder / "questions.jsonl"):
            day = dt.date.fromisoformat(row["as_of"]) if "as_of" in row else last
            asked, window = read(row["q"]), when.read(row["q"], today=day, as_of=day)
            candidates = gather(library.search(row["q"], window).passages, memory) if asked.terms else ()
            if not candidates:
                continue
            ranked = select.rank(asked, weigh(asked, memory.tokens(asked.text), candidates), candidates, window)
            read_of = reading.stretches([one.candidate for one in ranked[: reading.MOST]], candidates)
            found = [one for stretch in read_of for one in _labelled(stretch, row, cut)]
            if row["answer"] and not any(held for held, _ in found):
                report = reports[row["report"]]
                found += _gold(row, report["title"], report["text"], cut)
            if found:
                yield found


def _labelled(stretch: reading.Stretch, row: dict[str, Any], cut: Any) -> Group:
    passage = stretch.sentences[0].passage
    text, span = stretch.text, None
    if row["answer"]:
        at = text.find(row["quote"]) if passage.document.endswith(f"#{row['report']}") else -1
        if at >= 0:
            start = at + row["quote"].index(row["answer"])
            span = start, start + len(row["answer"])
        elif set(terms(row["answer"])) <= set(terms(text)):
            return []
    return [(span is not None, one) for one in encoded(cut, row["q"], passage.title or "", text, span, 0)]


def _gold(row: dict[str, Any], title: str, text: str, cut: Any) -> Group:
    """The place of the answer with the sentences beside it, where the search did not find it."""
    start = text.index(row["quote"])
    end = start + len(row["quote"])
    low, high = text.rfind(". ", 0, max(0, start - 2)) + 2 if start > 2 else 0, text.find(". ", end) + 1 or len(text)
    at = start - low + row["quote"].index(row["answer"])
    return [(True, one) for one in encoded(cut, row["q"], title, text[low:high], (at, at + len(row["answer"])), 0)]


def _rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def opened() -> Net:
    """The net as it ships."""
    net, held = Net(), dict(np.load(FILE))
    with torch.no_grad():
        for name, parameter in (("segments", net.segments), ("w0", net.w0), ("b0", net.b0)):
            parameter.copy_(_plain(held[name]))
        net.head.weight.copy_(_plain(held["head.weight"]))
        net.head.bias.copy_(_plain(held["head.bias"]))
        for number, layer in enumerate(net.layers):
            for kind in MATRICES:
                slim = getattr(layer, kind)
                slim.A.copy_(_plain(held[f"{kind}.A"][number]))
                slim.B.copy_(_plain(held[f"{kind}.B"][number]) / 2)
                slim.b.copy_(_plain(held[f"{kind}.b"][number]))
            for name in ("w1", "b1", "w2", "b2"):
                getattr(layer, name).copy_(_plain(held[name][number]))
    return net


def _plain(values: np.ndarray) -> Tensor:
    return torch.tensor(values.astype(np.float32))


def likely(logits: Tensor) -> Tensor:
    """(texts,) log-odds that there is an answer anywhere in a text, summed over places."""
    return torch.logsumexp(logits[:, 1:, 0], 1) + torch.logsumexp(logits[:, 1:, 1], 1) - logits[:, 0].sum(1)


def turns(drills: Sequence[Group], others: Iterator[Turn], share: float = 0.5) -> Iterator[Turn]:
    """A batch of exercises for that share of the turns, one of ``others`` for the rest, without end."""
    drilled, rng = batches(drills, seed=1), np.random.RandomState(3)
    while True:
        yield next(drilled) if rng.rand() < share else next(others)


def batches(drills: Sequence[Group], *, seed: int) -> Iterator[Turn]:
    """Batches of questions with some of their stretches, each question once in turn, without end."""
    rng = np.random.RandomState(seed)
    while True:
        for rows in _turns(drills, rng):
            batch: list[Example] = []
            among: list[tuple[int, int]] = []
            for row in rows:
                held = [one for right, one in drills[row] if right]
                without = [one for right, one in drills[row] if not right]
                some = [held[rng.randint(len(held))]] if held else []
                some += [without[at] for at in rng.permutation(len(without))[:WITHOUT]]
                if held and len(some) > 1:
                    among.append((len(batch), len(batch) + len(some)))
                batch += some
            yield batch, functools.partial(_first_of_its_question, among) if among else None


def _first_of_its_question(among: Sequence[tuple[int, int]], logits: Tensor) -> Tensor:
    """The loss of each stretch with the answer, the first of its question's rows, against the others."""
    odds, first = likely(logits) / 2, torch.tensor([0])
    return AMONG * torch.stack([f.cross_entropy(odds[a:b][None], first) for a, b in among]).mean()


def _turns(drills: Sequence[Group], rng: np.random.RandomState) -> list[Sequence[int]]:
    """Every question once, some together that are of like length."""
    order, found = rng.permutation(len(drills)), []
    for at in range(0, len(order), 160):
        part = sorted(order[at : at + 160], key=lambda row: max(len(one.pieces) for _, one in drills[row]))
        found += [part[low : low + QUESTIONS] for low in range(0, len(part), QUESTIONS)]
    rng.shuffle(found)
    return found


def measure(net: Net, drills: Sequence[Group]) -> None:
    """How often the right stretch stands first, and how well answered questions are told from unanswered ones."""
    first, answered, unanswered = [], [], []
    with torch.no_grad():
        for group in drills:
            odds = likely(net(*stacked([one for _, one in group]))).numpy()
            if any(right for right, _ in group):
                first.append(group[int(odds.argmax())][0])
                answered.append(odds.max())
            else:
                unanswered.append(odds.max())
    area = np.mean([a > b for a in answered for b in unanswered])
    print(f"kept out: the right stretch first {np.mean(first):.3f}, answered above unanswered (AUC) {area:.3f}, {len(drills)} questions")


def main() -> None:
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("--squad", type=Path, help="without it, the other batches are of the sets that --only does not name")
    ask.add_argument("--only", default="", help="sets to draw the exercises from (else all)")
    ask.add_argument("--share", type=float, default=0.5, help="of the batches, those of exercises")
    ask.add_argument("--minutes", type=float, default=65)
    ask.add_argument("--keep", type=float, default=0.0, help="the share of the weights from before in the mean that is written")
    ask.add_argument("--without", default="", help="sets to keep out and to measure on")
    ask.add_argument(
        "--half", action="store_true", help="reckon in half the digits (faster where the processor has tiles for it, slower elsewhere)"
    )
    ask.add_argument("--write", action="store_true", help="write qa/writers/extractive/reader.npz (then renew its SHA-256 in reader.py)")
    given = ask.parse_args()
    cut = tokenizer(files()[1])
    cut.no_truncation()
    only, apart = (set(filter(None, names.split(","))) for names in (given.only, given.without))
    if not (given.squad or only):
        ask.error("name --squad FILE, or with --only the sets that the other batches are not of")
    used: list[Group] = []
    rest: list[Group] = []
    kept: list[Group] = []
    for folder in sorted(path.parent for path in EXERCISES.glob("*/questions.jsonl")):
        whose = kept if folder.name in apart else used if not only or folder.name in only else rest
        if whose is not rest or not given.squad:
            whose.extend(groups(folder, cut))
        print(f"{folder.name}: {len(used)} questions, {len(rest)} of other sets, {len(kept)} kept out", flush=True)
    torch.manual_seed(0)
    net = opened()
    before = {name: value.clone() for name, value in net.state_dict().items()}
    others = questions(examples(given.squad)[0], seed=5) if given.squad else batches(rest, seed=2)
    learn(net, turns(used, others, given.share), given.minutes * 60, rates=RATES, warm=WARM, half=given.half)
    net.load_state_dict({name: given.keep * before[name] + (1 - given.keep) * value for name, value in net.state_dict().items()})
    net.eval()
    if kept:
        measure(net, kept)
    if given.write:
        np.savez(FILE, **net.changes())
        print(FILE, hashlib.sha256(FILE.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
