"""Tests that share what is dear to make run in one process."""

import os

import pytest


def test_the_tests_of_a_file_stay_together(request: pytest.FixtureRequest) -> None:
    file, _line, name = request.node.location

    group = f"@{file}" if "PYTEST_XDIST_WORKER" in os.environ else ""
    assert request.node.nodeid == f"{file}::{name}{group}"
