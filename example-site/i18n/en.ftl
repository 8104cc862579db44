# Texts of the templates of this site; those of the theme are in the theme.
service-office = Office in charge:

series = { $n ->
    [one] There is another page about these works:
   *[other] There are { $n } other pages about these works:
}

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

turnout-caption = Voters at each count, by polling station
turnout-filter = Show only these stations
turnout-section = Station
turnout-registered = Electors
turnout-sunday_12 = Sunday, 12:00
turnout-sunday_19 = Sunday, 19:00
turnout-sunday_23 = Sunday, 23:00
turnout-monday_15 = Monday, 15:00
