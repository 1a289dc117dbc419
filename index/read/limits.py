"""How much of anything is read: every limit of reading stands here."""

from __future__ import annotations

from typing import Final

# A year of one outlet in a .jsonl is about 30 MB; beyond this a file is an archive or an accident.
FILE_BYTES: Final = 64 * 2**20
# libxml2 keeps about ten times the markup in memory.
HTML_BYTES: Final = 20 * 2**20
HTML_TAGS: Final = 1_000_000
TAG_ATTRIBUTES: Final = 1_000  # the parser compares each attribute of a tag with every other one
# trafilatura's time grows with the square of the page (0.3 s at 10,000 elements, 2.5 s at 40,000, 27 s at 150,000;
# a report has under 5,000) and with its depth. A page beyond any of these is read by its own structure alone.
JUDGED_ELEMENTS: Final = 10_000
JUDGED_DEPTH: Final = 200
JUDGED_CHARACTERS: Final = 2_000_000
LINKED_DATA_CHARACTERS: Final = 200_000  # one JSON-LD script of a page

TEXT_CHARACTERS: Final = 20_000_000  # one document's text
FRONT_MATTER_CHARACTERS: Final = 65_536
HEADER_CHARACTERS: Final = 2_000  # one header of a mail

OPENING_CHARACTERS: Final = 80  # a title made from the first sentence
TITLE_CHARACTERS: Final = 300
SOURCE_CHARACTERS: Final = 200
URL_CHARACTERS: Final = 2_000
IDENTITY_CHARACTERS: Final = 200  # a document's own id within its file

# Unicode's stream-safe format allows 30; no orthography stacks more than 6. Sorting a longer run is quadratic.
COMBINING_MARKS: Final = 8
