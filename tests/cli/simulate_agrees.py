"""A scenario gives what `caqes evaluate` gives on a copy of the configuration in which the figure was edited by hand.

simulate_agrees.py CAQES SOURCE WORK"""
import collections
import json
import pathlib
import shutil
import subprocess
import sys

caqes, source, work = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
faults = []


def ran(arguments):
    done = subprocess.run([caqes, *map(str, arguments)], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1, 5):
        sys.exit(f"caqes {arguments}: exit code {done.returncode}\n{done.stderr[:2000]}")
    return done.stdout


dossiers = work / "dossiers"
shutil.copytree(source / "conf/demo/dossiers", dossiers)
generated = subprocess.run([sys.executable, source / "tests/bench/dossiers.py", "80", source / "conf/demo/dossiers"],
                           capture_output=True, text=True, check=True).stdout
(dossiers / "generated.ndjson").write_text(generated)


def configuration(name, edits):
    """A copy of the configuration with edits (file, old, new), each of which must be there."""
    folder = work / name
    shutil.copytree(source / "conf", folder)
    for file, old, new in edits:
        text = (folder / file).read_text()
        if old not in text:
            sys.exit(f"{name}: {file} does not hold {old}")
        (folder / file).write_text(text.replace(old, new, 1))
    return folder / "demo/campagne.cfg"


def evaluated(campaign, folder):
    """Totals, by statut too, counts, and the side of each establishment, from the grids alone."""
    run = json.loads(ran(["evaluate", "--format", "json", campaign, folder]))
    statuts, sides, sanctions, states = collections.Counter(), {}, 0, collections.Counter()
    for g in run["grilles"]:
        none = g["total"]["etat"] == "aucun"
        cents = g["total"].get("centimes") or 0
        sides[g["etablissement"]["finess"]] = "aucun" if none else "sanction" if cents < 0 else "interessement" if cents > 0 else "neutre"
        statuts[g["etablissement"]["statut"]] += 0 if none else cents
        for v in g["volets"]:
            states[v["statut"]] += 1
            for m in v.get("montants", []):
                is_sanction = m.get("mois") is not None or (m.get("centimes") or 0) < 0
                sanctions += bool(is_sanction and not m.get("suspendu") and not none)
    return run["totaux"], statuts, sides, sanctions, states["incomplet"], states["erreur"]


def scenarios(name, campaign, parameters, folder=dossiers, more=""):
    file = work / f"{name}.scenarios.cfg"
    file.write_text(f'format = "caqes-scenarios"; version = 1;\nparametres = (\n{parameters}\n);\n{more}\n')
    out = ran(["simulate", "--format", "ndjson", campaign, file, folder])
    return [json.loads(line) for line in out.splitlines()][1:]


def compare(name, scenario, expected, base):
    totals, statuts, sides, sanctions, incomplete, errors = expected
    changes = [{"finess": f, "de": base[2][f], "vers": sides[f]} for f in sides if base[2][f] != sides[f]]
    found = (scenario["totaux"], {s["statut"]: s["totaux"]["centimes"] for s in scenario["statuts"]},
             scenario["nombre_sanctions"], scenario["volets_incomplets"], scenario["volets_en_erreur"], scenario["changements"])
    wanted = (totals, {s["statut"]: statuts[s["statut"]] for s in scenario["statuts"]}, sanctions, incomplete, errors, changes)
    for what, a, b in zip(("totals", "by statut", "sanctions", "incomplete", "in error", "changes"), found, wanted):
        if a != b:
            faults.append(f"{name}: {what}: simulated {str(a)[:300]}, evaluated {str(b)[:300]}")
    return totals != base[0] or bool(changes) or errors != base[5]


campaign = configuration("base", [])
base = evaluated(campaign, dossiers)
C = "demo/campagne.cfg"


def setting(plugin, name, value):
    return (C, "\nparametres = (", f'\nparametres = (\n  {{ plugin = "{plugin}"; nom = "{name}"; {value} }},')


