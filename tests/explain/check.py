"""Explanations against an independent computation of them (recompute.py), against the grids of the same program, and
against docs/demonstration.md, whose amounts were worked by hand. Then the tester is tested: each step that is altered
must be found."""
import argparse
import copy
import json
import re
import subprocess
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

import recompute

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests/oracle"))
import generate  # noqa: E402

CAMPAIGN, DOSSIERS, TARGETS = "conf/demo/campagne.cfg", "conf/demo/dossiers", "conf/demo/ciblage"
faults = []


def fail(text):
    faults.append(text)
    print(f"FAIL: {text}", file=sys.stderr)


def run(arguments, *words, text=None):
    call = [arguments.caqes, words[0], "--plugins", arguments.plugins, "--format", "ndjson", *words[1:]]
    done = subprocess.run(call, input=text, capture_output=True, text=True, cwd=ROOT)
    if done.returncode not in (0, 1):
        fail(f"{' '.join(words)}: exit code {done.returncode}: {done.stderr[:400]}")
    return {d["etablissement"]["finess"]: d for d in map(json.loads, done.stdout.splitlines())}


def computed(document, what):
    """The explanation computed again, or None after a message."""
    try:
        return recompute.Explanation(document).compute()
    except (recompute.Wrong, KeyError, ValueError, StopIteration) as fault:
        fail(f"{what}: {type(fault).__name__}: {fault}")
        return None


def cell(explanation, volet):
    """As the table of docs/demonstration.md has it: spaces apart."""
    node = next(v for v in explanation.of("volet") if v["code"] == volet)
    if node["statut"] not in ("evalue", "refus"):
        return "—"
    suspended = [a for a in explanation.of("montant") if a["volet"] == volet and "suspension" in a and a.get("centimes")]
    cents = suspended[0]["centimes"] if suspended else round(explanation.values[node["n"]][1] * 100)
    return f"({euros(cents)})" if suspended else euros(cents)


def euros(cents):
    sign = "-" if cents < 0 else "+" if cents else ""
    return f"{sign}{abs(cents) // 100},{abs(cents) % 100:02d}€"


def by_hand():
    table = (ROOT / "docs/demonstration.md").read_text().split("## Récapitulatif")[1]
    rows = re.findall(r"^\| (\w{9}) \| (.*) \|$", table, re.M)
    return {finess: [re.sub(r"\s", "", text) for text in cells.split("|")] for finess, cells in rows}


def demonstration(arguments):
    expected, found = by_hand(), run(arguments, "explain", CAMPAIGN, DOSSIERS)
    if not expected or set(expected) != set(found):
        fail(f"by hand {len(expected)} establishments, explained {len(found)}")
    for finess, document in found.items():
        explanation = computed(document, finess)
        if explanation is None:
            continue
        total = explanation.of("total")[0]
        cells = [cell(explanation, v) for v in ("socle", "transports", "pertinence", "qualite")]
        cells += [euros(round(explanation.values[total["n"]][1] * 100)), total["etat_du_total"]]
        if cells != expected[finess]:
            fail(f"{finess}: by hand {expected[finess]}, from the explanation {cells}")
    return found


def same_as_grids(arguments, documents, grids, what):
    """Amounts, facts and results of the explanation are those of the grid."""
    for finess, grid in grids.items():
        nodes = documents[finess]["noeuds"]
        said = {(n["volet"], n["nature"]): n.get("centimes", n.get("mois")) for n in nodes if n["genre"] == "montant"}
        for volet in grid["volets"]:
            for a in volet.get("montants", ()):
                if said.get((volet["volet"], a["nature"])) != a.get("centimes", a.get("mois")):
                    fail(f"{what} {finess} {volet['volet']}: grid {a}, explained {said}")
            results = {n["code"]: n["resultat"] for n in nodes if n["genre"] == "obligation" and n["volet"] == volet["volet"]}
            for o in volet.get("obligations", ()):
                if results.get(o["code"]) != o["resultat"]:
                    fail(f"{what} {finess} {o['code']}: grid {o['resultat']}, explained {results.get(o['code'])}")
            facts = {n.get("code"): n.get("valeur") for n in nodes if n["genre"] == "operation" and "libelle" in n}
            for fact in volet.get("constats", ()):
                if "valeur" in fact and fact["code"] in facts and facts[fact["code"]] != fact["valeur"]:
                    shared = [n for n in nodes if n.get("code") == fact["code"] and n.get("valeur") == fact["valeur"]]
                    if not shared:
                        fail(f"{what} {finess} {fact['code']}: grid {fact['valeur']}, explained {facts[fact['code']]}")


