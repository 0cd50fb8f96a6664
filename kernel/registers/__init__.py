"""The register kit: from one declaration a register has all that its users expect.

A room declares its model (a `Record`), who may do what, and a `Register`; it puts the register's
addresses into its `urls.py` and calls `install` when it starts.  The kit gives the list (search, filters
and order in the address, columns to choose, totals, cards on a phone), the record's page with its
history, adding, changing, copying, cancelling, changing several at once, moves of its workflow, files,
the API, the administration, search, and the tests that each register inherits.

    records.py      what every record has             declaration.py  what a register says of itself
    services.py     the only writers                  shown.py        a record's values in words
    tables.py  listing.py  filters.py                 the list
    forms.py   views/  urls.py                        pages
    api.py  administration.py  exports.py             the other doors
"""