SOCLE, TRANSPORTS = "fr.caqes.socle", "fr.caqes.transports"
curve = '( ["70", "0.1"], ["45", "0.3"], ["sinon", "0.9"] )'
# name, what varies, the same by hand, whether the amounts of these dossiers must move
cases = [
    ("cible", f'{{ plugin = "{SOCLE}"; nom = "cible.LAP_LITS"; valeurs = ["0.95"]; }}',
     [(C, '"cible.LAP_LITS"; valeur = "0.8"', '"cible.LAP_LITS"; valeur = "0.95"')], True),
    ("cible-nationale", f'{{ plugin = "{SOCLE}"; nom = "cible.PHMEV_LPP_EVOLUTION"; valeurs = ["-0.2"]; }}',
     [setting(SOCLE, "cible.PHMEV_LPP_EVOLUTION", 'valeur = "-0.2";')], True),
    ("coefficient", f'{{ plugin = "{SOCLE}"; nom = "coefficient.LAP_LITS"; valeurs = ["7"]; }}',
     [setting(SOCLE, "coefficient.LAP_LITS", 'valeur = "7";')], True),
    ("coefficient-sous-une-regle", f'{{ plugin = "{SOCLE}"; nom = "coefficient.CONCILIATION"; valeurs = ["9"]; }}',
     [setting(SOCLE, "coefficient.CONCILIATION", 'valeur = "9";')], True),
    ("coefficient-hors-des-champs", f'{{ plugin = "{SOCLE}"; nom = "coefficient.HORS_REFERENTIELS"; valeurs = ["9"]; }}',
     [setting(SOCLE, "coefficient.HORS_REFERENTIELS", 'valeur = "9";')], True),
    ("seuil", f'{{ plugin = "{SOCLE}"; nom = "bareme"; seuil = 2; valeurs = ["55"]; }}', [(C, '["50", "0.25"]', '["55", "0.25"]')], True),
    ("resultat", f'{{ plugin = "{SOCLE}"; nom = "bareme"; resultat = 4; valeurs = ["0.8"]; }}', [(C, '["sinon", "1"] ); }', '["sinon", "0.8"] ); }')], True),
    ("bareme", f'{{ plugin = "{SOCLE}"; nom = "bareme"; valeurs = ( {curve} ); }}',
     [(C, '( ["60", "0"], ["50", "0.25"], ["40", "0.5"], ["sinon", "1"] )', curve)], True),
    ("taux", f'{{ plugin = "{TRANSPORTS}"; nom = "taux_sanction"; valeurs = ["0.004"]; }}',
     [setting(TRANSPORTS, "taux_sanction", 'valeur = "0.004";')], True),
    ("plafond-du-plugin", f'{{ plugin = "{SOCLE}"; nom = "taux_sanction_max"; valeurs = ["0.0035"]; }}',
     [setting(SOCLE, "taux_sanction_max", 'valeur = "0.0035";')], True),
    ("plafond-du-modele", '{ volet = "transports"; nature = "sanction_produits"; valeurs = ["0.004"]; }',
     [("modeles/caqes-2018.cfg", 'taux = "0.01"; bases = ["produits"]; article = "Annexe 4 §3"', 'taux = "0.004"; bases = ["produits"]; article = "Annexe 4 §3"')], True),
    ("second-plafond", '{ volet = "transports"; nature = "interessement"; plafond = 2; valeurs = ["0.5"]; }',
     [("modeles/caqes-2018.cfg", 'taux = "1"; bases = ["maximum_contrat"]', 'taux = "0.5"; bases = ["maximum_contrat"]')], True),
    ("national", f'{{ plugin = "{SOCLE}"; nom = "taux_refus"; valeurs = ["0.002"]; }}',
     [("referentiels/2018.cfg", "references = (", f'references = (\n  {{ plugin = "{SOCLE}"; parametre = "taux_refus"; valeur = "0.002"; }},')], True),
    ("classe", f'{{ plugin = "{TRANSPORTS}"; nom = "base_economies"; valeurs = ["cible"]; }}',
     [setting(TRANSPORTS, "base_economies", 'valeur = "cible";')], False),
    ("regional", '{ plugin = "fr.exemple.val-fictif"; nom = "coefficient.VF_FORMATIONS"; valeurs = ["5"]; }',
     [setting("fr.exemple.val-fictif", "coefficient.VF_FORMATIONS", 'valeur = "5";')], True),
]
expected = {}
for name, parameters, edits, moves in cases:
    found = scenarios(name, campaign, f"  {parameters}")
    if found[0]["totaux"] != base[0]:
        faults.append(f"{name}: the campaign as it is: {found[0]['totaux']} instead of {base[0]}")
    expected[name] = evaluated(configuration(name, edits), dossiers)
    moved = compare(name, found[1], expected[name], base)
    if moves and not moved:
        faults.append(f"{name}: nothing moves, so nothing is shown")

