"""The read model: one edition as frozen objects. Lists are in page order and relations are resolved."""
