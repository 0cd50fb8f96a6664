"""Sixty values as attackers, broken programs and pasted texts send them; fixed, so that runs compare."""

WORST = [
    *("-1e3000000", "9" * 5000, "%", "[" * 5000, "x" * 60_000, "' OR 1=1 --"),
    *("\x00", "a\x00b", "\ud800", "\u202e\ufeff\u200b"),
]
"""Strangers try the first three as well; the last four are cleaned before anybody looks at them."""

OTHERS = [
    *("", " ", "\t\n", "0", "-1", "2013.0", "1e5", "1e400", "1e-400", "-1e100000", "NaN", "Infinity"),
    *(
        "9" * 25,
        "9" * 400,
        "-" + "9" * 400,
        "0" * 400 + "1",
        "1_000",
        "1,5",
        "http://[::1",
        "12\t15",
        "²",
        "٣",
    ),
    *("2147483648", "9223372036854775808", "-9223372036854775809", "18446744073709551616"),
    *("true", "null", "__proto__", "{}", '{"a": {"b": [1]}}', '"', "\\", "../../etc/passwd"),
    *("<script>x()</script>", "{{ 7*7 }}", "{% now %}", "%s%d%n", "'; DROP TABLE members_user; --"),
    *("0000-00-00", "9999-12-31", "-0001-01-01", "2013-02-30T25:61:61Z", "10000-01-01"),
    *("a@b", "é" * 300, "👩\u200d🔬" * 100, "\r\nSet-Cookie: x=1", "__in", "pk__regex"),
]

VALUES = [*WORST, *OTHERS]
TURNS, TURNS_OF_SHARED = 8, 28
IN_TURN = [*OTHERS, *WORST[3:]]


def values(number: int, *, is_full: bool) -> list[str]:
    """The three worst for each door; the others in turns, so that eight doors in a row are tried with all."""
    return VALUES if is_full else [*WORST[:3], *IN_TURN[number % TURNS :: TURNS]]


def values_of_shared(number: int) -> list[str]:
    """Where many doors share their code: one of the worst for each, the others in longer turns."""
    return [WORST[number % 3], *IN_TURN[number % TURNS_OF_SHARED :: TURNS_OF_SHARED]]
