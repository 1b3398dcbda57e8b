"""The smallest load that somebody drives for, by what is brought. docs/methods/redistribution.md says why."""

from collections.abc import Mapping

from punkt.model.request_words import RequestKind

SMALLEST_LOAD_L: Mapping[RequestKind, float] = {RequestKind.FUEL: 20.0, RequestKind.WATER: 40.0}
"""Litres: one canister of fuel, two of water (decision of ours). Who plans can say another for their area."""
