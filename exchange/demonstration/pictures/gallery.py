"""Pictures drawn beside the stories: encoding lets go of the interpreter, so that the stories get on."""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from types import TracebackType
from typing import Self

from exchange.demonstration.pictures.drawing import draw
from exchange.gateways.pictures import Reencoded
from exchange.media.actions import judged

_HANDS = 2


class Gallery:
    """The pictures of some motifs, each drawn once, in the order in which they were asked for."""

    def __init__(self, motifs: Iterable[str]) -> None:
        self._pool = ThreadPoolExecutor(max_workers=_HANDS, thread_name_prefix="gallery")
        self._hung = {motif: self._pool.submit(_drawn, motif) for motif in dict.fromkeys(motifs)}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self._pool.shutdown(cancel_futures=True)

    def picture(self, motif: str) -> Reencoded:
        """Return a motif's picture, as soon as it is there."""
        return self._hung[motif].result()


def _drawn(motif: str) -> Reencoded:
    return judged(draw(motif, zlib.crc32(motif.encode())), name=f"{motif}.png")
