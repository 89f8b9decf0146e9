import numpy as np

from companion.boundaries.kernel import fitted, threshold


def _clouds() -> tuple[np.ndarray, np.ndarray]:
    chance = np.random.default_rng(7)
    near, far = chance.normal((3, 0, 0), 0.5, (40, 3)), chance.normal((0, 3, 0), 0.5, (60, 3))
    vectors = np.vstack([near, far])
    return vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.arange(100) < 40


def test_vectors_among_the_boundaries_score_higher_than_others() -> None:
    vectors, reaches = _clouds()

    scores = fitted(vectors, reaches).scores(np.array([[1.0, 0, 0], [0, 1.0, 0]]))

    assert scores[0] > 0.5
    assert scores[1] < -0.5


def test_the_threshold_leaves_the_asked_share_of_false_alarms() -> None:
    vectors, reaches = _clouds()
    strict, loose = (threshold(vectors, reaches, np.arange(100), share) for share in (0.01, 0.5))

    assert strict > loose
    assert (fitted(vectors, reaches).scores(vectors[~reaches]) >= strict).mean() <= 0.05


def test_the_threshold_is_that_of_classifiers_that_never_saw_the_text() -> None:
    vectors, reaches = _clouds()
    judged = np.empty(100)
    for fold in range(10):
        out = np.arange(100) % 10 == fold
        judged[out] = fitted(vectors[~out], reaches[~out]).scores(vectors[out])

    assert abs(threshold(vectors, reaches, np.arange(100), 0.1) - np.quantile(judged[~reaches], 0.9)) < 0.05
