"""Each register is known once to the tests of access, and none is left out."""

from kernel.registers.declaration import REGISTERS
from tests.access.registers import KNOWN


def test_each_register_is_known_once() -> None:
    assert sorted(known.register.key for known in KNOWN) == sorted(REGISTERS)
