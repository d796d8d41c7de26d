"""Amounts of bytes as Kubernetes writes them."""

from functools import lru_cache

_FACTORS = {
    "Ki": 2**10,
    "Mi": 2**20,
    "Gi": 2**30,
    "Ti": 2**40,
    "Pi": 2**50,
    "Ei": 2**60,
    "k": 10**3,
    "M": 10**6,
    "G": 10**9,
    "T": 10**12,
    "P": 10**15,
    "E": 10**18,
}


@lru_cache(maxsize=4096)
def to_bytes(quantity: str) -> int:
    """Rounded up, as the API server does. The text must have passed QUANTITY_PATTERN."""
    digits = quantity.rstrip("KMGTPEik")
    factor = _FACTORS[quantity[len(digits) :]]
    whole, _, fraction = digits.partition(".")
    scale: int = 10 ** len(fraction)
    return -(-int(whole + fraction) * factor // scale)


def is_decimal(quantity: str) -> bool:
    """Whether the unit counts in thousands: `4G` is 7 % less than `4Gi`."""
    return not quantity.endswith("i")
