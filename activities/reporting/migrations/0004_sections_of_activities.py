"""Sections and remarks hang on the activity's row, no longer on its printed code."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


STEPS = "('details', 'way_forward')"
VERSIONS = """
    UPDATE reporting_version v SET activities = coalesce(
        (SELECT jsonb_object_agg(s.key, s.activity_id) FROM reporting_section s
         WHERE s.report_id = v.report_id AND s.activity_id IS NOT NULL), '{}')
"""
SECTIONS = "UPDATE reporting_{table} SET step = key WHERE activity_id IS NULL"
REMARKS = (
    f"UPDATE reporting_{{table}} SET step = section_key WHERE section_key IN {STEPS}",
    # The code that it was written under: as its section was called then, as it is today, or as it once was.
    # The history also knows activities that were deleted, on which nothing can hang.
    """UPDATE reporting_{table} r SET activity_id = s.activity_id FROM reporting_section s
       WHERE r.step = '' AND s.report_id = r.report_id AND s.key = r.section_key""",
    *(
        f"""UPDATE reporting_{{table}} r SET activity_id = a.{name}
            FROM activities_{named} a
            JOIN outputs_output u ON u.id = a.output_id
            JOIN reporting_round o ON o.plan_id = u.plan_id
            JOIN reporting_report p ON p.round_id = o.id
            WHERE r.step = '' AND r.activity_id IS NULL AND p.id = r.report_id AND a.code = r.section_key
              AND a.{name} IN (SELECT id FROM activities_activity)"""
        for named, name in (("activity", "id"), ("activityevent", "pgh_obj_id"))
    ),
    # Of an activity that is no longer there nothing is left to hang it on; its text stays readable.
    "UPDATE reporting_{table} SET step = 'details' WHERE step = '' AND activity_id IS NULL",
)
DOUBLES = """
    SELECT array_agg(id ORDER BY saved_at DESC NULLS LAST, id DESC) FROM reporting_section
    WHERE activity_id IS NOT NULL GROUP BY report_id, activity_id HAVING count(*) > 1
