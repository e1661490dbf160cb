"""Seeded campaigns and dossiers, made to sit on the edges: at a threshold, one unit under, one unit over; half a
centime; nothing, zero, not subject, not answered. The same seed gives the same bytes."""
from datetime import date
from fractions import Fraction
from math import lcm
from random import Random

import vocabulary as v

# ---------------------------------------------------------------- writing


def decimal(value):
    """An exact decimal text of a Fraction whose denominator divides a power of ten."""
    value, digits = Fraction(value), 0
    while (value * 10**digits).denominator != 1:
        digits += 1
        assert digits < 30, value
    if not digits:
        return str(value.numerator)
    whole = str(abs(value.numerator * 10**digits // value.denominator)).rjust(digits + 1, "0")
    return ("-" if value < 0 else "") + whole[:-digits] + "." + whole[-digits:]


def json_text(value):
    if isinstance(value, dict):
        return "{" + ",".join(f'"{key}":{json_text(item)}' for key, item in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ",".join(json_text(item) for item in value) + "]"
    if value is None:
        return "null"
    return f'"{value}"' if isinstance(value, str) else decimal(value)


def setting(key, value):
    """A parameter, libconfig: a curve is a list of pairs of texts, anything else a text."""
    if isinstance(value, list):
        return "points = ( " + ", ".join(f'["{x}", "{y}"]' for x, y in value) + " );"
    return f'valeur = "{value if isinstance(value, str) else decimal(value)}";'


def settings(parameters, name="nom"):
    return ",\n    ".join(f'{{ plugin = "{p}"; {name} = "{n}"; {setting(n, value)} }}' for (p, n), value in parameters.items())


def quoted(names):
    return "[" + ", ".join(f'"{name}"' for name in names) + "]"


# ---------------------------------------------------------------- campaigns

RATES = ["0.05", "0.1", "0.2", "0.25", "0.3", "0.333333", "0.5", "0.6", "0.75", "0.8", "0.95"]
BAREMES = [
    [("60", "0"), ("50", "0.25"), ("40", "0.5"), ("sinon", "1")],
    [("75", "0"), ("62.5", "0.1"), ("50", "0.333333"), ("25", "0.75"), ("sinon", "1")],
    [("80", "0"), ("sinon", "0.5")],
    [("100", "0"), ("66.666666", "0.2"), ("33.333333", "0.7"), ("sinon", "1")],
]
GENERAL = [code for code, (_, o) in v.INDICATORS.items() if o.role == "generale"]
LETTERS = [("80", "1"), ("60", "2"), ("50", "3"), ("40", "4"), ("sinon", "5")]
PLUGIN_FILES = {v.SOCLE_ID: "caqes-socle.so", v.TRANSPORTS_ID: "caqes-transports.so", v.PERTINENCE_ID: "caqes-pertinence.so",
                v.QUALITE_ID: "caqes-qualite.so", v.VF_ID: "caqes-val-fictif.so"}


def maybe(rng, chance):
    return rng.random() < chance


def region_parameters(rng):
    region = {}
    for code, (i, o) in v.INDICATORS.items():
        if i.direction and o.volet == "socle" and o.plugin == v.SOCLE_ID:
            region[o.plugin, "cible." + code] = Fraction(rng.choice(RATES[:5] if i.kind == "growth" else RATES))
        if i.direction and maybe(rng, 0.15):
            region[o.plugin, "tolerance." + code] = Fraction(rng.choice(["0.01", "0.02", "0.005", "0.000001"]))
        if i.kind not in ("yes_no", "all_of", "ica_liso") and maybe(rng, 0.12):
            region[o.plugin, "gradation." + code] = gradation(rng, i)
    region[v.SOCLE_ID, "bareme"] = rng.choice(BAREMES)
    for code in GENERAL:    # never set by a contract
        if maybe(rng, 0.3):
            region[v.SOCLE_ID, "coefficient." + code] = Fraction(rng.choice(["2", "0.5", "0"]))
    for name, value in (("seuil_z", "2"), ("seuil_has", "0.25"), ("seuil_hebergement", "0.333333")):
        if maybe(rng, 0.2):
            region[v.PERTINENCE_ID, name] = Fraction(value)
    optional = [
        (v.SOCLE_ID, "lettres", [LETTERS]), (v.SOCLE_ID, "score_maximum", ["20", "19", "120"]),
        (v.SOCLE_ID, "sanction", ["liste_en_sus"]), (v.SOCLE_ID, "taux_sanction_max", ["0.005", "0.003333", "0.01", "0"]),
        (v.SOCLE_ID, "taux_reduction_max", ["0.1", "0.299999"]), (v.SOCLE_ID, "sanction_refus", ["liste_en_sus"]),
        (v.TRANSPORTS_ID, "base_economies", ["cible"]), (v.TRANSPORTS_ID, "taux_interessement", ["0.25", "0.1"]),
        (v.QUALITE_ID, "risques_total", ["1", "2", "3"]),
    ]
    for plugin in (v.TRANSPORTS_ID, v.PERTINENCE_ID, v.QUALITE_ID):
        optional += [(plugin, "taux_sanction", ["0.008", "0.003333"]), (plugin, "plancher_modulation", ["0.2", "0.333333", "1"]),
                     (plugin, "plan_absent_sanction", ["0.5", "1"])]
    for plugin in (v.TRANSPORTS_ID, v.PERTINENCE_ID):
        optional += [(plugin, "plan_absent_interessement", ["0.5", "0"]), (plugin, "complementaires_absents_interessement", ["0.75"]),
                     (plugin, "complementaires_absents_sanction", ["0.25"])]
    for plugin, name, values in optional:
        if maybe(rng, 0.3):
            region[plugin, name] = exact(rng.choice(values))
    return region


def exact(value):
    try:
        return Fraction(value)
    except (TypeError, ValueError):
        return value


def gradation(rng, i):
    """Straight lines, steps down, or steps up for what should be low."""
    lines = [[("0.1", "0"), ("0.4", "0.3"), ("0.7", "1")], [("0", "0.1"), ("1", "0.9")], [("0.333333", "0"), ("0.777777", "1")]]
    falling = [[("-0.05", "1"), ("0.3", "0")], [("0", "1"), ("0.07", "0.5"), ("0.9", "0")]]
    down = [[("0.8", "1"), ("0.5", "0.5"), ("sinon", "0")], [("0.75", "1"), ("0.333333", "0.333333"), ("sinon", "0.1")]]
    up = [[("0.02", "1"), ("0.1", "0.5"), ("sinon", "0")], [("0", "1"), ("0.25", "0.25"), ("sinon", "0")]]
    if i.kind == "class_in":
        return rng.choice([[("0", "1"), ("4", "0")], [("0", "1"), ("1", "0.8"), ("2", "0.333333"), ("sinon", "0")]])
    if i.kind == "at_least":
        return rng.choice([[("0", "0"), ("6", "1")], [("3", "1"), ("1", "0.25"), ("sinon", "0")]])
    return rng.choice(falling + up if i.direction == v.LOWER else lines + down)


def national_parameters(rng):
    national = {(v.SOCLE_ID, "cible.PHMEV_LPP_EVOLUTION"): Fraction("0.04"), (v.TRANSPORTS_ID, "seuil_croissance"): Fraction("0.022"),
                (v.TRANSPORTS_ID, "seuil_montant"): Fraction(500000)}
    if maybe(rng, 0.1):
        national[v.SOCLE_ID, "coefficient." + rng.choice(GENERAL)] = Fraction(1)
    for plugin in v.DEFAULTS:
        if plugin != v.VF_ID and maybe(rng, 0.2):
            national[plugin, "taux_refus"] = Fraction(rng.choice(["0.005", "0.009999"]))
    if maybe(rng, 0.2):
        national[v.SOCLE_ID, "taux_refus_liste_en_sus"] = Fraction("0.2")
    return national


def make_campaign(seed, number):
    """A description for the oracle, and the text of the three files that say the same to the program."""
    rng = Random(f"{seed}/{number}")
    region = region_parameters(rng)
    if maybe(rng, 0.5):
        region.pop((v.SOCLE_ID, "cible.PHMEV_LPP_EVOLUTION"))
    campaign = {
        "number": number, "exercice": 2018, "scope": rng.choice(["volet", "contrat"]), "inputs": v.declared_inputs(),
        "national": national_parameters(rng), "region": region, "default_off": {v.VF_ID},
        "absent": {volet: "zero" for volet in v.VOLETS if maybe(rng, 0.25)},
        "suspensions": {volet for k, volet in enumerate(v.VOLETS) if number % 8 == k or maybe(rng, 0.1)},
        "rules": [
            {"quand": {"champs": ["MCO"]}, "ajoute": [v.VF_ID]},
            {"quand": {"statuts": ["SSA"]}, "retire": [v.TRANSPORTS_ID, v.PERTINENCE_ID, v.QUALITE_ID]},
            {"quand": {"champs_seulement": ["HAD", "dialyse"]},
             "parametres": {(v.SOCLE_ID, "coefficient.CONCILIATION"): Fraction("0.5"),
                            (v.SOCLE_ID, "cible.LAP_LITS"): Fraction("0.4")}},
            {"quand": {"champs": ["PSY"], "statuts": ["ex-OQN"]},
             "parametres": {(v.SOCLE_ID, "coefficient.HORS_REFERENTIELS"): Fraction("0.25")}},
            {"quand": {"finess": [finess(number, n) for n in range(3, 400, 11)]}, "retire": [v.VF_ID]},
        ],
    }
    return campaign, configuration(campaign)


def configuration(campaign):
    """campagne.cfg, referentiel.cfg and modele.cfg; the model is the national one but for the ceiling of 1 %."""
    plugins = ",\n    ".join(
        f'{{ id = "{p}"; version = "1.0.0"; fichier = "{file}"; {"par_defaut = false; " if p in campaign["default_off"] else ""}}}'
        for p, file in PLUGIN_FILES.items())
    rules = ",\n    ".join(rule_text(rule) for rule in campaign["rules"])
    absent = " ".join(f'{volet} = "{choice}";' for volet, choice in campaign["absent"].items())
    suspended = ", ".join(f'{{ volet = "{volet}"; motif = "Essai"; }}' for volet in sorted(campaign["suspensions"]))
    model = (v.ROOT / "conf/modeles/caqes-2018.cfg").read_text()
    assert 'portee_plafond = "volet"' in model
    return {
        "campagne.cfg": f'''format = "caqes-campagne"; version = 1;
nom = "Campagne {campaign["number"]}"; region = "Région inventée"; exercice = {campaign["exercice"]}; date_evaluation = "2019-12-31";
modele = "modele.cfg"; referentiels = ["referentiel.cfg"];
plugins = (
    {plugins} );
affectations = (
    {rules} );
parametres = (
    {settings(campaign["region"])} );
{f"donnee_absente = {{ {absent} }};" if absent else ""}
{f"suspensions = ( {suspended} );" if suspended else ""}
''',
        "referentiel.cfg": f'''format = "caqes-referentiel"; version = 1; exercice = {campaign["exercice"]}; source = "Essai";
references = (
    {settings(campaign["national"], "parametre")} );
''',
        "modele.cfg": model.replace('portee_plafond = "volet"', f'portee_plafond = "{campaign["scope"]}"'),
    }


def rule_text(rule):
    when = " ".join(f"{key} = {quoted(names)};" for key, names in rule["quand"].items())
    effects = " ".join(f"{key} = {quoted(rule[key])};" for key in ("ajoute", "retire") if key in rule)
    if "parametres" in rule:
        effects += f" parametres = ( {settings(rule['parametres'])} );"
    return f"{{ quand = {{ {when} }}; {effects} }}"


# ---------------------------------------------------------------- dossiers

def finess(number, n):
    prefix = ("01", "2A", "2B", "97", "99")[n % 5]
    return f"{prefix}{number % 1000:03d}{n:04d}"


FIELDS = [["MCO"], ["MCO"], ["MCO"], ["MCO", "SSR"], ["MCO", "HAD"], ["SSR"], ["HAD"], ["dialyse"], ["HAD", "dialyse"], ["PSY"], ["USLD"],
          ["PSY", "SSR"]]
REGIONS = ["Val-Fictif"] * 6 + ["Autre-Région"] * 3 + ["Petite-Région"]
COEFFICIENTS = ["0", "0.25", "0.5", "1", "1", "1", "2", "3"]


class Maker:
    def __init__(self, seed, campaign, n):
        self.rng = Random(f"{seed}/{campaign['number']}/{n}")
        self.campaign, self.n = campaign, n
        self.data, self.contract = {}, {}
        self.establishment = {
            "finess": finess(campaign["number"], n), "niveau": self.rng.choice(["EJ", "EG"]), "nom": "Établissement",
            "region": self.rng.choice(REGIONS), "statut": self.rng.choice(["ex-DG"] * 4 + ["ex-OQN"] * 3 + ["SSA"]),
            "champs": self.rng.choice(FIELDS)}
        self.twin(seed, n)

    def twin(self, seed, n):
        """Two dossiers in a row mirror each other (one campaign in two), so that the rate of every group is exactly 1/2, and z can
        be exactly 1.96: 1299 acts of 2500, (1299/2500 − 1/2)² × 2500 = 1.96² × 1/2 × 1/2."""
        rng = Random(f"{seed}/{self.campaign['number']}/twin/{n // 2}")
        self.establishment["region"], self.establishment["champs"] = rng.choice(REGIONS), rng.choice(FIELDS)
        acts, activity = rng.choice([(1299, 2500), (1298, 2500), (1300, 2500), (26, 50), (60, 100), (59, 100), (61, 100), (0, 0),
                                     (rng.randrange(900), 1000), (None, 40)])
        if self.campaign["number"] % 2:
            activity = self.rng.randrange(1000)
            acts = self.rng.randrange(activity // 3 + 1)
        elif n % 2 and acts is not None:
            acts = activity - acts
        self.acts, self.activity = acts, activity

    def targeting(self):
        """What the ciblage alone reads, at its thresholds."""
        self.data.update(pertinence_actes=self.acts, pertinence_activite=self.activity)
        region = self.campaign["region"]
        for part, whole, name in (("actes_has_non_conformes", "actes_has", "seuil_has"),
                                  ("sejours_hebergement_evitables", "sejours_hebergement", "seuil_hebergement"),
                                  ("prescriptions_hebergement_evitables", "prescriptions_hebergement", "seuil_hebergement")):
            limit = region.get((v.PERTINENCE_ID, name), Fraction(1, 5))
            self.data[whole] = limit.denominator * self.rng.randrange(1, 50)
            self.data[part] = max(0, int(limit * self.data[whole]) + self.one_of(-1, -1, 0, 0, 0, 1, -limit.numerator))
            if self.chance(0.1):
                self.data[self.one_of(part, whole)] = self.one_of(None, "non_soumis", "DI", 0)
        self.data["doc_borne_haute"] = Fraction(self.one_of("0.1", "0.099999", "0.100001", "0.4"))
        state = self.one_of(*[""] * 6, "non_repondant", "non_soumis", None, "NV")
        if state != "":
            self.data["doc"] = self.data["doc_borne_haute"] = state
        if self.chance(0.3):
            self.data["sejours"] = 10 * self.rng.randrange(1, 500)
            self.data["sejours_prescription_informatisee"] = self.data["sejours"] // 10 + self.one_of(-1, 0, 1)
        if self.chance(0.3):
            self.data["depenses_transports"] = Fraction(50000000 + self.one_of(-1, 0, 1), 100)
        if self.chance(0.3):
            before = Fraction(self.rng.randrange(1, 10**6) * 10)
            self.data.update({"depenses_transports@N-1": before,
                              "depenses_transports": before * Fraction("1.022") + Fraction(self.one_of(-1, 0, 1), 100)})

    def one_of(self, *choices):
        return self.rng.choice(choices)

    def chance(self, probability):
        return self.rng.random() < probability

    # ---- the contract

    def dates(self, compulsory):
        """Signature and end: mostly in force; else one day before or after each edge. An additional volet lasts 1 to 5 years."""
        signature = self.one_of(*["2017-12-11"] * 12, "2016-05-02", "2017-12-31", "2017-12-31", "2018-01-01", "2018-06-15")
        if compulsory or self.chance(0.5):
            return {"signature": signature}
        ends = {"2016": ["2018-12-31", "2018-12-31", "2018-12-30", "2018-06-30", "2017-12-31", "2021-12-31"],
                "2017": ["2018-12-31", "2018-12-31", "2019-01-01", "2020-12-31", "2022-12-31"], "2018": ["2019-12-31", "2023-12-31"]}
        if self.chance(0.1):
            return {"signature": self.one_of("2012-03-01", "2013-12-31")}     # no end given: five years
        return {"signature": signature, "fin": self.one_of(*ends[signature[:4]])}

    def volet(self, name):
        if name != "socle" and (self.chance(0.15) or self.establishment["statut"] == "SSA"):
            return      # the SSA has the socle only in 2018 (II.a.i)
        if self.chance(0.05):
            self.contract[name] = {"refus": "oui"}
            return
        terms = self.dates(name == "socle")
        if name != "socle" and self.chance(0.2):
            terms["avenants"] = self.amendments(terms)
        targets, weights = {}, {}
        for code, (i, o) in v.INDICATORS.items():
            if o.volet != name or o.role == "generale":
                continue
            if i.direction and (self.chance(0.1) or name == "transports" and not i.target or name == "pertinence"):
                targets[code] = Fraction(self.one_of("0.022", "0", "0.015", "-0.01") if i.kind == "growth" else self.one_of(*RATES))
            if name == "socle" and self.chance(0.15) or name != "socle" and o.role != "principal" and self.chance(0.5):
                weights[code] = Fraction(self.one_of(*COEFFICIENTS))
        terms.update(cibles=targets, coefficients=weights, parametres=getattr(self, name)(terms, targets, weights))
        self.contract[name] = {key: value for key, value in terms.items() if value}

    def amendments(self, terms):
        """In the order of their signatures; each takes effect on 1 January after it, before the volet ends."""
        terms.pop("fin", None)
        terms["signature"] = "2015-11-02"
        kind = self.one_of("renouvellement", "resiliation", "modification", "both")
        if kind == "modification":
            return [{"signature": "2017-12-30", "objet": kind}]
        if kind == "resiliation":
            return [{"signature": self.one_of("2017-12-31", "2018-01-01", "2018-12-31"), "objet": kind}]
        terms["fin"] = self.one_of("2018-12-31", "2018-06-30")
        renewal = {"signature": self.one_of("2017-12-31", "2017-06-30"), "objet": "renouvellement",
                   "fin": self.one_of("2018-12-31", "2021-12-31")}
        if renewal["fin"] == terms["fin"]:
            renewal["fin"] = "2019-12-31"
        if kind == "renouvellement":
            return [renewal]
        renewal["fin"] = "2021-12-31"
        return [renewal, {"signature": self.one_of("2018-02-01", "2019-02-01"), "objet": "resiliation"}]

    def socle(self, terms, targets, weights):
        chosen = {}
        if self.chance(0.3):
            chosen["sanction"] = self.one_of("produits", "liste_en_sus")
        if self.chance(0.1):
            chosen["taux_sanction_max"] = Fraction(self.one_of("0.004", "0.01"))
        if self.chance(0.15):
            chosen["sanction"] = "liste_en_sus"
            terms["produits"] = [{"ucd": f"926111{k}", "libelle": "Produit", "taux": Fraction(self.one_of("0.1", "0.3", "0")),
                                  "rembourse": Fraction(self.rng.randrange(0, 300000), 100)} for k in range(self.one_of(1, 2))]
        return chosen

    def transports(self, terms, targets, weights):
        chosen = {}
        if self.chance(0.3):
            chosen["base_economies"] = self.one_of("prevision", "cible")
        if self.chance(0.2):
            chosen["cible_annee_suivante"] = Fraction("0.02")
        if self.chance(0.2):
            chosen["taux_sanction"] = Fraction(self.one_of("0.002", "0.005"))
        if self.chance(0.95):
            chosen["interessement_maximum"] = Fraction(self.one_of(6000000, 1, 100001, 0, self.rng.randrange(1000000)), 100)
        return chosen

    def pertinence(self, terms, targets, weights):
        chosen = {}
        if self.chance(0.95):
            chosen["interessement_maximum"] = Fraction(self.one_of(2500000, 1, 1200001, self.rng.randrange(5000000)), 100)
        if self.chance(0.97):
            chosen["nature_sanction"] = self.one_of("msap", "produits", "produits")
            if chosen["nature_sanction"] == "msap" and self.chance(0.95):
                chosen["duree_msap"] = self.one_of(1, 4, 6)
        if self.chance(0.3):
            chosen["taux_sanction"] = Fraction(self.one_of("0.003", "0.01"))
        return chosen

    def qualite(self, terms, targets, weights):
        risks = int(self.campaign["region"].get((v.QUALITE_ID, "risques_total"), 3))
        for code in self.rng.sample(["ICALIN2", "D3_1", "DOC"], self.rng.randrange(risks + 1)):
            weights[code] = Fraction(1)
        if self.chance(0.95):
            targets["DOC"] = Fraction(self.one_of("0.4", "0.1", "0.333333"))
        return {"taux_sanction": Fraction("0.002")} if self.chance(0.2) else {}

    # ---- the data

    def limit(self, i, o):
        """The threshold that the value is held against, tolerance included; None when nobody set a target."""
        stated = self.contract.get(o.volet, {}).get("cibles", {}).get(i.code)
        plugin, name = o.plugin, "cible." + i.code
        for value in (stated, self.campaign["region"].get((plugin, name)), self.campaign["national"].get((plugin, name)), i.target):
            if value is not None:
                tolerance = self.campaign["region"].get((plugin, "tolerance." + i.code), 0)
                return self.one_of(value, value - tolerance if i.direction == v.HIGHER else value + tolerance)
        return None

    def measured(self):
        return [(i, o, self.limit(i, o)) for i, o in v.INDICATORS.values()]

    def aim(self, reach, i):
        """Units from the threshold: on it, one or many past it on the side that reaches, or on the other."""
        away = self.one_of(0, 0, 1, self.rng.randrange(1, 500)) if reach else -self.one_of(1, 1, self.rng.randrange(1, 500))
        return away if i.direction == v.HIGHER else -away

    def numbers(self, wanted):
        """Every ratio, growth and value, at or around its threshold."""
        measured = self.measured()
        common = {}
        for i, o, limit in measured:
            if i.kind == "ratio":
                common[i.inputs[1]] = lcm(common.get(i.inputs[1], 1), (limit or Fraction(1, 2)).denominator)
        whole = {name: step * self.rng.randrange(1, 2 + 1000 // step) for name, step in common.items()}
        for i, o, limit in measured:
            away = self.aim(wanted(i.code), i)
            limit = Fraction(1, 2) if limit is None else limit
            if i.kind == "ratio":
                self.data[i.inputs[1]] = whole[i.inputs[1]]
                self.data[i.inputs[0]] = max(0, int(limit * whole[i.inputs[1]]) + away)
            elif i.kind == "growth":
                before = Fraction((1 + limit).denominator * self.rng.randrange(1, 2 + 10**9 // (1 + limit).denominator), 100)
                self.data[i.inputs[1]], self.data[i.inputs[0]] = before, max(Fraction(0), before * (1 + limit) + Fraction(away, 100))
            elif i.kind == "value":
                self.data[i.inputs[0]] = min(Fraction(1), max(Fraction(0), limit + Fraction(away, 10**6)))
            else:
                self.answers(i, wanted(i.code))

    def answers(self, i, reach):
        if i.kind == "yes_no":
            self.data[i.inputs[0]] = "oui" if reach else "non"
        elif i.kind == "class_in":
            self.data[i.inputs[0]] = self.one_of("A", "B") if reach else self.one_of("C", "D", "E")
        elif i.kind == "ica_liso":
            self.data["ica_liso"], self.data["ica_liso@N-1"] = (
                self.one_of("AE", "BA", "CD", "DE") if reach else self.one_of("CC", "DC", "EE", "EA"))
        else:
            yes = len(i.inputs) if i.extra is None else self.one_of(1, 1, 2, len(i.inputs))
            yes = yes if reach else (len(i.inputs) - self.one_of(1, 1, 2) if i.extra is None else i.extra - 1)
            answers = ["oui"] * yes + ["non"] * (len(i.inputs) - yes)
            self.rng.shuffle(answers)
            self.data.update(zip(i.inputs, answers))

    def money(self):
        """Bases of amounts: around the half centime of 1 %, of a quarter of it; forecasts around what was spent."""
        cents = self.rng.randrange(10**6, 10**10)
        self.data["produits_am"] = Fraction(self.one_of(
            cents, cents - cents % 100 + self.one_of(49, 50, 51), cents - cents % 400 + 200, cents - cents % 100, 0), 100)
        if self.chance(0.02):
            del self.data["produits_am"]
        cents = self.rng.randrange(10**5, 10**9)
        own = sum(p["rembourse"] for p in self.contract["socle"].get("produits", []))      # a part of the whole
        self.data["liste_en_sus_remboursee"] = max(own, Fraction(self.one_of(cents, cents - cents % 10 + 5), 100))
        if self.chance(0.05):
            del self.data["liste_en_sus_remboursee"]
        spent = self.data["depenses_transports"]
        most = self.contract.get("transports", {}).get("parametres", {}).get("interessement_maximum", 0)
        self.data["prevision_transports"] = max(Fraction(0), spent + self.one_of(
            Fraction(0), Fraction(-1, 100), Fraction(1, 100), Fraction(self.rng.randrange(10**7), 100),
            Fraction(self.rng.randrange(10**7), 100), Fraction(int(most * 1000 / 3) + self.one_of(-1, 0, 1), 100)))
        if self.chance(0.05):
            self.data["prevision_transports"] = None

    def spoil(self):
        """What is not a number: nothing, a state, a zero where it matters."""
        names = sorted(set(name for i, _ in v.INDICATORS.values() for name in i.inputs))
        for name in self.rng.sample(names, self.one_of(1, 1, 2, 3)):
            self.data[name] = self.one_of(None, None, "non_repondant", "NV", "DI", "non_soumis", "non_soumis", "absent")
            if self.data[name] == "absent":
                del self.data[name]
        for i, _ in v.INDICATORS.values():
            if i.kind in ("ratio", "growth") and self.chance(0.04):
                self.data[i.inputs[1]] = 0
                if i.kind == "ratio" and isinstance(self.data.get(i.inputs[0]), int):
                    self.data[i.inputs[0]] = 0

    def provenance(self):
        for name in self.rng.sample(sorted(self.data), min(4, len(self.data))):
            value = {"valeur": self.data[name], "producteur": "ATIH", "extraction": "2019-04-09"}
            if self.chance(0.7):
                older = {"valeur": self.one_of(None, "non_repondant", self.data[name]), "extraction": "2019-01-31"}
                self.data[name] = self.one_of([older, value], [value, older])
            else:
                self.data[name] = value

    def earlier_years(self):
        """A two-yearly result stands at N−1 or N−2, with nothing, or null, after it; or a newer one hides it."""
        for name, declared in self.campaign["inputs"].items():
            if declared.get("two_yearly") and name in self.data and self.chance(0.4):
                value, older = self.data.pop(name), self.one_of("@N-1", "@N-2")
                self.data[name + older] = value
                if older == "@N-2" and self.chance(0.3):
                    self.data[name + "@N-1"] = self.one_of(None, "non_repondant", value)
                if self.chance(0.2):
                    self.data[name] = self.one_of(None, "NV", "non_soumis")

    def entities(self):
        """An EJ whose EG give some of its data, each by its own rule, one of them at times missing or not subject."""
        count = self.one_of(2, 3)
        parts = [{"finess": finess(self.campaign["number"], 5000 + 3 * self.n + k), "nom": "Site", "donnees": {}} for k in range(count)]
        for key in sorted(self.data):
            declared = self.campaign["inputs"][key.split("@")[0]]
            if declared.get("entities", "none") == "none" or self.chance(0.4):
                continue
            values = self.split(declared, self.data.pop(key), count)
            if self.chance(0.1):
                values[self.rng.randrange(count)] = self.one_of("non_soumis", "non_soumis", None, "NV")
            left_out = self.rng.randrange(count) if self.chance(0.03) else None    # a part is not the whole
            for k, value in enumerate(values):
                if k != left_out:
                    parts[k]["donnees"][key] = value
        return parts

    def split(self, declared, value, count):
        rule = declared["entities"]
        if value is None or isinstance(value, str) and rule not in ("all", "worst") or value in ("non_repondant", "NV", "DI", "non_soumis"):
            return [value] * count
        if rule == "sum":
            unit = Fraction(1, 100 if declared["type"] == "euros" else 1)
            shares = [unit * self.rng.randrange(int(value / count / unit) + 1) for _ in range(count - 1)]
            values = [*shares, value - sum(shares)]
        elif rule == "all":
            values = [value] + [self.one_of("oui", value)] * (count - 1)
        elif rule == "worst":
            classes = declared["values"]
            values = [value] + [self.rng.choice(classes[:classes.index(value) + 1]) for _ in range(count - 1)]
        else:   # lowest, highest: the others lie between it and the bound
            bound = Fraction(declared.get("max" if rule == "lowest" else "min", value))
            values = [value] + [self.one_of(value, bound) for _ in range(count - 1)]
        self.rng.shuffle(values)
        return values

    # ---- the plan

    def plan(self):
        plans = {}
        for volet in self.contract:
            if "signature" in self.contract[volet] and self.chance(0.6):
                plans[volet] = [{"action": f"Action {k}", "poids": Fraction(self.one_of("0", "1", "1", "2", "3", "0.5")),
                                 "avancement": Fraction(self.one_of("0", "0.25", "0.333", "0.5", "0.8", "1"))}
                                for k in range(self.one_of(1, 2, 3))]
        return plans

    # ---- the whole

    def exact_score(self):
        """So many indicators of coefficient 1, and as many reached as puts the score on a threshold, one under, one over."""
        applied = [i.code for i, o in v.INDICATORS.values() if o.volet == "socle" and o.role != "generale"
                   and (o.plugin == v.SOCLE_ID or "MCO" in self.establishment["champs"])
                   and (not i.champs or set(i.champs) & set(self.establishment["champs"]))]
        kept, count = self.rng.sample(applied, self.one_of(8, 10, 20)), self.rng.randrange(50)   # 0: nothing weighs
        weights = {code: Fraction(code in kept and count > 0) for code in applied}
        self.contract["socle"]["coefficients"] = weights
        threshold = self.one_of(*[Fraction(x) for x, _ in self.campaign["region"][v.SOCLE_ID, "bareme"] if x != "sinon"])
        count = round(threshold * len(kept) / 100) + self.one_of(-1, 0, 0, 1)
        reached = set(kept[:max(0, count)])
        return lambda code: code in reached if code in applied else self.chance(0.5)

    def make(self):
        for volet in v.VOLETS:
            self.volet(volet)
        share = self.one_of(0.2, 0.5, 0.7, 0.9, 1)
        precise = "signature" in self.contract["socle"] and self.chance(0.5)
        self.numbers(self.exact_score() if precise else lambda code: self.chance(share))
        self.targeting()
        self.money()
        if self.chance(0.15 if precise else 0.6):
            self.spoil()
        self.earlier_years()
        sites = None
        if self.establishment["niveau"] == "EJ" and self.chance(0.4):
            sites = self.entities()
        self.provenance()
        dossier = {"format": "caqes-dossier", "version": 1, "exercice": self.campaign["exercice"], "etablissement": self.establishment,
                   "contrat": self.contract, "donnees": self.data, "plan_actions": self.plan()}
        if sites:
            dossier["etablissements_geographiques"] = sites
        return json_text(dossier)


def make_dossier(seed, campaign, n):
    return Maker(seed, campaign, n).make()
