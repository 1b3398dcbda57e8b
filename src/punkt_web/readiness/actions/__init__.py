"""Every write of readiness."""
