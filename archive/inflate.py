"""Unfolds gzip members and raw deflate data piece by piece, up to the very byte where they break; what is in them is for others."""

import zlib
from collections.abc import Iterator
from typing import BinaryIO

_READ = 256 * 1024
_PIECE = 1024 * 1024


class Inflater:
    """Reads `size` bytes of a stream from where it stands."""

    def __init__(self, source: BinaryIO, size: int):
        self._source, self._left = source, size
        self._rest = b""

    def member(self, window_bits: int) -> Iterator[bytes]:
        """What one gzip member (`window_bits` 31) or one run of deflate (-15) unfolds to, in pieces of at most 1 MB.

        zlib.error where it breaks and EOFError where it is cut, after all that came out before: zlib alone gives nothing
        of a piece in which it meets an error.
        """
        engine = zlib.decompressobj(window_bits)
        while not engine.eof:
            if not self._fill():
                raise EOFError("it was cut")
            before = engine.copy()
            try:
                piece = engine.decompress(self._rest, _PIECE)
            except zlib.error:
                yield from _slowly(before, self._rest)
                raise
            self._rest = engine.unused_data if engine.eof else engine.unconsumed_tail
            if piece:
                yield piece

    def skip_filling(self) -> int:
        """Pass over the zeros and line ends that some writers leave between members; how many bytes are left."""
        while self._fill() and not (rest := self._rest.lstrip(b"\0\r\n")):
            self._rest = rest
        self._rest = self._rest.lstrip(b"\0\r\n")
        return len(self._rest) + self._left

    def _fill(self) -> bool:
        if not self._rest and self._left > 0:
            self._rest = self._source.read(min(_READ, self._left))
            self._left = self._left - len(self._rest) if self._rest else 0
        return bool(self._rest)


def _slowly(engine: "zlib._Decompress", data: bytes) -> Iterator[bytes]:
    """What comes out before the byte that breaks it."""
    pieces = b""
    for place in range(len(data)):
        try:
            pieces += engine.decompress(data[place : place + 1])
        except zlib.error:
            break
    yield pieces
