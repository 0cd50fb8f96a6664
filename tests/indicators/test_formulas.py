"""The formula language: what it reads, what it refuses and where, what it computes."""

from decimal import Decimal

import pytest

from indicators.engine.formulas import Formula, FormulaError, Reference, parse

KNOWN = ("members", "member_bodies", "p_roles", "secretariats", "q1_2_positions")


def read(text: str) -> Formula:
    return parse(text, KNOWN)


def values(**found: Decimal | int | None) -> dict[Reference, Decimal | None]:
    return {
        Reference.read(name) or Reference(name): None if value is None else Decimal(value)
        for name, value in found.items()
    }


def test_references_are_named_once_in_order() -> None:
    formula = read("p_roles + members - (p_roles__members * secretariats__in_2010)")

    assert formula.references == (
        Reference("members"),
        Reference("p_roles"),
        Reference("p_roles", members=True),
        Reference("secretariats", year=2010),
    )


def test_a_reference_is_written_as_it_was_read() -> None:
    assert str(Reference.read("q1_2_positions__members__in_2012")) == "q1_2_positions__members__in_2012"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p_roles", "7"),
        ("p_roles + 3 * members", "13"),
        ("(p_roles + 3) * members", "20"),
        ("-p_roles + +members", "-5"),
        ("100 * p_roles / members - 100", "250"),
        ("0.1 + 0.2", "0.3"),
        ("p_roles__members", "4"),
        ("p_roles - p_roles__in_2010", "2"),
    ],
)
def test_computes_in_decimals(text: str, expected: str) -> None:
    found = read(text).evaluate(values(p_roles=7, members=2, p_roles__members=4, p_roles__in_2010=5))

    assert found == Decimal(expected)


def test_what_is_missing_stays_missing() -> None:
    assert read("p_roles + members").evaluate(values(p_roles=7, members=None)) is None
    assert read("p_roles + members").evaluate(values(p_roles=7)) is None
    assert read("-p_roles").evaluate({}) is None


def test_zero_is_a_value() -> None:
    assert read("p_roles - members").evaluate(values(p_roles=2, members=2)) == 0


def test_a_divisor_of_zero_is_refused() -> None:
    with pytest.raises(ZeroDivisionError):
        read("p_roles / members").evaluate(values(p_roles=0, members=0))


@pytest.mark.parametrize(
    ("text", "position", "message"),
    [
        ("p_rolls", 1, "Unknown measure “p_rolls” at position 1; did you mean p_roles?"),
        ("  p_roles + p_rolls__members", 13, "“p_rolls__members” at position 13; did you mean p_roles?"),
        ("zzz", 1, "Unknown measure “zzz” at position 1."),
        ("p_roles ** 2", 1, "“p_roles ** 2” at position 1 is not allowed"),
        ("2 + open('x')", 5, "“open('x')” at position 5 is not allowed"),
        ("members.real", 1, "“members.real” at position 1 is not allowed"),
        ("members if 1 else 2", 1, "is not allowed"),
        ("True", 1, "“True” at position 1 is not allowed"),
        ("'a'", 1, "“'a'” at position 1 is not allowed"),
        ("[members]", 1, "is not allowed"),
        ("p_roles +", 10, "cannot be read from position 10"),
        ("(p_roles", 1, "cannot be read from position 1"),
        ("p_roles members", 9, "cannot be read from position 9"),
        ("p_roles; members", 8, "cannot be read from position 8"),
        ("1e400", 1, "“1e400” at position 1 is not allowed"),
        ("   ", 1, "The expression is empty."),
        ("-" * 60 + "members", 42, "nested too deeply at position 42"),
        ("(" * 250 + "members" + ")" * 250, 201, "cannot be read"),
        ("é + p_roles", 1, "Unknown measure “é” at position 1."),
    ],
)
def test_says_where_it_cannot_be_read(text: str, position: int, message: str) -> None:
    with pytest.raises(FormulaError) as caught:
        read(text)

    assert message in str(caught.value)
    assert caught.value.position == position


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("p_roles", True),
        ("p_roles - 2 * members / 3", True),
        ("-p_roles", True),
        ("p_roles * members", False),
        ("p_roles / members", False),
        ("p_roles - 100", False),
        ("100", False),
    ],
)
def test_knows_whether_parts_add_up(text: str, *, expected: bool) -> None:
    assert read(text).is_additive is expected
