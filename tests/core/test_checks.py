from tests.helpers import *


def test_ok(check):
    assert check() == []
