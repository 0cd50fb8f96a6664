"""The one way in for files: an app declares an `Importer`, and pages, administration and commands run it.

`services` checks by running the load in a transaction that is rolled back, confirms by running it again
and comparing what it would change with what was shown, and undoes record by record.
"""
