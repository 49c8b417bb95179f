"""One edition as frozen objects, with every list in order and every relation resolved."""
