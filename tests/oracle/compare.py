"""Runs the program on generated campaigns and compares each indicator, obligation, fact, amount and total with the
oracle; prints every difference with its seed, campaign and dossier, and how often each outcome was seen.
Exit 1 on any difference, or when an outcome was never seen (an outcome never seen is a branch never compared)."""
import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from fractions import Fraction
from pathlib import Path

import ciblage
import generate
import oracle
import outcomes

SMALL_RUN, IN_SMALL, IN_LARGE = 5000, 60, 250   # dossiers to a campaign: a small run needs many campaigns to see everything
SHOWN = 20


def number(text):
    return None if text is None else Fraction(text)


# ---------------------------------------------------------------- the two sides, in the same words

def of_oracle(grid):
    said = {"total": grid.total, "etat": grid.state}
    for row in grid.rows:
        at = row.volet
        said[at, "statut"] = row.status
        said[at, "compte"] = grid.counted[at]
        for a in row.amounts:
            if a.cents or a.months:
                said[at, "montant", a.nature] = (a.cents, None if a.months is None else int(a.months), a.suspended)
        if row.status in ("evalue", "non_evaluable"):
            if row.issue:
                said[at, "issue"] = row.issue
            said.update({(at, "constat", code): value for code, value in row.facts.items() if code != "SCORE_CONNU"})
        elif row.status == "incomplet":
            said.update({(at, "constat", code): value for code, value in row.facts.items() if code == "SCORE_CONNU"})
        for o in row.obligations:
            said[at, o.code] = (o.result, o.level if oracle.known(o.level) else None)
            for i in o.indicators:
                said[at, o.code, i.code] = (i.result, None if i.result == "inconnu" else i.g)
                if i.result in ("atteint", "non_atteint") and oracle.known(i.value, i.wanted):
                    said[at, o.code, i.code, "coefficient"] = i.weight
                    if i.code in outcomes.WITH_TARGET:
                        said[at, o.code, i.code, "valeur"] = (i.value, i.wanted)
    return said


ISSUES = {"intéressement": "interessement", "ni intéressement ni sanction": "rien", "sanction": "sanction", "sans objet": "sans_objet"}


def of_program(grid, absent):
    said = {"total": grid["total"].get("centimes"), "etat": grid["total"]["etat"]}
    for row in grid["volets"]:
        at, status = row["volet"], row["statut"]
        said[at, "statut"] = status
        said[at, "compte"] = row.get("compte_centimes", 0)
        for a in row.get("montants", ()):
            if a.get("centimes") or a.get("mois"):
                said[at, "montant", a["nature"]] = (a.get("centimes", 0), a.get("mois"), a["suspendu"])
        for fact in row.get("constats", ()):
            if status in ("evalue", "non_evaluable") and "issue" in fact:
                said[at, "issue"] = ISSUES[fact["issue"]]
            elif fact.get("valeur") is not None and (
                    absent.get(at) != "zero" and status == "incomplet" if fact["code"] == "SCORE_CONNU" else status != "incomplet"):
                said[at, "constat", fact["code"]] = number(fact["valeur"])
        for o in row.get("obligations", ()):
            said[at, o["code"]] = (o["resultat"], number(o.get("niveau")))
            for i in o["indicateurs"]:
                said[at, o["code"], i["code"]] = (i["resultat"], number(i.get("atteinte")))
                if i["resultat"] in ("atteint", "non_atteint") and i.get("valeur") is not None:
                    said[at, o["code"], i["code"], "coefficient"] = number(i.get("coefficient"))
                    if i["code"] in outcomes.WITH_TARGET:
                        said[at, o["code"], i["code"], "valeur"] = (number(i["valeur"]), number(i.get("cible")))
    return said


def differences(expected, found):
    return [(key, expected.get(key), found.get(key)) for key in sorted(set(expected) | set(found), key=str)
            if expected.get(key) != found.get(key)]


def targeting_of_oracle(volets):
    said = {}
    for volet, t in volets.items():
        said[volet, "decision"] = t.decision
        if t.msap:
            said[volet, "msap"] = t.msap
        said.update({(volet, "motif", code): "inconnu" if result == ciblage.AGENCY else result for code, result in t.grounds.items()})
        said.update({(volet, "constat", code): value for code, value in t.facts.items() if oracle.known(value)})
    return said


DECISIONS = {"cible": "oui", "non_cible": "non", "indetermine": "inconnu", "a_apprecier": "ars", "non_concerne": "sans_objet",
             "non_ciblable": "sans_objet"}


def targeting_of_program(document):
    said = {}
    for row in document["volets"]:
        volet = row["volet"]
        said[volet, "decision"] = DECISIONS.get(row["decision"], row["decision"])
        if "decision_msap" in row:
            said[volet, "msap"] = DECISIONS.get(row["decision_msap"], row["decision_msap"])
        for ground in row["motifs"]:
            said[volet, "motif", ground["code"]] = ground["resultat"]
            said.update({(volet, "constat", fact["code"]): number(fact["valeur"]) for fact in ground.get("constats", ())
                         if fact["code"] not in ("TAUX_GROUPE", "Z_CARRE") and fact.get("valeur") is not None})
    return said


