"""The small real model of the adapters' tests, for the whole path as well."""

from tests.companion.llm.conftest import small_model, weights

__all__ = ["small_model", "weights"]
