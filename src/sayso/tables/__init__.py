"""Data, not code: cues, frames, units, names; each table with its row type and its examples."""
