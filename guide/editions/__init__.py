"""Publishing: publish, schedule, approve, compare, restore, back up."""
