# Texts of the templates of this site; those of the theme are in the theme.
service-office = Office in charge:

tender-deadline = Deadline:
tender-protocol = Reference

results-updated = Figures updated on
results-counted = Stations counted:
results-of = { $counted } of { $total }
results-turnout = Turnout:
results-scroll = Table of the results by polling station
results-caption = Votes of the referendum by polling station
results-section = Station
results-place = Place
results-registered = Electors
results-voters = Voters
results-share = Turnout (%)
results-yes = Yes
results-no = No
results-blank = Blank and void
results-state = State
results-state-counted = counted
results-state-counting = counting
results-pending = not yet available
results-total = Total
results-method = Electors, voters and turnout include all stations; the votes only those counted.
