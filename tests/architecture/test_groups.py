"""Tests that share what is dear to make run in one process."""

import os

import pytest


@pytest.mark.skipif("PYTEST_XDIST_WORKER" not in os.environ, reason="All tests run in one process.")
def test_the_tests_of_a_file_stay_together(request: pytest.FixtureRequest) -> None:
    assert request.node.nodeid.endswith(f"@{request.node.location[0]}")
