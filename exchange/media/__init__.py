"""Photographs: judged by content, re-encoded, stripped of metadata."""
