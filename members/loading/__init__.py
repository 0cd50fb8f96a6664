"""Members and regional organizations from their files, and the rules that turn yearly columns into dates.

A date is the first or last day for which a source vouches; nothing is invented between.

Membership (`membership_2010` … `membership_2016`, `membership_2025`)
    Equal years that follow each other make one period, from 1 January to 31 December.  An
    empty year is unknown and ends the period.  2016 and 2025 equal: the category is taken to
    have held between them, and on after 2025.  Different: the period ends on 31 December 2016,
    the new one starts on 1 January 2025, and the years between have none.

Classification
    developing     the working definition, for all years: open on both ends, DEVT may end it
    un_developing  UN M49, undated in the file: open on both ends
    dac            DAC list of 2011-2013: 1 January 2011 to 31 December 2013; LDC there means yes
    ldc            2010, 2011 and 2015, as membership; ends on 31 December 2015, the last state known
    lldc, sids     undated in the file: open on both ends
    income         2010 and 2015: equal, one period over all six years; different, one year each

Names and acronyms
    The name of 2022 holds from 1 January 2022 on; from 1 January 2009 if the same acronym is
    attested in 2009-2015.  Another acronym in 2025 starts on 1 January 2025 and ends the one before.
    Former acronyms have no date but this: they ended before the one in use is first seen, or with
    2015 where they are attested in 2009-2015.  What was inferred is marked for a human check.
"""
