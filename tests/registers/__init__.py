"""Tests of the register kit, and what the tests of each register inherit."""
