"""Logistic regression over words, parts of words and named signs, learned from the example sentences at first use.

Parts of words see through German compounds and inflection; named signs ("our" with a product, "today" with an
imperative) carry what a few hundred examples cannot show word by word.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from ingest.clean.patterns import examples
from ingest.clean.signs import signs

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Floats = NDArray[np.float64]
    Rows = NDArray[np.float32]

_WORD = re.compile(r"\w+|[!?%€$£&©]")
_PARTS = (4, 5)  # characters
_SIGN_WEIGHT = 0.5  # a sign weighs as much as some twenty words of a sentence of usual length
_SOFTNESS = 20.0  # inverse strength of the penalty; of 5, 10 and 20 the best in cross-validation, by little
_REMEMBERED = 10_000  # sentences: a document is looked at three times and more
_STEPS = 6  # of Newton's method; a seventh moves no score by more than a thousandth
_SEEN_LEAST = 2  # a feature that one example alone has tells about that example


class _Model(NamedTuple):
    weights: Mapping[str, float]
    bias: float


def noise_scores(sentences: Sequence[str]) -> list[float]:
    """Return for each sentence the log odds that it is page noise."""
    return [_score(sentence) for sentence in sentences]


@lru_cache(_REMEMBERED)
def _score(sentence: str) -> float:
    model = _model()
    return model.bias + sum(model.weights.get(name, 0.0) * value for name, value in _features(sentence).items())


@cache
def _model() -> _Model:
    import numpy as np

    kinds = [list(chain.from_iterable(kind.values())) for kind in (examples().noise, examples().text)]
    described = [_features(sentence) for kind in kinds for sentence in kind]
    noise = np.repeat([1.0, 0.0], [len(kind) for kind in kinds])
    seen = Counter(name for features in described for name in features)
    names = sorted(name for name, times in seen.items() if times >= _SEEN_LEAST)
    matrix = _matrix(described, names)
    gram = (matrix @ matrix.T + 1.0).astype(np.float64)  # 1.0: the bias is a feature that every sentence has
    dual = _fitted(gram, noise)
    weights = (matrix.T @ dual).tolist()
    return _Model(dict(zip(names, weights, strict=True)), float(dual.sum()))


def _matrix(described: Sequence[Mapping[str, float]], names: Sequence[str]) -> Rows:
    import numpy as np

    place = {name: number for number, name in enumerate(names)}
    matrix = np.zeros((len(described), len(names)), np.float32)  # half the time, and far finer than any bar
    for row, features in enumerate(described):
        for name, value in features.items():
            if name in place:
                matrix[row, place[name]] = value
    return matrix


def _fitted(gram: Floats, noise: Floats) -> Floats:
    """Solve penalised logistic regression by Newton's method in the space of examples."""
    import numpy as np

    scores: Floats = np.zeros(len(noise))
    dual: Floats = scores
    for _ in range(_STEPS):
        chance = 1 / (1 + np.exp(-scores))
        spread = chance * (1 - chance) + 1e-9
        steep = gram + np.diag(1 / (_SOFTNESS * spread))
        dual = np.asarray(np.linalg.solve(steep, scores + (noise - chance) / spread), np.float64)
        scores = np.asarray(gram @ dual, np.float64)
    return dual


def _features(sentence: str) -> dict[str, float]:
    words = ["0" if word.isdigit() else word for word in _WORD.findall(sentence.lower())]
    names = {f"w {word}" for word in words}
    names |= {f"b {first} {second}" for first, second in zip(["^", *words], [*words, "$"], strict=True)}
    names |= {f"c {part}" for word in words for part in _parts(f" {word} ")}
    share = 1 / max(1, len(names)) ** 0.5  # so that long sentences have no more to say than short ones
    return dict.fromkeys(names, share) | {f"s {sign}": _SIGN_WEIGHT for sign in signs(sentence)}


def _parts(word: str) -> set[str]:
    return {word[start : start + size] for size in _PARTS for start in range(len(word) - size + 1)}
