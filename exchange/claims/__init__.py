"""From a request to a confirmed handover."""