def parts(arguments):
    """What is asked alone stands alone."""
    for words in (["--volet", "socle"], ["--montant", "sanction_produits"], ["--montant", "interessement"],
                  ["--constat", "SCORE"], ["--obligation", "BIOSIMILAIRES"], ["--indicateur", "VF_ICA_LISO"]):
        for finess, document in run(arguments, "explain", *words, CAMPAIGN, DOSSIERS).items():
            computed(document, f"{finess} {' '.join(words)}")


# ---------------------------------------------------------------- generated establishments

def generated(arguments):
    """Campaigns made to sit on the edges: gradations, tolerances, floors, one ceiling over the contract, products."""
    values = 0
    for number in range(arguments.campaigns):
        campaign, files = generate.make_campaign(7, number)
        text = "\n".join(generate.make_dossier(7, campaign, n) for n in range(arguments.dossiers)) + "\n"
        with tempfile.TemporaryDirectory(prefix="caqes-explain-") as temporary:
            for name, content in files.items():
                (Path(temporary) / name).write_text(content)
            cfg = str(Path(temporary) / "campagne.cfg")
            documents = run(arguments, "explain", cfg, "-", text=text)
            for finess, document in documents.items():
                values += len(document["noeuds"])
                computed(document, f"campaign {number}, {finess}")
            same_as_grids(arguments, documents, run(arguments, "evaluate", cfg, "-", text=text), f"campaign {number}")
            for finess, document in run(arguments, "explain", "--ciblage", cfg, "-", text=text).items():
                values += len(document["noeuds"])
                computed(document, f"campaign {number}, ciblage, {finess}")
    return values


# ---------------------------------------------------------------- the tester

def alterations(document):
    """The same explanation with one step altered: its value, its operation, what it rests on."""
    other = {"ajouter": "soustraire", "soustraire": "ajouter", "multiplier": "diviser", "diviser": "multiplier"}
    for k, node in enumerate(document["noeuds"]):
        if node["genre"] in ("donnee", "parametre", "constante", "statistique"):
            continue
        if "valeur" in node:
            yield k, "value", {"valeur": str(Fraction(node["valeur"]) + Fraction(1, 1000))}
        if node.get("centimes"):
            yield k, "centimes", {"centimes": node["centimes"] + 1}
        if node["op"] in ("soustraire", "diviser") and "valeur" in node and Fraction(node["valeur"]) not in (0, 1):
            operands = [next(n for n in document["noeuds"] if n["n"] == m).get("valeur") for m in node["de"]]
            if operands[0] != operands[1]:
                yield k, "operands", {"de": node["de"][::-1]}
            if "0" not in operands and "1" not in operands:
                yield k, "operation", {"op": other[node["op"]]}


def altered_steps_are_found(documents):
    tried = missed = 0
    for finess in ("990000038", "019900011", "990000046"):
        for k, what, change in alterations(documents[finess]):
            altered = copy.copy(documents[finess])
            altered["noeuds"] = list(altered["noeuds"])
            altered["noeuds"][k] = {**altered["noeuds"][k], **change}
            tried += 1
            try:
                recompute.Explanation(altered).compute()
            except (recompute.Wrong, KeyError, ValueError, StopIteration, ZeroDivisionError):
                continue
            missed += 1
            fail(f"{finess}: an altered {what} of {altered['noeuds'][k]} is not found")
    if tried < 300:
        fail(f"only {tried} alterations were tried")
    return tried, missed


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--caqes", required=True)
    parser.add_argument("--plugins", required=True)
    parser.add_argument("--campaigns", type=int, default=12)
    parser.add_argument("--dossiers", type=int, default=40)
    arguments = parser.parse_args()
    documents = demonstration(arguments)
    same_as_grids(arguments, documents, run(arguments, "evaluate", CAMPAIGN, DOSSIERS), "demonstration")
    for finess, document in run(arguments, "explain", "--ciblage", CAMPAIGN, TARGETS).items():
        computed(document, f"{finess}, ciblage")
    parts(arguments)
    values = generated(arguments)
    tried, missed = altered_steps_are_found(documents)
    print(f"{len(documents)} establishments of the demonstration; {values} generated values; {tried - missed} of {tried} alterations found")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
