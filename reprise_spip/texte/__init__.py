"""From SPIP's markup to the clean HTML of the portal: pure functions, without database (decision 041)."""
