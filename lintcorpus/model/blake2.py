"""BLAKE2, without the rest of ``hashlib``, which loads all of OpenSSL first."""

try:
    from _blake2 import blake2b as blake2b
except ImportError:  # a Python that is built otherwise
    from hashlib import blake2b as blake2b
