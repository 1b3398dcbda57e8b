"""Alarms: what is judged, by which rules, who is told and what goes on."""