# Two figures together, and the order of the product: the last varies fastest.
one, two = (next(c for c in cases if c[0] == name) for name in ("cible", "taux"))
both = evaluated(configuration("both", one[2] + two[2]), dossiers)
found = scenarios("product", campaign, "  " + one[1].replace('["0.95"]', '["0.8", "0.95"]') + ",\n  " + two[1].replace('["0.004"]', '["0.01", "0.004"]'))
for scenario, wanted in zip(found[1:], (base, expected["taux"], expected["cible"], both)):
    compare(f"product {scenario['valeurs']}", scenario, wanted, base)
if [s["valeurs"] for s in found[1:]] != [["0.8", "0.01"], ["0.8", "0.004"], ["0.95", "0.01"], ["0.95", "0.004"]]:
    faults.append("product: the order of the scenarios")

# The ceiling over the contract: what was shared is shared again.
shared = configuration("shared", [("modeles/caqes-2018.cfg", 'portee_plafond = "volet"', 'portee_plafond = "contrat"')])
base_shared = evaluated(shared, dossiers)
found = scenarios("shared", shared, "  " + two[1])
compare("shared", found[1], evaluated(configuration("shared-edited", two[2] + [("modeles/caqes-2018.cfg", 'portee_plafond = "volet"', 'portee_plafond = "contrat"')]), dossiers), base_shared)

# "prevaut": the same as every contract with that value.
everybody = work / "everybody"
everybody.mkdir()
for file in sorted(dossiers.iterdir()):
    text = file.read_text()
    lines = []
    for dossier in [json.loads(text)] if file.suffix == ".json" else map(json.loads, text.splitlines()):
        dossier["contrat"]["socle"].setdefault("cibles", {})["LAP_LITS"] = 0.97
        dossier["contrat"]["socle"].setdefault("coefficients", {})["PHMEV_LPP_EVOLUTION"] = 9
        lines.append(json.dumps(dossier, ensure_ascii=False))
    (everybody / file.name).write_text("\n".join(lines) + "\n")
found = scenarios("prevaut", campaign, f'  {{ plugin = "{SOCLE}"; nom = "cible.LAP_LITS"; valeurs = ["0.97"]; prevaut = true; }},\n'
                  f'  {{ plugin = "{SOCLE}"; nom = "coefficient.PHMEV_LPP_EVOLUTION"; valeurs = ["9"]; prevaut = true; }}')
compare("prevaut", found[1], evaluated(campaign, everybody), base)

# Draws: splitmix64 as published, a draw under 2^64 mod n drawn again; computed here from that sentence.
state, mask = 42, (1 << 64) - 1


def draw(among):
    global state
    while True:
        state = (state + 0x9E3779B97F4A7C15) & mask
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        z ^= z >> 31
        if z >= (1 << 64) % among:
            return z % among


found = scenarios("draws", campaign, f'  {{ plugin = "{SOCLE}"; nom = "cible.LAP_LITS"; valeurs = ["0.7", "0.8", "0.95"]; }},\n'
                  f'  {{ plugin = "{TRANSPORTS}"; nom = "taux_sanction"; de = "0.004"; a = "0.01"; pas = "0.001"; }}', more="tirages = 40; graine = 42;")
wanted = [[["0.7", "0.8", "0.95"][draw(3)], f"0.{4 + draw(7):03d}".rstrip("0")] for _ in range(40)]
if [s["valeurs"] for s in found[1:]] != wanted:
    faults.append(f"draws: {[s['valeurs'] for s in found[1:4]]} instead of {wanted[:3]}")
for scenario in found[1:]:
    if scenario["valeurs"] == ["0.95", "0.004"]:
        compare("draw", scenario, both, base)

for fault in faults:
    print(fault)
sys.exit(1 if faults else 0)
