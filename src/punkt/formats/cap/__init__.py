"""Alerts of the Common Alerting Protocol: OASIS CAP 1.2, read from outside and written out.

Source: docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2-os.html. docs/reference/cap.md says what is refused and why.
"""
