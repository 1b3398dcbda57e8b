"""The legal kinds of points that the three countries name; more are added in the admin."""

from django.db import migrations

# (code, country, source, names uk / en / et / sv). Sources: facts of Cabinet resolution 1401 as amended by 47 (Ukraine);
# regulation 11 of 21.04.2025 of the Minister of the Interior, section 2 (Estonia); krisinformation.se (Sweden).
KINDS = [
    ("ua-stationary", "UA", "Cabinet resolution 1401 of 17.12.2022", "Стаціонарний пункт незламності", "Stationary Point of Invincibility", "Statsionaarne kerksuspunkt", "Fast trygghetspunkt"),
    ("ua-mobile", "UA", "Cabinet resolution 1401 of 17.12.2022", "Мобільний пункт незламності", "Mobile Point of Invincibility", "Liikuv kerksuspunkt", "Mobil trygghetspunkt"),
    ("ua-support", "UA", "Cabinet resolution 47 of 19.01.2026", "Опорний пункт незламності", "Support Point of Invincibility", "Tugipunkt", "Stödpunkt"),
    ("ua-business", "UA", "Government practice since 2022", "Пункт незламності бізнесу", "Business Point of Invincibility", "Ettevõtte kerksuspunkt", "Företagets trygghetspunkt"),
    ("ee-centre", "EE", "Minister of the Interior regulation 11 of 21.04.2025, § 2", "Центр стійкості", "Resilience centre", "Kerksuskeskus", "Resilienscenter"),
    ("ee-evacuation", "EE", "Minister of the Interior regulation 11 of 21.04.2025, § 2", "Місце евакуації", "Evacuation place", "Evakuatsioonikoht", "Evakueringsplats"),
    ("se-safety-point", "SE", "krisinformation.se", "Пункт безпеки", "Safety point", "Turvapunkt", "Trygghetspunkt"),
]


def add(apps, schema_editor):
    kind = apps.get_model("registry", "PointKind")
    for code, country, source, uk, en, et, sv in KINDS:
        names = {"uk": uk, "en": en, "et": et, "sv": sv}
        kind.objects.get_or_create(code=code, defaults={"country": country, "source": source, "names": names})


def remove(apps, schema_editor):
    apps.get_model("registry", "PointKind").objects.filter(code__in=[row[0] for row in KINDS]).delete()


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]
    operations = [migrations.RunPython(add, remove)]
