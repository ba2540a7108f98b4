"""Reads what the notebooks show of a bundle's parts, with numpy, by core/FORMAT.md.

This is for looking only: it trusts its input, where core/bundle.cpp checks every byte.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from pocketrec_cli import manifest

HEADER_BYTES = 64
ALIGNMENT = 16
CONTENT_FIELDS = [
    "title",
    "series",
    "author",
    "word of an author",
    "publisher",
    "year",
    "language",
    "category",
]


class Part:
    """One file: the fields of its header, then its sections one after the other."""

    def __init__(self, bundle: Path, name: str) -> None:
        self.bytes = (bundle / manifest(bundle)["parts"][name]["file"]).read_bytes()
        self.fields = struct.unpack_from("<8I", self.bytes, 32)
        self.at = HEADER_BYTES

    def section(self, kind: str, count: int) -> np.ndarray:
        """The next section, which has so many numbers of this kind ("<u4", "<f4", ...)."""
        self.at += -self.at % ALIGNMENT
        values = np.frombuffer(self.bytes, kind, count, self.at)
        self.at += values.nbytes
        return values

    def strings(self, count: int) -> list[str]:
        """The next string table."""
        offsets = self.section("<u4", count + 1)
        text = self.section("u1", int(offsets[-1])).tobytes()
        pairs = zip(offsets[:-1], offsets[1:], strict=True)
        return [text[begin:end].decode() for begin, end in pairs]

    def rows(self, count: int) -> list[np.ndarray]:
        """The next lists of numbers."""
        offsets = self.section("<u4", count + 1)
        return np.split(self.section("<u4", int(offsets[-1])), offsets[1:-1])


@dataclass(frozen=True)
class Items:
    """Quantised item vectors: value = scale x code."""

    raw: np.ndarray  # items x row stride, bytes as stored
    codes: np.ndarray  # items x factors, int8
    scales: np.ndarray  # items, f32
    bits: int

    def vectors(self) -> np.ndarray:
        """items x factors, f32."""
        return self.codes.astype(np.float32) * self.scales[:, None]

    def directions(self) -> np.ndarray:
        """The codes at length 1 (rows of zeros stay zero)."""
        squares = np.maximum((self.codes.astype(np.float32) ** 2).sum(1), 1)
        return self.codes.astype(np.float32) / np.sqrt(squares)[:, None]


def read_items(bundle: Path) -> Items:
    """The items part."""
    part = Part(bundle, "items")
    count, factors, bits, stride = part.fields[:4]
    raw = part.section("u1", count * stride).reshape(count, stride)
    if bits == 8:
        codes = raw.view(np.int8)
    else:  # two codes a byte, the earlier in the low nibble, two's complement
        low, high = raw & 15, raw >> 4
        nibbles = np.stack([low, high], axis=2).reshape(count, 2 * stride)
        codes = ((nibbles.astype(np.int8) + 8) % 16 - 8).astype(np.int8)
    return Items(raw, codes[:, :factors], part.section("<f4", count), bits)


@dataclass(frozen=True)
class Encoder:
    """The numbers that turn a history into a vector; core/FORMAT.md has their meaning."""

    temperature: np.float32
    background_weight: np.float32
    focus: np.float32
    step_size: np.float32
    neighbour_weight: np.float32
    neighbour_temperature: np.float32
    steps: int
    sampled: int
    near: int


def read_encoder(bundle: Path) -> Encoder:
    """The encoder part."""
    part = Part(bundle, "encoder")
    return Encoder(*part.section("<f4", 6), *map(int, part.section("<u4", 3)))


def read_titles(bundle: Path) -> pd.DataFrame:
    """The titles part: a row an item, the most popular first."""
    part = Part(bundle, "titles")
    count, authors, publishers, categories, _, others = part.fields[:6]
    ids, titles = part.strings(count), part.strings(count)
    names = [part.strings(size) for size in (authors, publishers, categories)]
    author, publisher = part.section("<u4", count), part.section("<u4", count)
    popularity, year = part.section("<u4", count), part.section("<i2", count)
    categories_of = part.rows(count)
    offsets, other_ids = part.section("<u4", count + 1), part.strings(others)
    return pd.DataFrame(
        {
            "id": ids,
            "title": titles,
            "author": [names[0][a] for a in author],
            "publisher": [names[1][p] for p in publisher],
            "year": year,
            "categories": [[names[2][c] for c in row] for row in categories_of],
            "popularity": popularity,
            "other_ids": [other_ids[offsets[i] : offsets[i + 1]] for i in range(count)],
        }
    )


def index_of_ids(titles: pd.DataFrame) -> dict[str, int]:
    """Item index by every id, those of other editions too."""
    names = {one: i for i, one in enumerate(titles["id"])}
    for i, others in enumerate(titles["other_ids"]):
        names.update(dict.fromkeys(others, i))
    return names


@dataclass(frozen=True)
class Histories:
    """What each stored user chose, after cleaning."""

    users: list[str]
    items: list[np.ndarray]  # item indices, ascending
    weights: list[np.ndarray]  # below 1: chosen, but rated low


def read_histories(bundle: Path) -> Histories:
    """The users part (of a bundle trained with --with-users), without its vectors."""
    part = Part(bundle, "users")
    count, factors, _, entries = part.fields[:4]
    part.section("u1", count * (factors + -factors % ALIGNMENT))
    part.section("<f4", count)
    ids = part.strings(count)
    offsets = part.section("<u4", count + 1)[1:-1]
    items, weights = part.section("<u4", entries), part.section("u1", entries) / np.float32(16)
    return Histories(ids, np.split(items, offsets), np.split(weights, offsets))


def read_content_counts(bundle: Path) -> pd.Series:
    """How many features of each field the content part publishes."""
    begins = Part(bundle, "content").section("<u4", len(CONTENT_FIELDS) + 1)
    return pd.Series(np.diff(begins), index=CONTENT_FIELDS)


def read_map(bundle: Path) -> np.ndarray:
    """Items x 2; 0, 0 where an item has no place."""
    part = Part(bundle, "map")
    return part.section("<u2", 2 * part.fields[0]).reshape(-1, 2)