"""
MERGES = (
    """UPDATE reporting_section k SET
           rating = coalesce(nullif(k.rating, ''), o.rating), done = coalesce(nullif(k.done, ''), o.done),
           changed = coalesce(nullif(k.changed, ''), o.changed), version = k.version + o.version
       FROM reporting_section o WHERE k.id = %(kept)s AND o.id = %(other)s""",
    """UPDATE reporting_answer a SET section_id = %(kept)s WHERE section_id = %(other)s AND NOT EXISTS (
           SELECT FROM reporting_answer b WHERE b.section_id = %(kept)s AND b.question_id = a.question_id)""",
    "UPDATE reporting_evidence SET section_id = %(kept)s WHERE section_id = %(other)s",
    """UPDATE reporting_setaside SET section_id = %(kept)s, settled_at = coalesce(settled_at, now())
       WHERE section_id = %(other)s""",
    """INSERT INTO reporting_section_target_groups (section_id, targetgroup_id)
       SELECT %(kept)s, targetgroup_id FROM reporting_section_target_groups WHERE section_id = %(other)s
       ON CONFLICT DO NOTHING""",
    "DELETE FROM reporting_section_target_groups WHERE section_id = %(other)s",
    "DELETE FROM reporting_answer WHERE section_id = %(other)s",
    "DELETE FROM reporting_section WHERE id = %(other)s",
)


def hang_on_activities(apps, schema_editor):
    """Of two sections that a renamed activity got, the later one is kept, completed by the earlier."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute(VERSIONS)
        for suffix in ("", "event"):
            cursor.execute(SECTIONS.format(table=f"section{suffix}"))
            for statement in REMARKS:
                cursor.execute(statement.format(table=f"remark{suffix}"))
        cursor.execute(DOUBLES)
        for ((kept, *others),) in cursor.fetchall():
            for other in others:
                for statement in MERGES:
                    cursor.execute(statement, {"kept": kept, "other": other})
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0003_context_facts_and_assumptions'),
        ('outputs', '0001_initial'),
        ('reporting', '0003_withdrawn_versions'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='section',
            options={'ordering': ['report', 'step', 'activity_id'], 'verbose_name': 'section', 'verbose_name_plural': 'sections'},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='remark',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='remark',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='remark',
            name='delete_delete',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='section',
            name='insert_insert',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='section',
            name='update_update',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='section',
            name='delete_delete',
        ),
        migrations.RemoveConstraint(
            model_name='section',
            name='reporting_section_once',
        ),
        migrations.AddField(
            model_name='remark',
            name='activity',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='activities.activity', verbose_name='activity'),
        ),
        migrations.AddField(
            model_name='remark',
            name='step',
            field=models.CharField(blank=True, choices=[('details', 'Your details'), ('way_forward', 'Challenges and way forward')], help_text='Where it belongs to no activity.', max_length=20, verbose_name='step'),
        ),
        migrations.AddField(
            model_name='remarkevent',
            name='activity',
            field=models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='activities.activity', verbose_name='activity'),
        ),
        migrations.AddField(
            model_name='remarkevent',
            name='step',
            field=models.CharField(blank=True, choices=[('details', 'Your details'), ('way_forward', 'Challenges and way forward')], help_text='Where it belongs to no activity.', max_length=20, verbose_name='step'),
        ),
        migrations.AddField(
            model_name='section',
            name='step',
            field=models.CharField(blank=True, choices=[('details', 'Your details'), ('way_forward', 'Challenges and way forward')], help_text='Where it belongs to no activity.', max_length=20, verbose_name='step'),
        ),
        migrations.AddField(
            model_name='sectionevent',
            name='step',
            field=models.CharField(blank=True, choices=[('details', 'Your details'), ('way_forward', 'Challenges and way forward')], help_text='Where it belongs to no activity.', max_length=20, verbose_name='step'),
        ),
        migrations.AddField(
            model_name='version',
            name='activities',
            field=models.JSONField(blank=True, default=dict, help_text='Which activity the content means by each code: codes may have changed since.', verbose_name='activities'),
        ),
        migrations.AlterField(
            model_name='section',
            name='activity',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='%(class)ss', to='activities.activity', verbose_name='activity'),
        ),
        migrations.RunPython(hang_on_activities),
        migrations.RemoveField(
            model_name='remark',
            name='section_key',
        ),
        migrations.RemoveField(
            model_name='remarkevent',
            name='section_key',
        ),
        migrations.RemoveField(
            model_name='section',
            name='key',
        ),
        migrations.RemoveField(
            model_name='sectionevent',
            name='key',
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='remark',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_remarkevent" ("activity_id", "id", "is_from_member", "is_internal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "sent_with_id", "step", "text", "written_at", "written_by_id") VALUES (NEW."activity_id", NEW."id", NEW."is_from_member", NEW."is_internal", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."report_id", NEW."sent_with_id", NEW."step", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='873ad3e5a8b0ba851e259e0240304bd24a615cca', operation='INSERT', pgid='pgtrigger_insert_insert_c7cc3', table='reporting_remark', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='remark',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reporting_remarkevent" ("activity_id", "id", "is_from_member", "is_internal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "sent_with_id", "step", "text", "written_at", "written_by_id") VALUES (NEW."activity_id", NEW."id", NEW."is_from_member", NEW."is_internal", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."report_id", NEW."sent_with_id", NEW."step", NEW."text", NEW."written_at", NEW."written_by_id"); RETURN NULL;', hash='3855a2a8a0bd12dcad91ba8bd131fd8668fd9933', operation='UPDATE', pgid='pgtrigger_update_update_4fd21', table='reporting_remark', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='remark',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_remarkevent" ("activity_id", "id", "is_from_member", "is_internal", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "report_id", "sent_with_id", "step", "text", "written_at", "written_by_id") VALUES (OLD."activity_id", OLD."id", OLD."is_from_member", OLD."is_internal", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."report_id", OLD."sent_with_id", OLD."step", OLD."text", OLD."written_at", OLD."written_by_id"); RETURN NULL;', hash='095b60420e63b3ea9e59eb30d42a57449987ff01', operation='DELETE', pgid='pgtrigger_delete_delete_73b43', table='reporting_remark', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_sectionevent" ("activity_id", "changed", "done", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "report_id", "saved_at", "saved_by_id", "saved_from", "step", "version") VALUES (NEW."activity_id", NEW."changed", NEW."done", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rating", NEW."report_id", NEW."saved_at", NEW."saved_by_id", NEW."saved_from", NEW."step", NEW."version"); RETURN NULL;', hash='d65f6433dca69d8744f06b40c3ee83318b845056', operation='INSERT', pgid='pgtrigger_insert_insert_45456', table='reporting_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reporting_sectionevent" ("activity_id", "changed", "done", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "report_id", "saved_at", "saved_by_id", "saved_from", "step", "version") VALUES (NEW."activity_id", NEW."changed", NEW."done", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rating", NEW."report_id", NEW."saved_at", NEW."saved_by_id", NEW."saved_from", NEW."step", NEW."version"); RETURN NULL;', hash='f1185f3c0e580e628a9ee4f910013d43573fef40', operation='UPDATE', pgid='pgtrigger_update_update_b0135', table='reporting_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_sectionevent" ("activity_id", "changed", "done", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "report_id", "saved_at", "saved_by_id", "saved_from", "step", "version") VALUES (OLD."activity_id", OLD."changed", OLD."done", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rating", OLD."report_id", OLD."saved_at", OLD."saved_by_id", OLD."saved_from", OLD."step", OLD."version"); RETURN NULL;', hash='baf5b520c1f15fb4242d25a8c9d5ec00df116207', operation='DELETE', pgid='pgtrigger_delete_delete_983ee', table='reporting_section', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='remark',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('activity__isnull', False), ('step', '')), models.Q(('activity__isnull', True), ('step__in', ['details', 'way_forward'])), _connector='OR'), name='reporting_remark_activity_or_step'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('activity__isnull', False), ('step', '')), models.Q(('activity__isnull', True), ('step__in', ['details', 'way_forward'])), _connector='OR'), name='reporting_section_activity_or_step'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(fields=('report', 'activity'), name='reporting_section_of_activity_once'),
        ),
        migrations.AddConstraint(
            model_name='section',
            constraint=models.UniqueConstraint(condition=models.Q(('step', ''), _negated=True), fields=('report', 'step'), name='reporting_section_of_step_once'),
        ),
    ]
