"""Question + window -> the chunks worth scoring, the same whatever lies behind the wall."""

from __future__ import annotations

import datetime as dt
import threading
from collections import OrderedDict
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from index.embed.types import Matrix
from index.rank import DIGITS, K1, B, Statistics
from index.record import Record, id_bounds
from index.types import Window

# Vectors up to this many are kept in memory between questions (77 MB); of more, the days asked for are read each time.
_KEEP_IN_MEMORY = 50_000
_ROWS_AT_A_TIME = 8_192
# Places of terms kept between questions (8 MB).
_PLACES_KEPT = 2_000_000
# Single precision, in whatever order a batch is summed, is right to this much.
_MARGIN = 1e-5
# A term in more chunks than this share finds nothing by itself while the question has rarer ones.
_COMMON = 0.2


class Holdings:
    """What searching keeps in memory of one state of the record: its chunks by day, where terms stand, and few enough vectors.

    Safe to share between threads. Everything that it gives for a window depends on the window's days alone.
    """

    def __init__(self, record: Record) -> None:
        self.ids, sizes = record.sizes()
        self._lengths = sizes.astype(np.float64)
        self._sums = np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)])
        self._vectors = record.vectors(Window()).vectors if len(self.ids) <= _KEEP_IN_MEMORY else None
        self._places: OrderedDict[str, NDArray[np.int32]] = OrderedDict()
        self._kept = 0
        self._lock = threading.Lock()

    def between(self, window: Window) -> tuple[int, int]:
        """The places (first, one past the last) of the chunks that the window admits."""
        low, high = id_bounds(window)
        first, last = int(np.searchsorted(self.ids, low, "left")), int(np.searchsorted(self.ids, high, "right"))
        return first, max(first, last)  # an inverted window admits nothing

    def places(self, record: Record, term: str) -> NDArray[np.int32]:
        """The places of the chunks that hold a term, in order."""
        with self._lock:
            if (found := self._places.get(term)) is not None:
                self._places.move_to_end(term)
                return found
        found = np.searchsorted(self.ids, record.holding(term)).astype(np.int32)
        with self._lock:
            if term not in self._places:
                self._places[term] = found
                self._kept += len(found)
            while self._kept > _PLACES_KEPT and len(self._places) > 1:
                self._kept -= len(self._places.popitem(last=False)[1])
        return found

    def statistics(self, record: Record, terms: Sequence[str], window: Window) -> Statistics:
        """Keyword weights from the days up to the window's last; of an open window, from everything."""
        first, last = self.between(window if window.open else Window(since=dt.date.min, until=window.last))
        frequency = {}
        for term in dict.fromkeys(terms):
            places = self.places(record, term)
            frequency[term] = int(np.searchsorted(places, last) - np.searchsorted(places, first))
        count = last - first
        return Statistics(chunks=count, mean_terms=float(self._sums[last] - self._sums[first]) / max(count, 1), frequency=frequency)

    def by_words(self, record: Record, terms: Sequence[str], window: Window, statistics: Statistics, *, most: int) -> list[int]:
        """The ids of the chunks with the most of the terms, each term counted once (BM25 at one occurrence), best first."""
        first, last = self.between(window)
        scores = np.zeros(last - first, dtype=np.float64)
        if not len(scores):
            return []
        length = 1 - B + B * self._lengths[first:last] / max(statistics.mean_terms, 1.0)
        saturated = (K1 + 1) / (1 + K1 * length)
        wanted = list(dict.fromkeys(terms))
        rare = [term for term in wanted if statistics.frequency[term] <= _COMMON * statistics.chunks]
        for term in rare or wanted:
            places = self.places(record, term)
            here = places[np.searchsorted(places, first) : np.searchsorted(places, last)] - first
            scores[here] += statistics.weight(term) * saturated[here]
        held = np.flatnonzero(scores)
        return self._best(record, self.ids[first:last][held], np.round(scores[held], DIGITS), most)

    def by_meaning(self, record: Record, vector: Matrix, window: Window, *, most: int) -> list[int]:
        """The ids of the chunks whose vectors are nearest, by an exact search of the window's days, nearest first."""
        ids, near = self._nearness(record, vector, window)
        if not len(ids):
            return []
        if len(ids) > most:
            least = np.partition(near, len(near) - most)[len(near) - most]
            ids = ids[near >= least - _MARGIN]
        exact = self._exact(record, ids, vector)
        return self._best(record, ids, exact, most)

    def _nearness(self, record: Record, vector: Matrix, window: Window) -> tuple[NDArray[np.int64], Matrix]:
        first, last = self.between(window)
        if self._vectors is not None:
            return self.ids[first:last], self._vectors[first:last] @ vector if last > first else np.empty(0, np.float32)
        parts = [part.vectors @ vector for part in record.vectors_in_turn(window, _ROWS_AT_A_TIME)]
        return self.ids[first:last], np.concatenate(parts) if parts else np.empty(0, np.float32)

    def _exact(self, record: Record, ids: NDArray[np.int64], vector: Matrix) -> NDArray[np.float64]:
        if self._vectors is not None:
            rows = self._vectors[np.searchsorted(self.ids, ids)]
        else:
            found = record.vectors_of([int(one) for one in ids])
            rows = np.stack([found[int(one)] for one in ids])
        return np.round(rows.astype(np.float64) @ vector.astype(np.float64), DIGITS)

    def _best(self, record: Record, ids: NDArray[np.int64], scores: NDArray[np.float64], most: int) -> list[int]:
        """The ``most`` best; among equals the newest, and among those of one day by key, which no other document can change."""
        days = ids >> 32
        order = np.lexsort((-days, -scores))
        if len(order) > most:
            edge = order[most - 1]
            tied = np.flatnonzero((scores == scores[edge]) & (days == days[edge]))
            better = [at for at in order[:most] if scores[at] != scores[edge] or days[at] != days[edge]]
            keys = record.keys_of([int(one) for one in ids[tied]]) if len(better) + len(tied) > most else {}
            by_key = sorted(tied, key=lambda at: keys.get(int(ids[at]), ""))
            order = np.array([*better, *by_key[: most - len(better)]], dtype=np.int64)
        return [int(one) for one in ids[order]]
