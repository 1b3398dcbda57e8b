"""People as pages name them."""

from django import template

from punkt_web.accounts import names

register = template.Library()


@register.filter
def shown_name(written: str) -> str:
    """Who a row says wrote it, by the name of that person."""
    return names.shown_name(written)
