"""Plans from and to YAML: plan, outputs, target groups, responsibilities, statements of the framework.

A plan file also holds activities, which this app does not know: `activities.loading` adds them
to what is read, written and dumped here.

Order gives position: a statement or duty is known by its place among those of its kind, unless
it says its `position`.  A target group is known by the slug of its name, unless it says its `code`.
The codes that `purpose.indicators` lists are checked by nobody here: they stand in the file of
indicators.
"""
