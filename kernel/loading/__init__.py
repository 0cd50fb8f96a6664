"""How files become records: parse, check everything, plan the changes, write them in one transaction.

A loader reads its files into typed rows (`tables`, `documents`), builds unsaved model
instances from them, and hands these to `changes.Table`, which compares them with what the
database holds.  `load.one_load` is the transaction around it: one problem anywhere and
nothing is written; all problems are reported at once.
"""
