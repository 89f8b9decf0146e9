"""The kinds of boundary, most severe first."""

from __future__ import annotations

from typing import Literal, get_args

from companion.domain import Model

Category = Literal["crisis", "danger", "harassment", "compliance", "leak", "rating", "advice", "sensitive"]
CATEGORIES: tuple[Category, ...] = get_args(Category)
Boundary = Literal["crisis", "danger", "harassment", "unclear", "compliance", "leak", "rating", "advice", "sensitive"]
BOUNDARIES: tuple[Boundary, ...] = get_args(Boundary)


class Finding(Model):
    """A boundary that a text reaches, how it was noticed and how strongly.

    `unclear` is a meaning that resembles several categories about as much: the answer must serve whoever it is.
    `score` is 1 for a phrase and the classifier's value for a meaning; it compares findings of one kind only.
    """

    category: Boundary
    how: Literal["phrase", "meaning"]
    score: float
