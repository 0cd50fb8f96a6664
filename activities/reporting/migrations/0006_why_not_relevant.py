"""Why an activity is not relevant is no longer told where others tell what was done."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

# The history tells of the move as of any other change; what was signed stays as it is.
SECTIONS = """
    UPDATE reporting_section SET why_not_relevant = done, done = ''
    WHERE rating = 'not_relevant' AND done <> ''
"""
SET_ASIDE = """
    UPDATE reporting_setaside
    SET content = content || jsonb_build_object('why_not_relevant', content -> 'done', 'done', '')
    WHERE content ->> 'rating' = 'not_relevant' AND NOT content ? 'why_not_relevant'
"""


class Migration(migrations.Migration):

    dependencies = [
        ('activities', '0004_short_names'),
        ('outputs', '0002_context_facts_and_assumptions'),
        ('reporting', '0005_acts_of_members'),
    ]

    operations = [
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
            model_name='question',
            name='reporting_question_code_not_reserved',
        ),
        migrations.AddField(
            model_name='section',
            name='why_not_relevant',
            field=models.TextField(blank=True, verbose_name='why it is not relevant'),
        ),
        migrations.AddField(
            model_name='sectionevent',
            name='why_not_relevant',
            field=models.TextField(blank=True, verbose_name='why it is not relevant'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='insert_insert', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_sectionevent" ("activity_id", "changed", "done", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "report_id", "saved_at", "saved_by_id", "saved_from", "step", "version", "why_not_relevant") VALUES (NEW."activity_id", NEW."changed", NEW."done", NEW."id", _pgh_attach_context(), NOW(), \'insert\', NEW."id", NEW."rating", NEW."report_id", NEW."saved_at", NEW."saved_by_id", NEW."saved_from", NEW."step", NEW."version", NEW."why_not_relevant"); RETURN NULL;', hash='d713f78cf8046f6619592db2f0e0fa8ac8a96699', operation='INSERT', pgid='pgtrigger_insert_insert_45456', table='reporting_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='update_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "reporting_sectionevent" ("activity_id", "changed", "done", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "report_id", "saved_at", "saved_by_id", "saved_from", "step", "version", "why_not_relevant") VALUES (NEW."activity_id", NEW."changed", NEW."done", NEW."id", _pgh_attach_context(), NOW(), \'update\', NEW."id", NEW."rating", NEW."report_id", NEW."saved_at", NEW."saved_by_id", NEW."saved_from", NEW."step", NEW."version", NEW."why_not_relevant"); RETURN NULL;', hash='a554c7ad3582e470b849b5fc157415cd87015709', operation='UPDATE', pgid='pgtrigger_update_update_b0135', table='reporting_section', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='section',
            trigger=pgtrigger.compiler.Trigger(name='delete_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "reporting_sectionevent" ("activity_id", "changed", "done", "id", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "rating", "report_id", "saved_at", "saved_by_id", "saved_from", "step", "version", "why_not_relevant") VALUES (OLD."activity_id", OLD."changed", OLD."done", OLD."id", _pgh_attach_context(), NOW(), \'delete\', OLD."id", OLD."rating", OLD."report_id", OLD."saved_at", OLD."saved_by_id", OLD."saved_from", OLD."step", OLD."version", OLD."why_not_relevant"); RETURN NULL;', hash='4fa0169426c4bcd21dc8dcdd37cedcd052727f53', operation='DELETE', pgid='pgtrigger_delete_delete_983ee', table='reporting_section', when='AFTER')),
        ),
        migrations.AddConstraint(
            model_name='question',
            constraint=models.CheckConstraint(condition=models.Q(('code__in', ('rating', 'why_not_relevant', 'done', 'changed', 'groups', 'target_groups', 'version', 'seen')), _negated=True), name='reporting_question_code_not_reserved', violation_error_message='A section has a field of this name of its own: choose another code.'),
        ),
        migrations.RunSQL([SECTIONS, SET_ASIDE]),
    ]
