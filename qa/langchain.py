"""Deskbook for LangChain: passages as a BaseRetriever, with the as-of wall."""

from __future__ import annotations

import datetime as dt

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.embed.langchain import DeskbookEmbeddings, FromLangChain
from index.search import Library
from index.types import Window

__all__ = ["DeskbookEmbeddings", "DeskbookRetriever", "FromLangChain"]


class DeskbookRetriever(BaseRetriever):
    """The ``k`` best passages for a question, as LangChain documents with exact spans in their metadata.

    ``since``, ``until`` and ``as_of`` bound the publication days as on the command line.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    library: Library
    k: int = 10
    since: dt.date | None = None
    until: dt.date | None = None
    as_of: dt.date | None = None

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None) -> list[Document]:
        del run_manager  # the interface of LangChain gives it; a search has no sub-runs to report
        window = Window(since=self.since, until=self.until, as_of=self.as_of)
        found = self.library.search(query, window, k=k or self.k)
        return [
            Document(
                id=f"{passage.document}@{passage.digest}:{passage.start}-{passage.end}",
                page_content=passage.text,
                metadata={
                    "document": passage.document,
                    "title": passage.title,
                    "source": passage.source,
                    "date": passage.date.isoformat() if passage.date else None,
                    "start": passage.start,
                    "end": passage.end,
                    "score": passage.score,
                },
            )
            for passage in found.passages
        ]
