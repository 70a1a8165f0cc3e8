"""Documents to mentions: one file a layer; no extractor calls another."""
