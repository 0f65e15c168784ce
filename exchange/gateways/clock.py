"""What time it is; a file may move the clock, in tests only."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from exchange.settings import Settings


class Clock:
    """The house's clock. Faces read it once per request and hand the instant down."""

    def __init__(self, settings: Settings) -> None:
        self._offset_file: Path | None = settings.clock_offset_file if settings.env == "test" else None

    def now(self) -> datetime:
        """Return the present instant in UTC, moved by the offset file's seconds if there is one."""
        instant = datetime.now(UTC)
        if self._offset_file is None or not self._offset_file.exists():
            return instant
        return instant + timedelta(seconds=float(self._offset_file.read_text(encoding="ascii").strip() or 0))
