"""From a question, or a pair and its request, to the passages and authored phrases that answer it."""

from companion.retrieve.match import CUE_THRESHOLD, TOPIC_THRESHOLD, Match
from companion.retrieve.retriever import Retriever

__all__ = ["CUE_THRESHOLD", "TOPIC_THRESHOLD", "Match", "Retriever"]
