from datetime import timedelta

from django.db import migrations, models

# As of the first terms (feedback-1); what is answered needs none any more.
_HOURS = {
    "closed": 2, "not_let_in": 2, "not_at_address": 2, "full": 2, "no_power": 6, "no_heat": 6, "no_water": 12,
    "no_internet": 24, "not_accessible": 168, "other": 72,
}


def promise(apps, schema_editor):
    """What waits from before has the deadline that it would have been given."""
    complaint = apps.get_model("operations", "Complaint")
    for kind, hours in _HOURS.items():
        complaint.objects.filter(kind=kind).update(due_at=models.F("received_at") + timedelta(hours=hours))


class Migration(migrations.Migration):

    dependencies = [
        ('operations', '0010_bulletins'),
    ]

    operations = [
        migrations.AddField(
            model_name='complaint',
            name='due_at',
            field=models.DateTimeField(help_text='by when an answer was promised', null=True),
        ),
        migrations.AddField(
            model_name='complaint',
            name='source',
            field=models.CharField(blank=True, default='', max_length=16),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='complaint',
            name='receipt',
            field=models.CharField(max_length=14, null=True, unique=True),
        ),
        migrations.AddField(
            model_name='complaint',
            name='n_folded',
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name='complaint',
            name='claimed_by',
            field=models.CharField(blank=True, default='', max_length=254),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='complaint',
            name='claimed_until',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='complaint',
            name='reply',
            field=models.CharField(blank=True, default='', max_length=300),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='currentstatus',
            name='shut_words',
            field=models.JSONField(default=list, help_text='[ISO time, source, whether it was found right] of residents'),
        ),
        migrations.RunPython(promise, migrations.RunPython.noop),
    ]
