"""What those at a point keep: visits, lists gone through, incidents, shifts and what is handed over."""
