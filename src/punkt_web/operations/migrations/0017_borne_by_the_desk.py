from django.db import migrations, models

_BEARERS = [
    ("console", "keeper console"),
    ("desk", "desk"),
    ("program", "program"),
    ("text", "text message"),
    ("call", "telephone call"),
    ("paper", "paper sheet"),
    ("hand", "carried by hand"),
    ("list", "list"),
]
_ALWAYS = ["answeredlist", "handover", "handoverread", "incident", "incidentnote", "shiftstep"]
_WHERE_KNOWN = ["requeststep", "statusreport", "supplyrequest"]


def _always() -> models.Field:
    return models.CharField(choices=_BEARERS, max_length=8)


def _where_known() -> models.Field:
    return models.CharField(blank=True, choices=_BEARERS, default="", max_length=8)


class Migration(migrations.Migration):
    """The desk bears what it writes itself. What it wrote before stays as it was kept: nothing tells it apart."""

    dependencies = [("operations", "0016_requests")]

    operations = [
        *(migrations.AlterField(model_name=name, name="bearer", field=_always()) for name in _ALWAYS),
        *(migrations.AlterField(model_name=name, name="bearer", field=_where_known()) for name in _WHERE_KNOWN),
    ]
