"""The sample's truth and its four fronts, made once for all tests of the room."""

import pytest

from sample.fronts import MAKERS, Front
from sample.loading import load_truth
from sample.truth import Truth


@pytest.fixture(scope="session")
def truth() -> Truth:
    return load_truth()


@pytest.fixture(params=list(MAKERS))
def front(request: pytest.FixtureRequest, truth: Truth) -> Front:
    return MAKERS[request.param]("http://127.0.0.1:8001", truth)
