"""Tells numbers that were given to somebody from other rows of digits by their check digits."""

from datetime import date

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS = "10X98765432"
_PROVINCES = frozenset(
    (*range(11, 16), *range(21, 24), *range(31, 38), *range(41, 47), *range(50, 55), *range(61, 66), 71, 81, 82, 83)
)


def is_identity_number(number: str) -> bool:
    """Whether 18 characters are an identity number of China: province, date of birth and check digit are right."""
    if int(number[:2]) not in _PROVINCES:
        return False
    try:
        born = date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, number[:17], strict=True))
    return born.year >= 1900 and _CHECKS[total % 11] == number[17].upper()


def is_luhn(digits: str) -> bool:
    """Whether the last digit is the Luhn check digit of the others."""
    doubled = [int(digit) for digit in digits[-2::-2]]
    return (sum(map(int, digits[-1::-2])) + sum(sum(divmod(2 * digit, 10)) for digit in doubled)) % 10 == 0
