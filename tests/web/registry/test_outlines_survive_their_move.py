"""Migration 4 moves the outlines of territories into a table of their own, and back."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

OUTLINE = {"type": "Point", "coordinates": [24.7, 59.4]}


@pytest.mark.django_db(transaction=True)
def test_outlines_survive_their_move() -> None:
    def migrated(name: str) -> object:
        executor = MigrationExecutor(connection)
        executor.migrate([("registry", name)])
        return MigrationExecutor(connection).loader.project_state([("registry", name)]).apps

    try:
        before = migrated("0003_who_decided").get_model("registry", "Territory")
        for code, outline in (("EE1", OUTLINE), ("EE2", None)):
            before.objects.create(country="EE", code=code, level="region", path=f"{code}/", boundary=outline)
        after = migrated("0005_no_boundary_in_territories").get_model("registry", "TerritoryBoundary")
        assert list(after.objects.values_list("territory__code", "geometry")) == [("EE1", OUTLINE)]
        again = migrated("0003_who_decided").get_model("registry", "Territory")
        assert dict(again.objects.values_list("code", "boundary")) == {"EE1": OUTLINE, "EE2": None}
    finally:
        executor = MigrationExecutor(connection)
        executor.migrate(executor.loader.graph.leaf_nodes())