# ---------------------------------------------------------------- one campaign

def run(arguments, folder, command, dossiers):
    call = [arguments.caqes, command, "--plugins", arguments.plugins, "--format", "ndjson", str(folder / "campagne.cfg"), "-"]
    done = subprocess.run(call, input="\n".join(dossiers) + "\n", capture_output=True, text=True)
    grids = {}
    for line in done.stdout.splitlines():
        grid = json.loads(line)
        grids[grid["etablissement"]["finess"]] = grid
    return grids, done.stderr, done.returncode


def compare_campaign(arguments, number, count):
    """Differences, and what was seen, of one campaign."""
    campaign, files = generate.make_campaign(arguments.seed, number)
    texts = [generate.make_dossier(arguments.seed, campaign, n) for n in range(count)]
    seen, faults = Counter(), []
    with tempfile.TemporaryDirectory(prefix="caqes-oracle-") as temporary:
        folder = Path(temporary)
        for name, text in files.items():
            (folder / name).write_text(text)
        grids, errors, code = run(arguments, folder, "evaluate", texts)
        if code not in (0, 1):
            faults.append((number, None, f"exit code {code}", None, errors[:2000]))
        for n, text in enumerate(texts):
            expected = oracle.evaluate(campaign, oracle.read_dossier(text))
            outcomes.note(seen, expected)
            found = grids.get(expected.finess)
            if found is None:
                faults.append((number, n, "no grid", None, None))
                continue
            faults += [(number, n, *fault) for fault in differences(of_oracle(expected), of_program(found, campaign["absent"]))]
        faults += compare_targeting(arguments, folder, campaign, texts, seen)
    return seen, faults


def compare_targeting(arguments, folder, campaign, texts, seen):
    documents, errors, code = run(arguments, folder, "target", texts)
    faults = [] if code in (0, 1) else [(campaign["number"], None, f"target: exit code {code}", None, errors[:2000])]
    expected = ciblage.target(campaign, [oracle.read_dossier(text) for text in texts])
    for n, (finess, (volets, rules)) in enumerate(expected.items()):
        outcomes.note_targeting(seen, volets, rules)
        found = targeting_of_program(documents[finess]) if finess in documents else {}
        faults += [(campaign["number"], n, ("target",) + fault[0], *fault[1:]) for fault in differences(targeting_of_oracle(volets), found)]
    return faults


def keep(arguments, campaign_number, n):
    """Writes one case out, to run by hand."""
    campaign, files = generate.make_campaign(arguments.seed, campaign_number)
    folder = Path(arguments.keep)
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / name).write_text(text)
    text = generate.make_dossier(arguments.seed, campaign, n)
    (folder / "dossier.json").write_text(text + "\n")
    print(f"{folder}: campagne.cfg, dossier.json")


# ---------------------------------------------------------------- all of them

def parse():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=1500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--caqes", required=True)
    parser.add_argument("--plugins", required=True)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--show", type=int, default=SHOWN, help="how many differences to print in full")
    parser.add_argument("--keep", help="with --case C/N: write that case to this folder")
    parser.add_argument("--case", help="campaign/dossier")
    return parser.parse_args()


def main():
    arguments = parse()
    if arguments.keep:
        keep(arguments, *map(int, arguments.case.split("/")))
        return 0
    step = IN_SMALL if arguments.count < SMALL_RUN else IN_LARGE
    sizes = [min(step, arguments.count - start) for start in range(0, arguments.count, step)]
    seen, faults = Counter(), []
    with ProcessPoolExecutor(arguments.jobs) as pool:
        for some, wrong in pool.map(compare_campaign, [arguments] * len(sizes), range(len(sizes)), sizes):
            seen += some
            faults += wrong
    for campaign, n, what, expected, found in faults[:arguments.show]:
        print(f"seed {arguments.seed} case {campaign}/{n}: {what}: oracle {expected}, program {found}")
    kinds = Counter(str(fault[2] if isinstance(fault[2], str) else fault[2][:2] + fault[2][3:]) for fault in faults)
    for kind, times in kinds.most_common(30):
        print(f"difference {times:7}  {kind}")
    for outcome in sorted(seen):
        print(f"{seen[outcome]:9}  {outcome}")
    never = outcomes.never(seen)
    for outcome in never:
        print(f"never seen: {outcome}")
    cases = len({fault[:2] for fault in faults})
    print(f"{arguments.count} dossiers, {len(sizes)} campaigns, seed {arguments.seed}: {len(faults)} differences in {cases} dossiers")
    return 1 if faults or never else 0


if __name__ == "__main__":
    sys.exit(main())
