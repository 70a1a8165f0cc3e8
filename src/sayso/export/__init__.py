"""Record to one file per format."""
