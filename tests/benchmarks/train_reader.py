"""Train the reader: SQuAD 1.1's questions, and such as their paragraphs do not answer -> qa/writers/extractive/reader.npz.

    python tests/benchmarks/train_reader.py --squad train-v1.1.json --minutes 52 [--write]

Needs PyTorch, which is no dependency of Deskbook. The bundled model stays as it is; what is learnt are changes of low rank to its
matrices (Hu et al. 2021), its biases and norms, and two rows that say where an answer starts and ends; the first word piece stands
for "no answer here" (Devlin et al. 2019). Four examples of each kind:

- the question beside its paragraph, cut to some sentences round the answer;
- the question beside its paragraph without the sentences that hold the answer;
- the question beside the paragraph of the same article that is likest to it and does not hold the answer;
- the question with a name or a number exchanged, beside its paragraph.

A twenty-fifth of the articles is kept out, by SHA-256 of the title, and measured at the end. SQuAD is CC BY-SA 4.0. The file that
ships was trained by the first form of this program: the same kinds, rates and lengths, other random numbers.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as f
from torch import Tensor, nn

from index.embed.minilm import WEIGHTS_SHA256, checked, files, tokenizer
from index.embed.onnx import tensors
from index.words import STOPWORDS
from qa.writers.extractive.reader import BIASES, FILE, LAYERS, MATRICES, NORMS, matrices

RANK = 32
# Rates of learning for the slim matrices, for biases and norms, and for the two rows; each rises for WARM steps, then falls.
RATES = (6e-4, 2e-4, 1e-3)
WARM = 200
BATCH = 32
# What a stretch is cut to, in word pieces with the question: mixed, because the writer's stretches are.
LENGTHS = (50, 65, 80, 100, 140)
KINDS = ("answered", "removed", "other", "exchanged")
NAME = re.compile(r"\b[A-Z][\w'’-]*(?:\s(?:of|the|de|von|van)?\s?[A-Z][\w'’-]*)*")
SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“'(0-9])")


@dataclass(frozen=True, slots=True)
class Example:
    """A question beside a stretch of text, as word pieces: where the text begins, and where an answer does (0: nowhere)."""

    pieces: Sequence[int]
    text: int
    start: int
    end: int
    kind: int


def examples(squad: Path, *, seed: int = 7) -> tuple[list[Example], list[Example]]:
    """What is trained on, and what is kept out."""
    rng, cut = random.Random(seed), tokenizer(files()[1])
    cut.no_truncation()
    used: list[Example] = []
    kept: list[Example] = []
    for article in json.loads(squad.read_text("utf-8"))["data"]:
        title = article["title"].replace("_", " ")
        apart = int(hashlib.sha256(article["title"].encode()).hexdigest(), 16) % 25 == 0
        (kept if apart else used).extend(_of_article(title, list(article["paragraphs"]), cut, rng))
    return used, kept


def _of_article(title: str, paragraphs: Sequence[Any], cut: Any, rng: random.Random) -> Iterator[Example]:
    texts = [paragraph["context"] for paragraph in paragraphs]
    bags = [frozenset(_words(text)) for text in texts]
    spread = Counter(word for bag in bags for word in bag)
    names = [m.group() for text in texts for m in NAME.finditer(text) if m.start() > 0 and len(m.group()) > 3]
    for at, paragraph in enumerate(paragraphs):
        for asked in paragraph["qas"]:
            question, answer = asked["question"].strip(), asked["answers"][0]
            head = title if rng.random() < 0.5 else ""
            span = (answer["answer_start"], answer["answer_start"] + len(answer["text"]))
            yield from encoded(cut, question, head, texts[at], span, 0)
            if rng.random() > 0.85:
                continue
            kind, low = rng.choices((1, 2, 3), (0.35, 0.35, 0.3))[0], answer["text"].lower()
            if kind == 1:
                parts = SENTENCE.split(texts[at])
                left = [part for part in parts if low not in part.lower()]
                if 2 <= len(left) < len(parts):
                    yield from encoded(cut, question, head, " ".join(left), None, kind)
            elif kind == 2:
                wanted = _words(question)
                worth = [
                    (sum(math.log(1 + len(texts) / spread[word]) for word in wanted if word in bags[j]), j)
                    for j in range(len(texts))
                    if j != at and low not in texts[j].lower()
                ]
                if worth:
                    yield from encoded(cut, question, head, texts[rng.choice(sorted(worth, reverse=True)[:3])[1]], None, kind)
            elif (other := _exchanged(question, texts[at], names, rng)) is not None:
                yield from encoded(cut, other, "", texts[at], None, kind)


def _words(text: str) -> list[str]:
    return [word for word in re.findall(r"\w+", text.lower()) if word not in STOPWORDS and len(word) > 2]


def _exchanged(question: str, text: str, names: Sequence[str], rng: random.Random) -> str | None:
    """The question with one of its numbers or names exchanged, None when it has none."""
    numbers = [m.span() for m in re.finditer(r"\b\d[\d,]{0,8}\b", question)]
    called = [m.span() for m in NAME.finditer(question) if m.start() > 0 and m.group().lower() not in STOPWORDS]
    if numbers and (not called or rng.random() < 0.5):
        a, b = rng.choice(numbers)
        new = str(max(1, int(question[a:b].replace(",", "")) + rng.choice((-11, -7, -3, -2, -1, 1, 2, 3, 5, 9, 12))))
        return question[:a] + new + question[b:] if new not in text else None
    if called and names:
        a, b = rng.choice(called)
        old = question[a:b].lower()
        for new in rng.choices(names, k=8):
            if new.lower() not in old and old not in new.lower():
                return question[:a] + new + question[b:]
    return None


def encoded(cut: Any, question: str, head: str, text: str, span: tuple[int, int] | None, kind: int) -> Iterator[Example]:
    lead = f"{head}\n" if head else ""
    encoding = cut.encode(question, lead + text)
    first = encoding.type_ids.index(1)
    if span is None:
        yield Example(encoding.ids, first, 0, 0, kind)
        return
    a, b = span[0] + len(lead), span[1] + len(lead)
    rows = [row for row in range(first, len(encoding.ids) - 1) if encoding.offsets[row][0] < b and a < encoding.offsets[row][1]]
    if rows:
        yield Example(encoding.ids, first, rows[0], rows[-1], kind)


def shortened(example: Example, stop: int, rng: np.random.RandomState) -> Example:
    """Some sentences of the text, those with the answer among them; ``stop`` is the word piece of a full stop."""
    goal, ids = int(rng.choice(LENGTHS)), example.pieces
    if len(ids) <= goal:
        return example
    ends = sorted({*(row + 1 for row in range(example.text, len(ids) - 1) if ids[row] == stop), len(ids) - 1})
    parts: list[tuple[int, int]] = []
    for end in ends:
        start = parts[-1][1] if parts else example.text
        if parts and end - start < 6:
            parts[-1] = (parts[-1][0], end)
        else:
            parts.append((start, end))
    inside = [n for n, (a, b) in enumerate(parts) if example.start and a <= example.end and example.start < b] or [rng.randint(len(parts))]
    low, high = inside[0], inside[-1]
    while True:
        ways = [(low - 1, high)] * (low > 0) + [(low, high + 1)] * (high + 1 < len(parts))
        ways = [(x, y) for x, y in ways if example.text + parts[y][1] - parts[x][0] < goal]
        if not ways:
            break
        low, high = ways[rng.randint(len(ways))]
    a, b = parts[low][0], parts[high][1]
    moved = a - example.text if example.start else 0
    return Example([*ids[: example.text], *ids[a:b], ids[-1]], example.text, example.start - moved, example.end - moved, example.kind)


class Slim(nn.Module):
    """A matrix that stays, and the product of two slim ones that is added to it."""

    def __init__(self, whole: np.ndarray, bias: np.ndarray) -> None:
        super().__init__()
        self.register_buffer("whole", torch.tensor(whole.T.copy()))
        self.b = nn.Parameter(torch.tensor(bias))
        self.A = nn.Parameter(torch.randn(RANK, whole.shape[0]) / math.sqrt(whole.shape[0]))
        self.B = nn.Parameter(torch.zeros(whole.shape[1], RANK))

    def forward(self, x: Tensor) -> Tensor:
        # One after the other, not summed first: so no gradient of the size of the whole is reckoned.
        return f.linear(x, self.whole, self.b) + f.linear(f.linear(x, self.A), 2.0 * self.B)


class Net(nn.Module):
    """The bundled model, rebuilt from its file, with what is learnt."""

    def __init__(self) -> None:
        super().__init__()
        held = tensors(bytearray(checked(files()[0], WEIGHTS_SHA256)))
        lead = "inner.embeddings."
        self.words, self.places = (
            torch.tensor(held[f"{lead}{name}.weight_q"].astype(np.float32) * held[f"{lead}{name}.weight_scale"])
            for name in ("word_embeddings", "position_embeddings")
        )
        self.segments = nn.Parameter(torch.tensor(held[f"{lead}token_type_embeddings.weight"]))
        self.w0, self.b0 = (nn.Parameter(torch.tensor(held[f"{lead}LayerNorm.{part}"])) for part in ("weight", "bias"))
        names = matrices(held)
        self.layers = nn.ModuleList()
        for layer in range(LAYERS):
            made, own = nn.Module(), f"inner.encoder.layer.{layer}."
            for kind in MATRICES:
                name = names[layer, kind]
                made.add_module(
                    kind, Slim(held[f"{name}_q"].astype(np.float32) * held[f"{name}_scale"], held[f"{own}{BIASES[kind]}.bias"].copy())
                )
            for number, norm in NORMS.items():
                for part, word in (("w", "weight"), ("b", "bias")):
                    made.register_parameter(f"{part}{number}", nn.Parameter(torch.tensor(held[f"{own}{norm}.{word}"])))
            self.layers.append(made)
        self.head = nn.Linear(384, 2)

    def forward(self, ids: Tensor, types: Tensor, mask: Tensor) -> Tensor:
        """(texts, pieces, 2) logits of where an answer starts and ends."""
        x = f.layer_norm(self.words[ids] + self.places[: ids.shape[1]] + self.segments[types], (384,), self.w0, self.b0, 1e-12)
        size = (*ids.shape, 12, 32)
        for m in self.layers:
            q, k, v = (part(x).view(size).transpose(1, 2) for part in (m.q, m.k, m.v))
            seen = f.scaled_dot_product_attention(q, k, v, attn_mask=mask[:, None, None, :]).transpose(1, 2).reshape(x.shape)
            x = f.layer_norm(x + m.o(seen), (384,), m.w1, m.b1, 1e-12)
            x = f.layer_norm(x + m.g(f.gelu(m.f(x))), (384,), m.w2, m.b2, 1e-12)
        allowed = mask & (types == 1)
        allowed[:, 0] = True
        return self.head(x).masked_fill(~allowed[..., None], -1e4)

    def changes(self) -> dict[str, np.ndarray]:
        """What was learnt, as ``reader.apply`` takes it."""

        def half(value: Tensor) -> np.ndarray:
            return np.asarray(value.detach().numpy(), dtype=np.float16)

        found = {"segments": half(self.segments), "w0": half(self.w0), "b0": half(self.b0)}
        found |= {"head.weight": half(self.head.weight), "head.bias": half(self.head.bias)}
        for kind in MATRICES:
            for part, times in (("A", 1.0), ("B", 2.0), ("b", 1.0)):
                found[f"{kind}.{part}"] = np.stack([half(times * getattr(getattr(m, kind), part)) for m in self.layers])
        for name in ("w1", "b1", "w2", "b2"):
            found[name] = np.stack([half(getattr(m, name)) for m in self.layers])
        return found


def stacked(batch: Sequence[Example]) -> tuple[Tensor, Tensor, Tensor]:
    """Word pieces, types and which of them count, padded to the longest."""
    size = (len(batch), max(len(example.pieces) for example in batch))
    ids, types, mask = np.zeros(size, np.int64), np.zeros(size, np.int64), np.zeros(size, bool)
    for row, example in enumerate(batch):
        ids[row, : len(example.pieces)] = example.pieces
        types[row, example.text : len(example.pieces)] = 1
        mask[row, : len(example.pieces)] = True
    return torch.tensor(ids), torch.tensor(types), torch.tensor(mask)


# A batch, and what is added to its loss from its logits (None: nothing).
Turn = tuple[Sequence[Example], Callable[[Tensor], Tensor] | None]


def learn(net: Net, turns: Iterator[Turn], seconds: float, *, rates: Sequence[float], warm: int, half: bool = False) -> None:
    """Learn from ``turns`` for so long; the rate falls with the time that is left. ``half`` reckons in half the digits."""
    slim = [p for name, p in net.named_parameters() if name.endswith((".A", ".B"))]
    rest = [p for name, p in net.named_parameters() if not name.endswith((".A", ".B")) and not name.startswith("head")]
    groups = [{"params": p, "lr": rate} for p, rate in zip((slim, rest, [*net.head.parameters()]), rates, strict=True)]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.0, betas=(0.9, 0.98))
    began, step, seen, losses = time.monotonic(), 0, 0, []
    while (spent := time.monotonic() - began) < seconds:
        batch, more = next(turns)
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * min(1.0, (step + 1) / warm) * max(0.02, 1 - spent / seconds)
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=half):
            logits = net(*stacked(batch)).float()
        starts, ends = torch.tensor([e.start for e in batch]), torch.tensor([e.end for e in batch])
        loss = (f.cross_entropy(logits[..., 0], starts) + f.cross_entropy(logits[..., 1], ends)) / 2
        if more is not None:
            loss = loss + more(logits)
        optimizer.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_([*net.parameters()], 1.0)
        optimizer.step()
        losses.append(loss.item())
        step, seen = step + 1, seen + len(batch)
        if step % 100 == 0:
            print(f"step {step}, {seen} examples, {spent:.0f} s, loss {np.mean(losses[-100:]):.3f}", flush=True)


def questions(used: Sequence[Example], *, seed: int = 0) -> Iterator[Turn]:
    """Batches of stretches of like length, each question once in turn, without end."""
    rng, pick = np.random.RandomState(seed), np.random.RandomState(3)
    stop = tokenizer(files()[1]).encode(".").ids[1]
    while True:
        for pool in np.array_split(rng.permutation(len(used)), max(1, len(used) // 1600)):
            near = sorted((shortened(used[row], stop, pick) for row in pool), key=lambda example: len(example.pieces))
            batches = [near[at : at + BATCH] for at in range(0, len(near), BATCH)]
            rng.shuffle(batches)
            yield from ((batch, None) for batch in batches)


def measure(net: Net, kept: Sequence[Example], most: int = 3000) -> None:
    """Overlap of the likeliest answer with the right one, and how well "no answer" is told from an answer, by kind."""
    stop, pick = tokenizer(files()[1]).encode(".").ids[1], np.random.RandomState(3)
    some = (shortened(kept[row], stop, pick) for row in np.random.RandomState(1).permutation(len(kept))[:most])
    rows = sorted(some, key=lambda example: len(example.pieces))
    scores: dict[int, list[float]] = {kind: [] for kind in range(len(KINDS))}
    overlap = []
    with torch.no_grad():
        for at in range(0, len(rows), BATCH):
            batch = rows[at : at + BATCH]
            for example, logits in zip(batch, net(*stacked(batch)).numpy(), strict=True):
                table = logits[1:, 0][:, None] + logits[1:, 1][None, :]
                table = np.where(np.triu(np.ones(table.shape, bool)) & np.tril(np.ones(table.shape, bool), 19), table, -np.inf)
                first, last = np.unravel_index(table.argmax(), table.shape)
                scores[example.kind].append(float(table.max() - logits[0].sum()))
                if example.kind == 0:
                    overlap.append(first + 1 <= example.end and last + 1 >= example.start)
    print(f"kept out: overlap with the answer {np.mean(overlap):.3f}")
    for kind, name in enumerate(KINDS[1:], 1):
        above = np.mean([a > b for a in scores[0] for b in scores[kind]])
        print(f"kept out: answered above {name} (AUC) {above:.3f}, {len(scores[kind])} examples")


def main() -> None:
    ask = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    ask.add_argument("--squad", type=Path, required=True)
    ask.add_argument("--minutes", type=float, default=52)
    ask.add_argument("--write", action="store_true", help="write qa/writers/extractive/reader.npz (then renew its SHA-256 in reader.py)")
    given = ask.parse_args()
    used, kept = examples(given.squad)
    print(f"{len(used)} examples, {len(kept)} kept out")
    torch.manual_seed(0)
    net = Net()
    learn(net, questions(used), given.minutes * 60, rates=RATES, warm=WARM)
    net.eval()
    measure(net, kept)
    if given.write:
        np.savez(FILE, **net.changes())
        print(FILE, hashlib.sha256(FILE.read_bytes()).hexdigest())


if __name__ == "__main__":
    main()
