"""Searching in where facts come from, without telling of secret fields to those who may not see them."""

import json
import re
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Case, Expression, Func, Q, QuerySet, TextField, When
from django.db.models.functions import Cast
from django.db.models.sql.compiler import SQLCompiler

from punkt.model.fields import FIELDS, Audience
from punkt_web.accounts.roles import Power
from punkt_web.registry.models import Point
from punkt_web.registry.queries import points_in, reach_now

SECRET_KEYS = tuple(key for key, field in FIELDS.items() if field.audience is Audience.SECRET)


# ruff: noqa: ARG002 # Django's signatures


class _OpenProvenance(Func):
    """The provenance of a point as text, without the entries of secret fields."""

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra_context: Any
    ) -> tuple[str, tuple[str | int, ...]]:
        column, parameters = compiler.compile(self.source_expressions[0])
        paths = [f'$."{key}"' for key in SECRET_KEYS]
        return f"json_remove({column}, {', '.join(['%s'] * len(paths))})", (*parameters, *paths)

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **extra_context: Any
    ) -> tuple[str, list[Any]]:
        column, parameters = compiler.compile(self.source_expressions[0])
        return f"({column} - %s::text[])::text", [*parameters, list(SECRET_KEYS)]


def with_origin(points: QuerySet[Point], user: Any) -> QuerySet[Point]:
    """With the provenance as text, in which both databases can search: of each point what ``user`` may know."""
    secret_reach = reach_now(user, Power.SEE_SECRET)
    everything, what_is_open = Cast("provenance", TextField()), _OpenProvenance("provenance", output_field=TextField())
    text: Expression = what_is_open
    if secret_reach.is_everywhere:
        text = everything
    elif secret_reach:
        within = Q(pk__in=points_in(secret_reach).values("pk"))
        text = Case(When(within, then=everything), default=what_is_open, output_field=TextField())
    return points.alias(provenance_text=text)


# SQLite writes what it has taken apart without the spaces.
IS_VERIFIED = Q(provenance_text__contains='"verified": true') | Q(provenance_text__contains='"verified":true')
"""Points of which a person checked at least one field; needs ``with_origin``."""


def has_source(text: str) -> Q:
    """Points that know a field from a source whose name holds ``text``; needs ``with_origin``."""
    # SQLite keeps other alphabets escaped inside JSON, PostgreSQL does not.
    wanted = {json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1]}
    either = "|".join(re.escape(one) for one in sorted(wanted))
    return Q(provenance_text__regex=rf'"source": ?"(?:[^"\\]|\\.)*(?:{either})')
