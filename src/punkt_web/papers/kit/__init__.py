"""The printable kit of a point, for those who keep it: lists, tally, roster, role cards, whom to call."""
