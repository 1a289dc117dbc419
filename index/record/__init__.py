"""The record: the truth of a home, in SQLite."""

from index.record.nouns import Kept, KeptChunk, NewChunk, Slice, bounds, date_of, id_bounds, number
from index.record.record import Record
from index.record.schema import FILE, VERSION

__all__ = ["FILE", "VERSION", "Kept", "KeptChunk", "NewChunk", "Record", "Slice", "bounds", "date_of", "id_bounds", "number"]
