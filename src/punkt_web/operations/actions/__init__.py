"""What changes about what points do now."""
