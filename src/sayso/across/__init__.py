"""What many articles say together: claims, copies, entities, incidents, origins. Pure functions; the ledger keeps what they find."""
