"""The signs that our agreements bear as activities of IATI: those who write them and those who read them back go by the same."""

# Whoever publishes the file puts the identifier that IATI gave them here; the dataset has none.
PUBLISHER = "coopstats"
OWN, SDG_GOALS, PARENT = "99", "2", "1"
NOT_SPECIFIED = "99810"
# What our own codes stand for in tags, by the column that they fill, and the table whose rows the parties are.
TAGS = {
    "partner_type": "partner_types",
    "instrument": "instruments",
    "status": "statuses",
    "date_event": "date_events",
    "date_basis": "date_bases",
}
PARTIES = "agreement_parties.csv"
