"""Files of photographs in one folder: written whole and durably, or not at all."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path


class MediaStore:
    """A folder of files under names such as `ab/abcdef….webp`."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def put(self, name: str, data: bytes) -> None:
        """Write a file durably: once this returns, neither a crash nor a power cut loses it.

        It appears under its name all at once, so that nobody ever reads half of it.
        """
        target = self.root / name
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=target.parent, prefix=".writing-")
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(data)
                stream.flush()
                os.fsync(stream.fileno())
            Path(temporary).replace(target)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise
        _settle(target.parent)
        _settle(self.root)

    def path(self, name: str) -> Path | None:
        """Return where a file lies, or None if there is none."""
        target = self.root / name
        return target if target.is_file() else None

    def remove(self, name: str) -> None:
        """Delete a file; one that is gone already is no matter."""
        (self.root / name).unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, datetime]]:
        """Yield each file's name and when it was written (UTC), half-written leftovers included."""
        if not self.root.is_dir():
            return
        for found in sorted(self.root.glob("*/*")):
            if found.is_file():
                written = datetime.fromtimestamp(found.stat().st_mtime, UTC)
                yield found.relative_to(self.root).as_posix(), written


def _settle(folder: Path) -> None:
    """Make the folder's entries durable, as `fsync` of a file alone does not."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
