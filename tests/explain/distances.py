"""distances.py CAQES SOURCE: holds every change that `caqes explain --distance` gives, on generated dossiers, to what
`caqes evaluate` says of the dossier so changed: the decision is turned; and with one unit less, it is not. The dossiers are
edited as text, and evaluated by another command, each under a FINESS of its own."""
import json
import os
import subprocess
import sys
import tempfile
from decimal import Decimal

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../bench"))
from dossiers import with_key  # noqa: E402

EXPECTED_CODES = (0, 1)


def run(command):
    done = subprocess.run(command, capture_output=True)
    if done.returncode not in EXPECTED_CODES:
        sys.exit("%s: exit code %d\n%s" % (" ".join(command), done.returncode, done.stderr.decode()[-2000:]))
    return [json.loads(line, parse_float=Decimal) for line in done.stdout.splitlines()]


def as_written(digits):
    """A decimal that is written again as it was: json has no other number than a float."""
    return "\0%s\0" % digits


def changed(dossier, finess, name, value):
    copy = json.loads(json.dumps(dossier))
    copy["etablissement"]["finess"] = finess
    if isinstance(value, Decimal):
        value = as_written(value)
    if isinstance(copy["donnees"][name], dict):
        copy["donnees"][name]["valeur"] = value
    else:
        copy["donnees"][name] = value
    return json.dumps(copy, ensure_ascii=False).replace('"\\u0000', "").replace('\\u0000"', "")


def is_so(grid, decision):
    """What the grid says of a decision: True, False, or None when it is open."""
    volet = next(v for v in grid["volets"] if v["volet"] == decision["volet"])
    if decision["quoi"] == "obligation":
        result = next((o["resultat"] for o in volet.get("obligations", []) if o["code"] == decision["code"]), None)
        return {"atteint": True, "non_atteint": False}.get(result)
    if volet["statut"] != "evalue":
        return None
    amounts = volet.get("montants", [])
    if decision["quoi"] == "sanction":
        return any(a.get("centimes", 0) < 0 or a.get("mois", 0) > 0 for a in amounts)
    return any(a.get("centimes", 0) > 0 for a in amounts)


def one_less(change):
    """The change with one unit less; None for a word, or when nothing is left of it."""
    if isinstance(change["de"], str):
        return None
    unit = Decimal(1).scaleb(-change["decimales"])
    before, after = Decimal(change["de"]), Decimal(change["a"])
    return after - unit if after > before else after + unit


def main(program, source):
    campaign = os.path.join(source, "conf/demo/campagne.cfg")
    generator = os.path.join(source, "tests/bench/dossiers.py")
    with tempfile.TemporaryDirectory() as folder:
        dossiers, edited = os.path.join(folder, "dossiers.ndjson"), os.path.join(folder, "edited.ndjson")
        tried = turned = words = 0
        for volet, count in (("transports", 200), ("pertinence", 200), ("qualite", 200), ("socle", 13)):
            with open(dossiers, "wb") as out:
                subprocess.run([sys.executable, "-B", generator, str(count), os.path.join(source, "conf/demo/dossiers")],
                               stdout=out, check=True)
            with open(dossiers, encoding="utf-8") as file:
                originals = [json.loads(line, parse_float=as_written) for line in file]
            by_finess = {d["etablissement"]["finess"]: d for d in originals}
            expectations, lines = [], []
            for found in run([program, "explain", "--distance", "--format", "ndjson", "--volet", volet, campaign, dossiers]):
                dossier = by_finess[found["etablissement"]["finess"]]
                for decision in found["decisions"]:
                    for change in decision["changements"]:
                        if change["donnee"] not in dossier["donnees"]:
                            continue  # combined from those of geographical entities
                        for value, turns in ((change["a"], True), (one_less(change), False)):
                            if value is None:
                                continue
                            if not isinstance(value, str):
                                value = Decimal(value)
                            finess = with_key("%08d" % (20000000 + len(lines)))
                            lines.append(changed(dossier, finess, change["donnee"], value))
                            expectations.append((finess, decision, change, turns))
            with open(edited, "w", encoding="utf-8") as file:
                file.write("".join(line + "\n" for line in lines))
            grids = {g["etablissement"]["finess"]: g for g in run([program, "evaluate", "--format", "ndjson", campaign, edited])}
            for finess, decision, change, turns in expectations:
                tried += 1
                turned += turns
                words += isinstance(change["a"], str)
                said = is_so(grids[finess], decision)
                if (said is (not decision["est"])) != turns:
                    sys.exit("%s: %s -> %s, %s: %s, and %s was expected to be %s" % (
                        finess, change["de"], change["a"], change["donnee"], json.dumps(decision, default=str)[:300], said,
                        "turned" if turns else "left"))
                if turns:
                    volet_now = next(v for v in grids[finess]["volets"] if v["volet"] == decision["volet"])
                    if volet_now.get("compte_centimes") != change.get("centimes"):
                        sys.exit("%s: another amount than was said: %s" % (finess, change))
        print("%d evaluations: %d decisions turned, %d of words" % (tried, turned, words))
        if turned < 1000 or words < 50 or tried - turned < 500:
            sys.exit("too few changes: the test proves nothing")


if __name__ == "__main__":
    main(*sys.argv[1:])
