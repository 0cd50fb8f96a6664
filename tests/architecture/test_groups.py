"""Tests that share what is dear to make run in one process."""

import os

import pytest

from tests.conftest import SPREAD

SHARING = {"faults", "readings", "forms of pages"}
"""Groups of more or less than a file, which name themselves."""


def test_the_tests_of_a_file_stay_together(request: pytest.FixtureRequest) -> None:
    """The scheduler reads the group from the end of a test's name; each test has one, or is to be spread."""
    is_shared_out = "PYTEST_XDIST_WORKER" in os.environ
    for item in request.session.items:
        marker = item.get_closest_marker("xdist_group")
        file = item.location[0]
        assert marker or file.startswith(SPREAD), item.nodeid
        if marker:
            assert marker.args[0] in {file} | SHARING
            assert item.nodeid.endswith(f"@{marker.args[0]}") == is_shared_out


@pytest.mark.parametrize("content", [b"of one second", b"of the next"])
def test_contents_name_no_test(content: bytes, request: pytest.FixtureRequest) -> None:
    """An archive tells when it was made; processes that name its test differently can't share tests out."""
    assert content.decode() not in request.node.name
    assert "[content" in request.node.name
