"""Deskbook inside LangChain: the standard tests of langchain-tests, the wall, and the script that the docs show."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from langchain_core.embeddings import Embeddings
from langchain_core.retrievers import BaseRetriever
from langchain_tests.integration_tests import EmbeddingsIntegrationTests, RetrieversIntegrationTests

from index.search import Library
from qa.langchain import DeskbookEmbeddings, DeskbookRetriever


class TestTheRetriever(RetrieversIntegrationTests):
    """LangChain's own contract for retrievers."""

    @pytest.fixture(autouse=True)
    def _library(self, seeds: Library) -> None:
        type(self).library = seeds

    library: Library

    @property
    def retriever_constructor(self) -> type[BaseRetriever]:
        return DeskbookRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"library": type(self).library}

    @property
    def retriever_query_example(self) -> str:
        return "Where did the intelligence chiefs meet?"


class TestTheEmbeddings(EmbeddingsIntegrationTests):
    """LangChain's own contract for embeddings."""

    @property
    def embeddings_class(self) -> type[Embeddings]:
        return DeskbookEmbeddings

    @property
    def embedding_model_params(self) -> dict[str, Any]:
        return {}


def test_the_retriever_keeps_the_wall_and_gives_exact_spans(seeds: Library) -> None:
    found = DeskbookRetriever(library=seeds, k=5, as_of=dt.date(2031, 3, 6)).invoke("How many crew members were released?")
    assert len(found) == 5
    assert all(row.metadata["date"] <= "2031-03-06" for row in found)
    for row in found:
        text = seeds.show(row.metadata["document"])[0].document.text
        assert text[row.metadata["start"] : row.metadata["end"]] == row.page_content
