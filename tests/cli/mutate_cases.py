#!/usr/bin/env python3
"""Changes every expectation of a case file, so that each must fail.  mutate_cases.py CAMPAIGN FILE.csv > OUT.csv
The number of expectations that were changed goes to stderr."""
import csv
import re
import sys
from decimal import Decimal

OTHER = {"atteint": "non atteint", "évalué": "incomplet", "complet": "partiel", "intéressement": "sanction",
         "aucune": "non fournie"}


def other(column, cell):
    """Another result of the same kind; an amount moves by a centime."""
    if column.startswith(("=montant.", "=total")):
        digits = re.sub(r"[^0-9,-]", "", cell).replace(",", ".")
        return str(Decimal(digits) + Decimal("0.01")).replace(".", ",") if digits else "0,00"
    if column.startswith(("=valeur.", "=atteinte.", "=niveau.", "=mois.")):
        return "12 345"
    if column.startswith("=constat.") and not column.endswith(".ISSUE"):
        return "Z" if column.endswith(".LETTRE") else "12 345"
    if column == "=erreur":
        return "D999"
    if column.startswith("=raison."):
        return OTHER.get(cell, "aucune")
    return OTHER.get(cell, {"=s": "évalué", "=e": "complet", "=c": "intéressement"}.get(column[:2], "atteint"))


rows = list(csv.reader((line for line in open(sys.argv[2], encoding="utf-8") if not line.startswith("#")), delimiter=";"))
changed = 0
for row in rows[1:]:
    for i, column in enumerate(rows[0]):
        if column.startswith("=") and row[i]:
            row[i] = other(column, row[i])
            changed += 1
print("# campagne: " + sys.argv[1])
csv.writer(sys.stdout, delimiter=";", lineterminator="\n").writerows(rows)
print(changed, file=sys.stderr)
