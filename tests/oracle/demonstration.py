"""The oracle against docs/demonstration.md, whose amounts were worked by hand from the texts: neither may follow the program."""
import re
import sys
from fractions import Fraction

import oracle
import vocabulary as v

DEMO = v.ROOT / "conf/demo"


def settings(path):
    """The one-line parameters of a configuration file."""
    line = re.compile(r'\{ plugin = "([^"]+)"; (?:nom|parametre) = "([^"]+)"; (?:valeur = "([^"]+)"|points = \((.*?)\)); \}')
    found = {}
    for plugin, name, value, points in line.findall(path.read_text()):
        found[plugin, name] = re.findall(r'\["([^"]+)", "([^"]+)"\]', points) if points else Fraction(value)
    return found


def campaign():
    """conf/demo/campagne.cfg; its four rules and its suspension are said again here."""
    region = {key: value for key, value in settings(DEMO / "campagne.cfg").items() if key != (v.SOCLE_ID, "coefficient.CONCILIATION")}
    rules = [
        {"quand": {"champs": ["MCO"]}, "ajoute": [v.VF_ID]},
        {"quand": {"statuts": ["SSA"]}, "retire": [v.TRANSPORTS_ID, v.PERTINENCE_ID, v.QUALITE_ID]},
        {"quand": {"champs_seulement": ["HAD", "dialyse"]},
         "parametres": {(v.SOCLE_ID, "coefficient.CONCILIATION"): Fraction("0.5")}},
        {"quand": {"finess": ["990000012", "2A9900015"]}, "retire": [v.VF_ID]},
    ]
    return {"exercice": 2018, "scope": "volet", "inputs": v.declared_inputs(), "national": settings(v.ROOT / "conf/referentiels/2018.cfg"),
            "region": region, "default_off": {v.VF_ID}, "absent": {}, "suspensions": {"qualite"}, "rules": rules}


def cell(row):
    """As the table writes it: an amount, suspended ones between brackets, "—" for none."""
    if row.status not in ("evalue", "refus"):
        return "—"
    cents = sum(a.cents for a in row.amounts)
    suspended = any(a.suspended and a.cents for a in row.amounts)
    return f"({euros(cents)})" if suspended else euros(cents)


def euros(cents):
    sign = "-" if cents < 0 else "+" if cents else ""
    return f"{sign}{abs(cents) // 100:,}".replace(",", " ") + f",{abs(cents) % 100:02d} €"


def main():
    table = re.findall(r"^\| (\w{9}) \| (.*) \|$", (v.ROOT / "docs/demonstration.md").read_text().split("## Récapitulatif")[1], re.M)
    expected = {finess: [re.sub(r"\s", " ", text.strip()) for text in cells.split("|")] for finess, cells in table if finess != "FINESS"}
    found = {}
    for path in sorted((DEMO / "dossiers").glob("*.json")):
        grid = oracle.evaluate(campaign(), oracle.read_dossier(path.read_text()))
        found[grid.finess] = [cell(row) for row in grid.rows] + [euros(grid.total), grid.state]
    for finess in sorted(set(expected) | set(found)):
        if expected.get(finess) != found.get(finess):
            print(f"{finess}: by hand {expected.get(finess)}, oracle {found.get(finess)}")
    print(f"{len(found)} establishments")
    return 0 if expected == found and found else 1


if __name__ == "__main__":
    sys.exit(main())
