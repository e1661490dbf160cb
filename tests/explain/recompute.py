"""Computes every value of an explanation again, from its JSON alone: standard library of Python, exact fractions, and
nothing of the program. Leaves (data, parameters, statistics, 0 and 1) are believed; everything else is computed from
leaves, and compared with what the explanation says. See docs/explain.md for the format."""
import json
import sys
from fractions import Fraction

KNOWN, NONE, UNKNOWN, FAILED = range(4)
STATES = {"connue": KNOWN, "sans_objet": NONE, "inconnue": UNKNOWN, "impossible": FAILED}
MILLION = 1_000_000
WITHHELD = ("incomplet", "erreur", "non_evaluable")


class Wrong(Exception):
    """What the explanation says is not what it gives."""


def half_away(value, parts):
    """The whole number of 1/parts nearest to a value, half away from zero."""
    scaled = abs(value) * parts
    whole, rest = divmod(scaled.numerator, scaled.denominator)
    whole += 2 * rest >= scaled.denominator
    return -whole if value < 0 else whole


def floor_cents(value):
    return (value * 100).numerator // (value * 100).denominator


def truth(condition):
    return KNOWN, Fraction(int(bool(condition)))


class Explanation:
    def __init__(self, document):
        self.document = document
        self.nodes = {}
        self.values = {}      # n -> (state, value)
        self.extra = {}       # n -> what a node gives beside its value
        for node in document["noeuds"]:
            if node["n"] in self.nodes:
                raise Wrong(f"{node['n']} is there twice")
            if any(operand not in self.nodes for operand in node.get("de", ())):
                raise Wrong(f"{node['n']} rests on what is not before it")
            self.nodes[node["n"]] = node

    def of(self, kind):
        return [node for node in self.nodes.values() if node["genre"] == kind]

    # ---- Operations: docs/formats.md, "etapes"

    def operands(self, node):
        return [self.values[n] for n in node.get("de", ())]

    def pair(self, node):
        (sa, a), (sb, b) = self.operands(node)
        state, op = max(sa, sb), node["op"]
        if op == "diviser" and state == UNKNOWN and (NONE in (sa, sb) or (sb == KNOWN and b == 0)):
            state = NONE
        if state != KNOWN:
            return state, None
        if op == "diviser":
            return (NONE, None) if b == 0 else (KNOWN, a / b)
        if op == "comparer":
            return truth({"<": a < b, "<=": a <= b, "=": a == b, ">=": a >= b, ">": a > b}[node["relation"]])
        return KNOWN, {"ajouter": lambda: a + b, "soustraire": lambda: a - b, "multiplier": lambda: a * b,
                       "plus_petit": lambda: min(a, b), "plus_grand": lambda: max(a, b)}[op]()

    def single(self, node):
        (state, a), = self.operands(node)
        if state != KNOWN:
            return state, None
        if node["op"] == "complement_a_1":
            return KNOWN, 1 - a
        if node["op"] == "est":
            return truth(a == node["numero"])
        return truth(a.denominator == 1 and a.numerator in node["ensemble"])

    def choice(self, node):
        (state, condition), *taken = self.operands(node)
        if state != KNOWN:
            return state, None
        if node["branche"] != ("alors" if condition != 0 else "sinon"):
            raise Wrong(f"{node['n']}: the other branch")
        return taken[0]

    def fallback(self, node):
        first, *rest = self.operands(node)
        if bool(rest) != (first[0] == NONE):
            raise Wrong(f"{node['n']}: the other branch")
        return rest[0] if rest else first

    def table(self, node):
        answers = []
        worst = KNOWN
        for state, value in self.operands(node):
            worst = max(worst, state if state > NONE else KNOWN)
            answers.append("absent" if state == NONE else "oui" if value else "non")
        if worst != KNOWN:
            return worst, None
        for row in node["lignes"]:
            if all(answer in accepted for answer, accepted in zip(answers, row["si"], strict=True)):
                return KNOWN, Fraction(row["alors"])
        return FAILED, None

    def curve(self, node):
        state, x = self.values[node["de"][0]]
        curve = self.nodes[node["de"][1]]
        if state != KNOWN:
            return state, None
        if "points" not in curve:
            return NONE, None
        points = [(None if x_ == "sinon" else Fraction(x_), Fraction(y)) for x_, y in curve["points"]]
        if curve["sorte"] != "droites":
            down = curve["sorte"] == "paliers_descendants"
            return KNOWN, next(y for at, y in points if at is None or (x >= at if down else x <= at))
        if x <= points[0][0]:
            return KNOWN, points[0][1]
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            if x <= x1:
                return KNOWN, Fraction(half_away(y0 + (x - x0) * (y1 - y0) / (x1 - x0), MILLION), MILLION)
        return KNOWN, points[-1][1]

    def mean(self, node):
        known_only = node["op"] == "moyenne_ponderee_du_connu"
        self.check_roles(node)
        weighted = sum((self.extra[n]["weighted"] for n in node.get("de", ())), Fraction(0))
        total = sum((self.extra[n]["total"] for n in node.get("de", ())), Fraction(0))
        state = max([KNOWN] + [s for s, _ in self.operands(node)])
        if state != KNOWN and not known_only:
            return state, None
        return (NONE, None) if total == 0 else (KNOWN, weighted / total)

    def reached(self, node):
        self.check_roles(node)
        operands = self.operands(node)
        if not operands:
            return NONE, None
        state = max(s for s, _ in operands)
        if state != KNOWN:
            return state, None
        missed = sum(value == 0 for _, value in operands)
        return KNOWN, Fraction(missed) if node["op"] == "obligations_manquees" else Fraction(int(missed == 0))

    def check_roles(self, node):
        for n in node.get("de", ()):
            if not set(self.nodes[n]["roles"]) & set(node["roles"]):
                raise Wrong(f"{node['n']}: obligation {n} has another role")

    def products(self, node):
        cut = node["op"] == "retenue_sur_produits_a_taux_propre"
        return KNOWN, sum(((Fraction(p["taux"]) if cut else 1) * Fraction(p["rembourse"]) for p in node["produits"]), Fraction(0))

    def operation(self, node):
        op = node["op"]
        if op in ("ajouter", "soustraire", "multiplier", "diviser", "plus_petit", "plus_grand", "comparer"):
            return self.pair(node)
        if op in ("complement_a_1", "est", "dans_l_ensemble"):
            return self.single(node)
        if op == "avancement_du_plan":
            weight = Fraction(node["poids"])
            return (NONE, None) if weight == 0 else (KNOWN, Fraction(node["realise"]) / weight)
        if op == "refus_de_signer":
            return truth(node["refus"])
        if op == "presence_est":
            return truth(self.nodes[node["de"][0]]["presence"] == node["presence"])
        return {"moyenne_ponderee": self.mean, "moyenne_ponderee_du_connu": self.mean, "obligations_manquees": self.reached,
                "obligations_atteintes": self.reached, "choisir": self.choice, "a_defaut": self.fallback, "table": self.table,
                "bareme": self.curve, "produits_a_taux_propre": self.products,
                "retenue_sur_produits_a_taux_propre": self.products}[op](node)

    # ---- Leaves

    def leaf(self, node):
        if node["genre"] == "donnee" and node["presence"] != "fournie":
            return (NONE if node["presence"] == "non_soumis" else UNKNOWN), None
        if "points" in node:
            return KNOWN, None
        return (KNOWN, Fraction(node["valeur"])) if "valeur" in node else (UNKNOWN, None)

    # ---- Indicators and obligations: docs/explain.md

    def indicator(self, node):
        part = {name: self.values[n] for name, n in node["parties"].items()}
        state, coefficient = part["coefficient"]
        weight = coefficient if state == KNOWN and coefficient > 0 else Fraction(0)
        if weight != Fraction(node["coefficient"]):
            raise Wrong(f"{node['n']}: coefficient {weight}, not {node['coefficient']}")
        if "valeur" not in part:
            if "motif" in node and node["motif"] != "coefficient 0":
                state = FAILED     # its calculation failed: nothing to compute again
            else:
                state = NONE
                if weight != 0:
                    raise Wrong(f"{node['n']}: not judged, though it weighs")
            self.extra[node["n"]] = {"reached": False, "weight": weight}
            return state, None
        state, reached, g = part["valeur"][0], False, Fraction(0)
        attained = part.get("atteinte", part["atteint"])
        if node.get("absence_comptee_non_atteinte"):
            if state != UNKNOWN:
                raise Wrong(f"{node['n']}: the datum is not missing")
            state = KNOWN
        elif state == KNOWN:
            if part["atteint"][0] == KNOWN and attained[0] == KNOWN:
                reached, g = part["atteint"][1] != 0, attained[1]
            else:
                state = UNKNOWN if part["atteint"][0] == UNKNOWN else FAILED
        self.extra[node["n"]] = {"reached": reached, "weight": weight}
        if state == KNOWN and not node.get("absence_comptee_non_atteinte") and \
                node["resultat"] != ("atteint" if reached else "non_atteint"):
            raise Wrong(f"{node['n']}: {node['resultat']}")
        return state, g if state == KNOWN else None

    def obligation(self, node):
        weighs = any(self.extra[n]["weight"] > 0 for n in node["de"])
        state, reached, weighted, total = None, True, Fraction(0), Fraction(0)
        for n in node["de"]:
            s, g = self.values[n]
            weight = self.extra[n]["weight"]
            if s == NONE or (weighs and weight == 0):
                continue
            state = s if state is None else max(state, s)
            if s == KNOWN:
                reached = reached and self.extra[n]["reached"]
                weighted += weight * g
                total += weight
        state = NONE if state is None else state
        self.extra[node["n"]] = {"weighted": weighted, "total": total}
        if state != KNOWN:
            return state, None
        if (weighted, total) != (Fraction(node["pondere"]), Fraction(node["coefficients"])):
            raise Wrong(f"{node['n']}: {weighted} over {total}")
        return truth(reached)

    # ---- Amounts

    def ceiling(self, node):
        if node["base"] == "mois":
            return KNOWN, Fraction(node["mois"])
        operands = self.operands(node)
        if any(state != KNOWN for state, _ in operands):
            return UNKNOWN, None
        a, *rest = (value for _, value in operands)
        if node["base"] == "difference":
            a = max(Fraction(0), a - rest[0])
        elif node["base"] == "croissance":
            a = max(Fraction(0), a * (1 + rest[1]) - rest[0])
        return KNOWN, Fraction(node["taux"]) * a

    def amount(self, node):
        (state, exact), *ceilings = self.operands(node)
        if node["statut_du_volet"] in WITHHELD:
            if "centimes" in node or node.get("compte"):
                raise Wrong(f"{node['n']}: an amount that is withheld counts")
            return UNKNOWN, None
        if state != KNOWN:
            return state, None
        limit = min((value for _, value in ceilings), default=None)
        if limit is not None and exact > limit:
            raise Wrong(f"{node['n']}: {exact} is above its ceiling {limit}")
        if "mois" in node:
            units = Fraction(node["mois"])
            if units != exact:
                raise Wrong(f"{node['n']}: {units} months, not {exact}")
            return KNOWN, units
        cents, rounding = half_away(exact, 100), "au_plus_pres"
        if limit is not None and Fraction(cents, 100) > limit:
            cents, rounding = floor_cents(limit), "sous_plafond"
        if cents and node["arrondi"] != rounding:
            raise Wrong(f"{node['n']}: rounded {node['arrondi']}, not {rounding}")
        before = node["signe"] * cents
        if before != node.get("avant_plafond_contrat", node["centimes"]):
            raise Wrong(f"{node['n']}: {before} centimes before the ceiling over the contract, not {node['centimes']}")
        counts = bool(cents) and "suspension" not in node
        if node["compte"] != counts:
            raise Wrong(f"{node['n']}: counts in the total: {node['compte']}")
        return KNOWN, Fraction(node["centimes"], 100)

    def volet(self, node):
        if node["statut"] in ("incomplet", "erreur"):
            return (UNKNOWN if node["statut"] == "incomplet" else FAILED), None
        for n in node.get("de", ()):
            if (self.nodes[n]["volet"], self.nodes[n]["statut_du_volet"]) != (node["code"], node["statut"]):
                raise Wrong(f"{node['n']}: amount {n} is of another volet")
        counted = [n for n in node.get("de", ()) if self.nodes[n]["genre"] == "montant" and self.nodes[n]["compte"]]
        return KNOWN, sum((self.values[n][1] for n in counted), Fraction(0))

    def total(self, node):
        if node["etat_du_total"] == "aucun":
            return FAILED, None
        if "plafond_contrat" in node:
            self.shared_ceiling(node)
        volets = [self.values[n] for n in node["de"] if self.nodes[n]["genre"] == "volet"]
        if (node["etat_du_total"] == "complet") != all(state == KNOWN for state, _ in volets):
            raise Wrong("a complete total with a volet that is not known, or the reverse")
        return KNOWN, sum((value for state, value in volets if state == KNOWN), Fraction(0))

    def shared_ceiling(self, node):
        """Sanctions reduced together: in proportion, largest remainder at the centime, ties in the order of the rows."""
        limit = floor_cents(self.values[node["plafond_contrat"]][1])
        shared = [a for a in self.of("montant") if a.get("dans_plafond_contrat") and a["compte"]]
        before = [-a.get("avant_plafond_contrat", a["centimes"]) for a in shared]
        parts = [divmod(cents * limit, sum(before)) for cents in before]
        cents = [part for part, _ in parts]
        order = sorted(range(len(parts)), key=lambda k: (-parts[k][1], k))
        for k in order[:limit - sum(cents)]:
            cents[k] += 1
        if [-c for c in cents] != [a["centimes"] for a in shared]:
            raise Wrong(f"the sanctions share {limit} as {cents}")

    def targeting(self, node):
        """Of the volet alone: one ground is enough; without any, what is not known decides (docs/ciblage.md)."""
        if "raison" in node and node["decision"] in ("erreur", "non_concerne"):
            return (FAILED if node["decision"] == "erreur" else UNKNOWN), None
        found = {"volet": self.decide(node, "volet"), "msap": self.decide(node, "msap")}
        if found["volet"] != node["decision"] or found["msap"] != node.get("decision_msap", found["msap"]):
            raise Wrong(f"{node['n']}: {found}")
        value = {"cible": Fraction(1), "non_cible": Fraction(0)}.get(node["decision"])
        return (UNKNOWN, None) if value is None else (KNOWN, value)

    def decide(self, node, opened):
        grounds = [(*self.values[g["n"]], g["a_apprecier_si_inconnu"]) for g in node["motifs"] if opened in g["ouvre"]]
        if not grounds:
            return "non_concerne"
        if any(state == KNOWN and value for state, value, _ in grounds):
            return "cible"
        if any(state == FAILED for state, _, _ in grounds):
            return "erreur"
        unknown = [left for state, _, left in grounds if state == UNKNOWN]
        if unknown:
            return "a_apprecier" if all(unknown) else "indetermine"
        return "non_cible" if any(state == KNOWN for state, _, _ in grounds) else "non_ciblable"

    # ---- The whole

    def compute(self):
        kinds = {"donnee": self.leaf, "parametre": self.leaf, "statistique": self.leaf, "constante": self.leaf,
                 "operation": self.operation, "indicateur": self.indicator, "obligation": self.obligation,
                 "plafond": self.ceiling, "montant": self.amount, "volet": self.volet, "total": self.total,
                 "ciblage": self.targeting}
        for n, node in self.nodes.items():
            if node["genre"] == "constante" and node.get("valeur") not in ("0", "1"):
                raise Wrong(f"{n}: a constant that is neither 0 nor 1")
            state, value = self.values[n] = kinds[node["genre"]](node)
            said = STATES[node.get("etat", "connue")]
            if state != said:
                raise Wrong(f"{n} ({node['op']}): state {state}, not {said}")
            if value is not None and "valeur" not in node:
                raise Wrong(f"{n} ({node['op']}): {value}, and nothing is said")
            if value is not None and value != Fraction(node["valeur"]):
                raise Wrong(f"{n} ({node['op']}): {value}, not {node['valeur']}")
        return self


def explanations(text):
    """Documents of --format json, or one per line."""
    try:
        document = json.loads(text)
        return document["explications"] if "explications" in document else [document]
    except json.JSONDecodeError:
        return [json.loads(line) for line in text.splitlines() if line.strip()]


def main():
    found = explanations(sys.stdin.read())
    for document in found:
        try:
            Explanation(document).compute()
        except (Wrong, KeyError, ValueError, ZeroDivisionError, StopIteration) as fault:
            print(f"{document['etablissement']['finess']}: {type(fault).__name__}: {fault}", file=sys.stderr)
            return 1
    print(f"{len(found)} explanations, {sum(len(d['noeuds']) for d in found)} values computed again")
    return 0


if __name__ == "__main__":
    sys.exit(main())
