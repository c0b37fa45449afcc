"""Identifiers as numbers in the same order, and where in a table each number is.

Eight bytes of a text are a number of 64 bits, of 32 where only the lower halves of the bytes
differ, as those of digits do. As many as fit in 64 bits are put together. Where identifiers are
longer, the rank of what came before and what follows are the next number. Not here: which
identifiers there are (`party_ranks`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from techmarket.snapshot.contract_batches import Column, compute, numbers

MOST_BYTES, FEW_BYTES = 8, 4
"""Bytes that are read at once; where there is no room for so many, and with a rank there is not."""

MOST_BITS = 64

UPPER = 0xF0F0F0F0F0F0F0F0
"""Upper halves of bytes."""

FACTOR = 0x9E3779B97F4A7C15
"""Odd, and its bits are without order."""

Words = npt.NDArray[np.uint64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class _Piece:
    """Some bytes of a text.

    Attributes:
        end: of the bytes.
        size: how many, at most eight.
        upper: the upper halves of the bytes where they are always the same; they are left out.
    """

    end: int
    size: int
    upper: int | None

    @property
    def bits(self) -> int:
        """Of its number."""
        return self.size * (8 if self.upper is None else 4)


@dataclass(frozen=True)
class _Level:
    """Pieces that follow each other.

    Attributes:
        pieces: at least one.
        places: of the numbers that occur.
    """

    pieces: tuple[_Piece, ...]
    places: _Places


class _Places:
    """Finds numbers among others by their place.

    A number is in a table where its product with a constant says, if no other is there; those that
    found no place are in the next table, by another constant, and so on.

    Args:
        keys: sorted, each once, at least one.
    """

    def __init__(self, keys: Words) -> None:
        self._keys = keys
        self._tables: list[tuple[np.uint64, np.uint64, npt.NDArray[np.uint32]]] = []
        left = np.arange(len(keys), dtype=np.uint32)
        while len(left):
            bits = len(left).bit_length() + 1
            factor = np.uint64(pow(FACTOR, 2 * len(self._tables) + 3, 2**64))
            shift = np.uint64(64 - bits)
            table = np.zeros(1 << bits, np.uint32)
            slot = _slots(keys[left], factor, shift)
            table[slot[::-1]] = left[::-1]
            self._tables.append((factor, shift, table))
            left = left[table[slot] != left]

    def of(self, words: Words) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """The place of every number among the keys, 0 where it is none; which ones are none."""
        places = np.zeros(len(words), np.int64)
        left: npt.NDArray[np.int64] | None = None
        for factor, shift, table in self._tables:
            wanted = words if left is None else words[left]
            found = table.take(_slots(wanted, factor, shift)).astype(np.int64)
            missed = np.flatnonzero(self._keys.take(found) != wanted)
            found[missed] = 0
            if left is None:
                places, left = found, missed
            else:
                places[left] = found
                left = left[missed]
            if not len(left):
                break
        return places, np.zeros(0, np.int64) if left is None else left


class PartyKeys:
    """Sorted identifiers.

    Args:
        ids: texts, each once and in order; none is empty.

    Raises:
        ValueError: the identifiers cannot be told apart this way: some end with the sign that fills
            up the shorter ones.
    """

    def __init__(self, ids: Column) -> None:
        self._lengths = _lengths(ids)
        longest = int(self._lengths.max(initial=0))
        self._same = longest >= MOST_BYTES and int(self._lengths.min()) == longest
        self._width = max(longest, MOST_BYTES)
        self._levels: list[_Level] = []
        texts, _ = self._filled_up(ids)
        ranks = np.zeros(len(ids), np.uint64)
        for pieces in self._shared_out(texts) if len(ids) else ():
            words, _ = self._words(texts, ranks, pieces)
            first = np.concatenate([[True], words[1:] != words[:-1]])
            self._levels.append(_Level(pieces, _Places(words[first])))
            ranks = (np.cumsum(first) - 1).astype(np.uint64)
        if len(ids) and int(ranks[-1]) != len(ids) - 1:
            raise ValueError("two identifiers are the same but for what fills them up")

    def _shared_out(self, texts: Column) -> list[tuple[_Piece, ...]]:
        """The pieces of every level."""
        rank = len(texts).bit_length()
        levels: list[list[_Piece]] = [[]]
        left = MOST_BITS
        start = 0
        while start < self._width:
            piece = self._piece(texts, start, MOST_BYTES)
            if piece.bits > left:
                piece = self._piece(texts, start, FEW_BYTES)
            if piece.bits > left:
                levels.append([])
                left = MOST_BITS - rank
            levels[-1].append(piece)
            left -= piece.bits
            start = piece.end
        return [tuple(pieces) for pieces in levels]

    def _piece(self, texts: Column, start: int, most: int) -> _Piece:
        end = min(start + most, self._width)
        upper = self._read(texts, end, end - start) & np.uint64(UPPER)
        same = bool((upper == upper[0]).all())
        return _Piece(end, end - start, int(upper[0]) if same else None)

    def ranks(self, texts: Column) -> npt.NDArray[np.int64]:
        """The place of every text among the identifiers; -1 for one that is none of them."""
        filled, wrong = self._filled_up(texts)
        ranks = np.zeros(len(texts), np.uint64)
        places = np.zeros(len(texts), np.int64)
        for level in self._levels:
            words, other = self._words(filled, ranks, level.pieces)
            wrong |= other
            places, none = level.places.of(words)
            wrong[none] = True
            ranks = places.astype(np.uint64)
        if not self._levels:
            wrong[:] = True
        elif not self._same:
            wrong |= self._lengths[places] != _lengths(texts)
        places[wrong] = -1
        return places

    def _filled_up(self, texts: Column) -> tuple[Column, Mask]:
        """Texts of the same length each, and which of them cannot be identifiers."""
        lengths = _lengths(texts)
        wrong: Mask = np.asarray(texts.is_null())
        wrong |= (lengths != self._width) if self._same else (lengths > self._width)
        if not self._same or wrong.any():
            texts = pc.if_else(pa.array(~wrong), texts, "")
            texts = compute.ascii_rpad(texts, self._width, "\0")
        return texts, wrong

    def _words(self, texts: Column, ranks: Words, pieces: tuple[_Piece, ...]) -> tuple[Words, Mask]:
        """Pieces of every text, behind the ranks; and which texts have other upper halves."""
        words = ranks
        wrong = np.zeros(len(texts), bool)
        for piece in pieces:
            word = self._read(texts, piece.end, piece.size)
            if piece.upper is not None:
                wrong |= (word & np.uint64(UPPER)) != np.uint64(piece.upper)
                word = _lower_halves(word)
            words = words << np.uint64(piece.bits) | word
        return words, wrong

    def _read(self, texts: Column, end: int, size: int) -> Words:
        """So many bytes of every text, before an end."""
        _, offsets, content = texts.buffers()
        if not len(texts):
            return np.zeros(0, np.uint64)
        first = int(np.frombuffer(offsets, np.int32)[texts.offset])
        strided: npt.NDArray[Any] = np.ndarray(
            (len(texts),), ">u8", memoryview(content), first + end - MOST_BYTES, (self._width,)
        )
        return strided.astype(np.uint64) & np.uint64(256**size - 1)


def _slots(words: Words, factor: np.uint64, shift: np.uint64) -> npt.NDArray[np.int64]:
    mixed = words * factor
    mixed ^= mixed >> np.uint64(32)
    mixed *= np.uint64(FACTOR)
    mixed >>= shift
    found: npt.NDArray[np.int64] = mixed.view(np.int64)
    return found


def _lower_halves(words: Words) -> Words:
    """Eight half bytes beside each other."""
    words = words & np.uint64(0x0F0F0F0F0F0F0F0F)
    words = (words | words >> np.uint64(4)) & np.uint64(0x00FF00FF00FF00FF)
    words = (words | words >> np.uint64(8)) & np.uint64(0x0000FFFF0000FFFF)
    return (words | words >> np.uint64(16)) & np.uint64(0xFFFFFFFF)


def _lengths(texts: Column) -> npt.NDArray[np.int32]:
    """In bytes; 0 for an empty one."""
    return numbers(compute.binary_length(texts).fill_null(0))
