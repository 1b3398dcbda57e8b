from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('readiness', '0002_inspections'),
    ]

    operations = [
        migrations.CreateModel(
            name='StatedPrice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('item', models.CharField(max_length=60)),
                ('low', models.FloatField(null=True)),
                ('high', models.FloatField(null=True)),
                ('lead_low_days', models.PositiveSmallIntegerField(null=True)),
                ('lead_high_days', models.PositiveSmallIntegerField(null=True)),
                ('source', models.CharField(max_length=300)),
                ('seen_on', models.DateField()),
                ('stated_by', models.CharField(max_length=254)),
                ('stated_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('item',), name='one_price_holds')],
            },
        ),
    ]
