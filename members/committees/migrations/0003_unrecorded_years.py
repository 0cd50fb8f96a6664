"""Zeros of years before the source recorded a thing are unknown: no record is kept of them."""

from django.db import migrations
from django.db.models import Min

SOURCE = "StanDat"
FROM_NOTHING = 10


def drop_unrecorded(apps, schema_editor):
    """As loading does from now on; see `members.committees.loading.recorded`."""
    found = apps.get_model("committees", "Statistic").objects.filter(source__startswith=SOURCE)
    for series in found.order_by().values_list("series", flat=True).distinct():
        own = found.filter(series=series)
        since = own.filter(value__gt=0).aggregate(first=Min("year"))["first"]
        (own.filter(year__lt=since) if since else own).filter(value=0).delete()
    for member, year in fillers(found):
        found.filter(member=member, year=year).delete()


def fillers(found):
    roles = {}
    for series in ("p_roles", "o_roles"):
        rows = found.filter(series=series).order_by("member", "year")
        for member, year, value in rows.values_list("member", "year", "value"):
            roles.setdefault(member, {}).setdefault(year, {})[series] = value
    for member, years in roles.items():
        first = []
        for year in sorted(years):
            if sum(years[year].values()) != 1:
                if years[year].get("p_roles", 0) >= FROM_NOTHING:
                    yield from ((member, filler) for filler in first)
                break
            first.append(year)


class Migration(migrations.Migration):
    dependencies = [("committees", "0002_initial")]

    operations = [migrations.RunPython(drop_unrecorded, migrations.RunPython.noop)]
