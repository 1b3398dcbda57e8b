"""Settlements by name: a small gazetteer of Ukraine, Estonia and Sweden, and a search that forgives spelling."""
