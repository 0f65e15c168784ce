"""The database: its one door, its column types, its derived indexes."""
