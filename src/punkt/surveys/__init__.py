"""Questionnaires as data: what municipalities are asked, what they answered, and what comes out of it."""
