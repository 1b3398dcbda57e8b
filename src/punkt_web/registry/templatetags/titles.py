"""What points and territories are called, for templates."""

from django import template

from punkt_web.registry.titles import point_title, territory_title, where_it_lies

register = template.Library()
for _title in (point_title, territory_title, where_it_lies):
    register.filter(_title.__name__, _title)
