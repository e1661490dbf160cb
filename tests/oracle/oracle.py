"""An independent computation of a grid: exact fractions, one function per rule, no code shared with the program.

Read it from top to bottom: what is known of a datum, parameters, indicators, obligations, contract, amounts,
the four volets, the ceiling over the contract, the total. Articles are those of the instruction
DSS/A1/CNAMTS/2017/234 of 26 July 2017; "convention" marks what no text fixes.

A dossier is the JSON document itself, its numbers as Fraction (see read_dossier). A campaign is a dict:
  exercice, scope ("volet" | "contrat"), absent {volet: "zero"}, suspensions {volet},
  national / region {(plugin, parameter): value}, rules [{quand, ajoute, retire, parametres}], default_off {plugin}
where a curve is a list of pairs of texts."""
import json
from datetime import date
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import floor

import vocabulary as v


class Lack(Enum):
    """Why there is no value. Neither is ever 0 (§3, §7)."""
    NONE = "sans_objet"     # not applicable: denominator 0, not subject to it, coefficient 0
    UNKNOWN = "inconnu"     # not supplied: absent, null, non-respondent, NV, DI


NONE, UNKNOWN = Lack.NONE, Lack.UNKNOWN
REACHED, MISSED = "atteint", "non_atteint"


def known(*values):
    return not any(isinstance(value, Lack) for value in values)


def lack_of(*values):
    """Not applicable wins over not supplied: what does not concern an establishment cannot be missing."""
    return NONE if NONE in values else UNKNOWN


def read_dossier(text):
    def exact(value):
        if isinstance(value, dict):
            return {key: exact(item) for key, item in value.items()}
        if isinstance(value, list):
            return [exact(item) for item in value]
        return Fraction(value) if isinstance(value, (Decimal, int)) and not isinstance(value, bool) else value
    return exact(json.loads(text, parse_float=Decimal))


# ---------------------------------------------------------------- data

ABSENT = "absent"
NOT_SUPPLIED = (ABSENT, "non_repondant", "NV", "DI", None)    # of several EG, the first of these that one of them says


def written(raw):
    """What the dossier says, without its provenance. Of several extractions the latest counts (data are revised: §7)."""
    if isinstance(raw, list):
        raw = max(raw, key=lambda revision: revision["extraction"])
    return raw.get("valeur") if isinstance(raw, dict) else raw


def state_of(said):
    """A Fraction, a text (yes/no, class), or why there is no value."""
    if said in NOT_SUPPLIED:
        return UNKNOWN
    return NONE if said == "non_soumis" else said


class Case:
    """One establishment, its contract and its data, in one campaign."""

    def __init__(self, campaign, dossier):
        self.campaign, self.dossier = campaign, dossier
        self.establishment = dossier["etablissement"]
        self.rules = [rule for rule in campaign["rules"] if concerns(rule["quand"], self.establishment)]
        self.plugins = assigned(campaign, self.rules)
        self.seen = set()       # which rules this case went through
        self.other_scopes = self.find_other_scopes()

    def datum(self, name):
        return state_of(self.answer(name))

    def answer(self, name):
        """What is said of a datum: a value, why there is none, or ABSENT. HAS results come every two years: what is said of
        N−1, else of N−2, stands in for an absent N (annexe 6); null is an answer about that year."""
        declared = self.campaign["inputs"][name.split("@")[0]]
        years = ("", "@N-1", "@N-2") if declared.get("two_yearly") and "@" not in name else ("",)
        for year in years:
            said = self.one_period(name + year, declared)
            if said != ABSENT:
                if year:
                    self.seen.add("donnee.annee_anterieure")
                return said
        return ABSENT

    def left_out(self, key):
        """Which geographical entities are not subject to a datum that they make together; None when they do not."""
        entities = self.dossier.get("etablissements_geographiques", [])
        rule = self.campaign["inputs"][key.split("@")[0]].get("entities", "none")
        if rule == "none" or key in self.dossier["donnees"] or not any(key in e.get("donnees", {}) for e in entities):
            return None
        return frozenset(n for n, e in enumerate(entities) if written(e.get("donnees", {}).get(key, ABSENT)) == "non_soumis")

    def find_other_scopes(self):
        """An indicator that would compare different sets of entities: none of its data is known (convention)."""
        found = set()
        for i, _ in v.INDICATORS.values():
            if i.kind in ("ratio", "growth"):
                scopes = {key: self.left_out(key) for key in i.inputs if key.split("@")[0] in self.campaign["inputs"]}
                scopes = {key: scope for key, scope in scopes.items() if scope is not None}
                if len(set(scopes.values())) > 1:
                    found |= set(scopes)
        return found

    def one_period(self, key, declared):
        if key in self.other_scopes:
            self.seen.add("donnee.geographique.autre_perimetre")
            return None
        raw = self.dossier["donnees"]
        entities = self.dossier.get("etablissements_geographiques", [])
        if key in raw or not entities or declared.get("entities", "none") == "none":
            if isinstance(raw.get(key), list):
                self.seen.add("donnee.revisee")
            return written(raw.get(key, ABSENT))
        said = [written(e.get("donnees", {}).get(key, ABSENT)) for e in entities]
        if ABSENT in said and set(said) != {ABSENT}:
            self.seen.add("donnee.geographique.partielle")
            return None     # a part is not the whole, and no other year stands for it
        return of_entities(declared, said, self.seen)


def of_entities(declared, said, seen):
    """What the juridical entity says, from what its geographical ones do (convention, declared per input): a part is never
    taken for the whole; who is not subject is left out."""
    for lack in NOT_SUPPLIED:
        if lack in said:
            return lack
    values = [value for value in said if value != "non_soumis"]
    if not values:
        return "non_soumis"
    rule = declared["entities"]
    seen.add("donnee.geographique." + rule)
    if rule == "sum":
        return sum(values)
    if rule == "lowest":
        return min(values)
    if rule == "highest":
        return max(values)
    if rule == "all":
        return "oui" if all(value == "oui" for value in values) else "non"
    return max(values, key=declared["values"].index)    # worst: the last class


# ---------------------------------------------------------------- campaign

def concerns(when, establishment):
    """Conditions of an assignment rule, all of which must hold (docs/configuration.md)."""
    fields = establishment["champs"]
    return (("champs" not in when or any(c in when["champs"] for c in fields))
            and ("champs_seulement" not in when or all(c in when["champs_seulement"] for c in fields))
            and ("statuts" not in when or establishment["statut"] in when["statuts"])
            and ("finess" not in when or establishment["finess"] in when["finess"]))


def assigned(campaign, rules):
    plugins = {p for p in v.PLUGIN_FOLDERS if p not in campaign["default_off"]}
    for rule in rules:
        plugins |= set(rule.get("ajoute", ()))
        plugins -= set(rule.get("retire", ()))
    return plugins


def set_value(case, plugin, name):
    """Default apart: nation < region < rules in order < contract. None when nobody set it."""
    value = case.campaign["national"].get((plugin, name))
    value = case.campaign["region"].get((plugin, name), value)
    for rule in case.rules:
        value = rule.get("parametres", {}).get((plugin, name), value)
    return value


def parameter(case, plugin, name, volet):
    """An effective parameter; UNKNOWN when nobody gave it."""
    value = set_value(case, plugin, name)
    if value is None:
        value = v.DEFAULTS[plugin][name]
    value = contract_of(case, volet).get("parametres", {}).get(name, value)
    return UNKNOWN if value is None else value


def term(case, indicator, obligation, name, section):
    """A target or a coefficient as set by anyone; None when nobody did."""
    value = set_value(case, obligation.plugin, f"{name}.{indicator.code}")
    return contract_of(case, obligation.volet).get(section, {}).get(indicator.code, value)


def coefficient(case, indicator, obligation):
    """0 % makes an indicator not applicable (annexe 1 §2); so does a champ that has no use for it (III)."""
    value = term(case, indicator, obligation, "coefficient", "coefficients")
    if value is not None:
        return value
    if indicator.champs and not set(indicator.champs) & set(case.establishment["champs"]):
        case.seen.add("indicateur.hors_champ")
        return Fraction(0)
    return indicator.coefficient


def target(case, indicator, obligation):
    value = term(case, indicator, obligation, "cible", "cibles")
    if value is None:
        value = indicator.target
    return UNKNOWN if value is None else value


# ---------------------------------------------------------------- indicators

def quotient(numerator, denominator):
    """Denominator 0: not applicable."""
    if denominator == 0:
        return NONE
    return numerator / denominator if known(numerator, denominator) else lack_of(numerator, denominator)


def growth(now, before):
    """(N − N−1) / N−1 (annexe 3a prints the quotient; its thresholds are growths)."""
    if not known(now, before):
        return NONE if before == 0 else lack_of(now, before)
    return quotient(now - before, before)


def truth(answers):
    """Yes/no: 1 or 0, or the lack."""
    return answers if isinstance(answers, Lack) else Fraction(answers == "oui")


def answers_yes(answers, least):
    """Items answered yes, those that do not concern the establishment left out: whether all of the others are (`least` None);
    or how many are, when at least so many are asked."""
    answers = [answer for answer in answers if answer is not NONE]
    if not answers or len(answers) < (least or 0):
        return NONE
    if UNKNOWN in answers:
        return UNKNOWN
    yes = sum(answer == "oui" for answer in answers)
    return Fraction(yes == len(answers)) if least is None else Fraction(yes)


def ica_liso(now, before):
    """Class A or B, or a better class than the year before; not subject the year before: no progress to claim
    (plugins/regional/val-fictif/README.md)."""
    if not known(now):
        return now
    if now in ("A", "B"):
        return Fraction(1)
    if before is UNKNOWN:
        return UNKNOWN
    return Fraction(before is not NONE and now < before)


def value_of(case, i):
    data = [case.datum(name) for name in i.inputs]
    if i.kind == "ratio":
        return quotient(*data)
    if i.kind == "growth":
        return growth(*data)
    if i.kind == "value":
        return data[0]
    if i.kind == "yes_no":
        return truth(data[0])
    if i.kind == "class_in":    # its number, 0 for the first (docs/formats.md)
        return data[0] if isinstance(data[0], Lack) else Fraction("ABCDE".index(data[0]))
    if i.kind == "ica_liso":
        return ica_liso(*data)
    return answers_yes(data, i.extra)


def reaches(case, i, value, wanted, tolerance):
    """Higher: value ≥ target − tolerance; lower: value ≤ target + tolerance; equality reaches (convention)."""
    if i.kind == "class_in":
        return "ABCDE"[int(value)] in i.extra
    if i.direction is None:
        return value >= (i.extra or 1)
    limit = wanted - tolerance if i.direction == v.HIGHER else wanted + tolerance
    reached = value >= limit if i.direction == v.HIGHER else value <= limit
    if value == limit:
        case.seen.add("indicateur.egalite")
    if tolerance and reached != (value >= wanted if i.direction == v.HIGHER else value <= wanted):
        case.seen.add("indicateur.tolerance")
    return reached


def to_millionth(exact):
    return round_half_away(exact * 1000000) / Fraction(1000000)


def graded(case, points, value):
    """Attainment g between 0 and 1 (convention): straight lines, flat outside, to the nearest millionth; or steps, when
    the last point is "sinon": thresholds going down, the first not above the value; going up, the first not below it."""
    xs = [Fraction(x) for x, _ in points if x != "sinon"]
    ys = [Fraction(y) for _, y in points]
    if points[-1][0] == "sinon":
        down = len(xs) < 2 or xs[0] > xs[1]
        case.seen.add("gradation.marches_" + ("descendantes" if down else "montantes"))
        for x, y in zip(xs, ys):
            if value >= x if down else value <= x:
                return y
        return ys[-1]
    case.seen.add("gradation.droites")
    if value <= xs[0]:
        return ys[0]
    for x0, x1, y0, y1 in zip(xs, xs[1:], ys, ys[1:]):
        if value <= x1:
            return to_millionth(y0 + (y1 - y0) * (value - x0) / (x1 - x0))
    return ys[-1]


class Judged:
    """What is shown of an indicator; `counts`: what it does. They differ only when what is not supplied counts as missed."""
    def __init__(self, code, result, value=NONE, wanted=None, weight=Fraction(0), g=None):
        self.code, self.result, self.value, self.wanted, self.weight, self.g = code, result, value, wanted, weight, g
        self.counts = MISSED if result == UNKNOWN.value and g is not None else result


def judge(case, i, obligation):
    """An indicator against its target: atteint, non_atteint, sans_objet (weighs nothing), inconnu."""
    weight = coefficient(case, i, obligation)
    if weight == 0 and obligation.role != "generale":
        return Judged(i.code, NONE.value)
    value = value_of(case, i)
    if value is NONE:
        return Judged(i.code, NONE.value, weight=weight)
    wanted = target(case, i, obligation) if i.direction else Fraction(1)
    if value is UNKNOWN and case.campaign["absent"].get(obligation.volet) == "zero":
        case.seen.add("indicateur.absent_zero")     # the region counts what is not supplied as not reached
        return Judged(i.code, UNKNOWN.value, value, wanted, weight, Fraction(0))
    if not known(value, wanted):
        return Judged(i.code, UNKNOWN.value, value, wanted, weight)
    tolerance = set_value(case, obligation.plugin, "tolerance." + i.code) or 0
    reached = reaches(case, i, value, wanted, tolerance)
    curve = set_value(case, obligation.plugin, "gradation." + i.code)
    g = graded(case, curve, value) if curve else Fraction(reached)
    return Judged(i.code, REACHED if reached else MISSED, value, wanted, weight, g)


# ---------------------------------------------------------------- obligations

class Fulfilled:
    def __init__(self, obligation, indicators):
        self.code, self.role, self.indicators = obligation.code, obligation.role, indicators
        self.result, self.level = obligation_result(obligation, indicators), level(indicators)


def weighing(indicators):
    """Indicators that weigh: applicable, coefficient above 0."""
    return [i for i in indicators if i.result != NONE.value and i.weight > 0]


def obligation_result(obligation, indicators):
    """Reached when all its indicators that weigh are; one missed is enough to miss it, whatever the others."""
    judged = indicators if obligation.role == "generale" else weighing(indicators)
    results = {i.counts for i in judged} - {NONE.value}
    for result in (MISSED, UNKNOWN.value, REACHED):
        if result in results:
            return result
    return NONE.value


def level(indicators):
    """Mean of g weighted by the coefficients; none while one of them is not known: nothing is renormalised away (§3)."""
    weighed = weighing(indicators)
    return NONE if any(i.g is None for i in weighed) else mean(weighed)


def mean(indicators):
    total = sum(i.weight for i in indicators)
    return sum(i.weight * i.g for i in indicators) / total if total else NONE


def roles(obligations, *wanted):
    return [i for o in obligations if o.role in wanted for i in weighing(o.indicators)]


def together(obligations, role):
    """Several obligations of one role are reached when all that concern the establishment are."""
    results = {o.result for o in obligations if o.role == role} - {NONE.value}
    return MISSED if MISSED in results else REACHED if results else NONE.value


def lacking(obligations):
    """An indicator that weighs and has no value for want of a datum: the volet is incomplete, and has no amount."""
    return any(i.counts == UNKNOWN.value for o in obligations for i in weighing(o.indicators))


# ---------------------------------------------------------------- contract

def contract_of(case, volet):
    return case.dossier["contrat"].get(volet) or {}


def first_end(contract, volet):
    """The end that the contract gives; without one the socle has none (II.a.iii), another volet lasts five years from the
    1 January after its signature (annexes 4 §1 and 5 §1; II.a.iv)."""
    if "fin" in contract:
        return date.fromisoformat(contract["fin"])
    return date.max if volet == "socle" else date(date.fromisoformat(contract["signature"]).year + 5, 12, 31)


def in_force(case, volet):
    """In force from 1 January after its signature, avenants too; a termination ends it on 31 December of the year of
    its own signature (II.a.ii). It counts for an exercice when it is in force on 31 December."""
    contract = contract_of(case, volet)
    if not contract:
        return "non_contractualise"
    if contract.get("refus") == "oui":
        return "refus"
    year = case.campaign["exercice"]
    if date.fromisoformat(contract["signature"]).year + 1 > year:
        return "pas_encore_en_vigueur"
    end = first_end(contract, volet)
    for amendment in sorted(contract.get("avenants", ()), key=lambda a: a["signature"]):
        signed = date.fromisoformat(amendment["signature"])
        if amendment["objet"] == "renouvellement" and signed.year + 1 <= year:
            case.seen.add("avenant.renouvellement")
            end = date.fromisoformat(amendment["fin"])
        if amendment["objet"] == "resiliation":
            case.seen.add("avenant.resiliation")
            end = min(end, date(signed.year, 12, 31))
    return "echu" if end < date(year, 12, 31) else "evalue"


def progress(case, volet, without):
    """p = Σ (weight × progress) / Σ weight; no action, or all weights 0: the convention (§10)."""
    actions = case.dossier.get("plan_actions", {}).get(volet, [])
    total = sum(action["poids"] for action in actions)
    if not total:
        return without
    case.seen.add("plan.avancement")
    return sum(action["poids"] * action["avancement"] for action in actions) / total


def complementary(case, obligations, without):
    """c = Σ (coefficient × g) / Σ coefficient of the complementary objectives; none: the convention (§10)."""
    c = mean(roles(obligations, "complementaire"))
    if known(c):
        case.seen.add("objectifs_complementaires")
    return c if known(c) else without


# ---------------------------------------------------------------- amounts

def round_half_away(exact):
    """To the nearest integer, half away from zero: the one rounding (§10)."""
    whole = floor(abs(exact) + Fraction(1, 2))
    return whole if exact >= 0 else -whole


class Amount:
    def __init__(self, code, nature, cents=0, months=None):
        self.code, self.nature, self.cents, self.months, self.suspended = code, nature, cents, months, False


def amount(case, code, nature, sign, exact, ceiling):
    """In centimes, rounded once; "dans la limite de" is strict: never above the exact ceiling, even by rounding."""
    cents = round_half_away(exact * 100)
    if abs(exact * 100 % 1) == Fraction(1, 2):
        case.seen.add("montant.demi_centime")
    if cents > ceiling * 100:
        case.seen.add("montant.plafond_strict")
        cents = floor(ceiling * 100)
    return Amount(code, nature, sign * cents)


def modulated(case, volet, full, factor):
    """The share that the modulation leaves, never under the floor (§10)."""
    least = parameter(case, v.VOLET_PLUGIN[volet], "plancher_modulation", volet)
    if least > factor:
        case.seen.add("modulation.plancher")
    return full * max(factor, least)


class Row:
    """A row of the grid. `why` says which rule gave the status."""
    def __init__(self, volet, status, issue=None, amounts=(), facts=None):
        self.volet, self.status, self.issue, self.amounts, self.facts = volet, status, issue, list(amounts), facts or {}
        self.obligations = []


def ceiling_of_products(case):
    """At most 1 % of the products received from the régimes obligatoires in the last closed year."""
    return Fraction(1, 100) * case.datum("produits_am")


def sanction(case, volet, share):
    """rate × products × what the volet's modulation leaves."""
    products = case.datum("produits_am")
    rate = parameter(case, v.VOLET_PLUGIN[volet], "taux_sanction", volet)
    if not known(products, rate):
        return UNKNOWN
    exact = modulated(case, volet, rate * products, share)
    return amount(case, "SANCTION", "sanction_produits", -1, exact, ceiling_of_products(case))


def with_amount(volet, issue, found, facts):
    """An amount that rests on something unknown leaves the row incomplete."""
    if found is UNKNOWN:
        return Row(volet, "incomplet", issue, facts=facts)
    return Row(volet, "evalue", issue, [found], facts)


def refusal(case, volet):
    """1 % of the products, or 30 % of the liste en sus for the products part (II.a.ii)."""
    plugin = v.VOLET_PLUGIN[volet]
    en_sus = volet == "socle" and parameter(case, plugin, "sanction_refus", volet) == "liste_en_sus"
    base = case.datum("liste_en_sus_remboursee" if en_sus else "produits_am")
    rate = parameter(case, plugin, "taux_refus_liste_en_sus" if en_sus else "taux_refus", volet)
    if not known(base, rate):
        return Row(volet, "incomplet")
    highest = base * (Fraction(30, 100) if en_sus else Fraction(1, 100))
    nature, code = ("reduction_liste_en_sus", "REDUCTION") if en_sus else ("sanction_produits", "SANCTION")
    return Row(volet, "refus", None, [amount(case, code, nature, -1, base * rate, highest)])


# ---------------------------------------------------------------- socle (annexe 1 §2)

WEIGHS_IN_SCORE = ("principal", "supplementaire", "complementaire", "generale")


def by_steps(case, name, points, score):
    """First threshold that the score reaches."""
    for threshold, result in points:
        if threshold == "sinon":
            return Fraction(result)
        if score >= Fraction(threshold):
            if score == Fraction(threshold):
                case.seen.add(name + ".egalite")
            return Fraction(result)
    raise ValueError("a barème without sinon")


def socle(case, obligations):
    """The whole is judged at once: score → share of the highest rate → sanction, of one kind, as the contract says."""
    def of(name):
        return parameter(case, v.SOCLE_ID, name, "socle")
    weighed = roles(obligations, *WEIGHS_IN_SCORE)
    if not weighed:
        return Row("socle", "non_evaluable", facts=scores_by_part(obligations, of("echelle_score")))
    on_known = mean([i for i in weighed if i.result != UNKNOWN.value])
    facts = {}
    if known(on_known) and case.campaign["absent"].get("socle") != "zero":
        facts["SCORE_CONNU"] = of("echelle_score") * on_known
    if lacking(obligations):
        return Row("socle", "incomplet", facts=facts)
    score = of("echelle_score") * mean(weighed)
    share = by_steps(case, "bareme", of("bareme"), score)
    facts.update(SCORE=score, TAUX=share, SCORE_REGIONAL=score * of("score_maximum") / of("echelle_score"))
    facts.update(scores_by_part(obligations, of("echelle_score")))
    if of("lettres") is not UNKNOWN:
        facts["LETTRE"] = by_steps(case, "lettres", of("lettres"), score)
    return with_amount("socle", None, sanction_of_score(case, share, of), facts)


def scores_by_part(obligations, scale):
    """The yearly report in three parts: national with indicators, national without, regional (§3)."""
    parts = {"SCORE_NATIONAL": "principal", "SCORE_NATIONAL_SANS_INDICATEUR": "generale", "SCORE_PARTIE_REGIONALE": "complementaire"}
    scores = {name: mean(roles(obligations, role)) for name, role in parts.items()}
    facts = {name: scale * score for name, score in scores.items() if known(score)}
    general = [o.result for o in obligations if o.role == "generale" and o.result in (REACHED, MISSED)]
    if general:     # among the answers that are known
        facts["OBLIGATIONS_GENERALES_MANQUEES"] = Fraction(general.count(MISSED))
    return facts


def sanction_of_score(case, share, of):
    case.seen.add("socle." + of("sanction") + (".sanction" if share else ".rien"))
    if not share:
        return Amount("SANCTION", "sanction_produits")      # nothing depends on the base
    if of("sanction") == "liste_en_sus":
        return reduction(case, share, of("taux_reduction_max"))
    products = case.datum("produits_am")
    if not known(products):
        return UNKNOWN
    return amount(case, "SANCTION", "sanction_produits", -1, share * of("taux_sanction_max") * products, ceiling_of_products(case))


def reduction(case, share, rate):
    """share × rate × liste en sus reimbursed in the last closed year; a product with a rate of its own at that rate (§10)."""
    base = case.datum("liste_en_sus_remboursee")
    if not known(base):
        return UNKNOWN
    own = contract_of(case, "socle").get("produits", [])
    if own:
        case.seen.add("socle.produits_differencies")
    exact = sum(p["taux"] * p["rembourse"] for p in own) + rate * (base - sum(p["rembourse"] for p in own))
    return amount(case, "REDUCTION", "reduction_liste_en_sus", -1, share * exact, base * Fraction(30, 100))


# ---------------------------------------------------------------- transports (annexe 4 §3)

def transports_issue(main, extra):
    """The table of annexe 4; a growth that cannot be computed leaves the supplementary goal alone."""
    if extra == MISSED:
        return "sanction"
    if extra == REACHED:
        return "interessement" if main == REACHED else "rien"
    return {REACHED: "interessement", MISSED: "sanction", NONE.value: "sans_objet"}[main]


def savings(case):
    """Forecast without measures − observed (annexe 4, note 8), or target − observed with target = N−1 × (1 + growth
    target) (IV.b.i); never negative."""
    observed = case.datum("depenses_transports")
    if parameter(case, v.TRANSPORTS_ID, "base_economies", "transports") == "prevision":
        expected = case.datum("prevision_transports")
    else:
        wanted = target(case, *v.INDICATORS["TRANSPORTS_EVOLUTION"])
        before = case.datum("depenses_transports@N-1")
        expected = before * (1 + wanted) if known(wanted, before) else UNKNOWN
    return max(Fraction(0), expected - observed) if known(expected, observed) else UNKNOWN


def transports(case, obligations):
    if lacking(obligations):
        return Row("transports", "incomplet")
    main, extra = together(obligations, "principal"), together(obligations, "supplementaire")
    issue = transports_issue(main, extra)
    case.seen.add(f"transports.{main}.{extra}")
    saved, next_year = savings(case), parameter(case, v.TRANSPORTS_ID, "cible_annee_suivante", "transports")
    facts = {name: fact for name, fact in (("ECONOMIES", saved), ("CIBLE_SUIVANTE", next_year)) if known(fact)}
    if issue == "interessement":
        return with_amount("transports", issue, transports_bonus(case, obligations, saved), facts)
    if issue == "sanction":
        p, c = modulations(case, "transports", obligations, "sanction")
        return with_amount("transports", issue, sanction(case, "transports", (1 - p) * (1 - c)), facts)
    return Row("transports", "non_evaluable" if issue == "sans_objet" else "evalue", issue, facts=facts)


def modulations(case, volet, obligations, kind):
    """p and c, with what stands for them when the plan or the complementary objectives are empty."""
    def without(name):
        return parameter(case, v.VOLET_PLUGIN[volet], f"{name}_{kind}", volet)
    return progress(case, volet, without("plan_absent")), complementary(case, obligations, without("complementaires_absents"))


def transports_bonus(case, obligations, saved):
    """min(rate × savings, maximum of the contract) × p × c; at most 30 % of the savings and the maximum."""
    most = parameter(case, v.TRANSPORTS_ID, "interessement_maximum", "transports")
    rate = parameter(case, v.TRANSPORTS_ID, "taux_interessement", "transports")
    if not known(saved, most):
        return UNKNOWN
    case.seen.add("transports.maximum" if most < rate * saved else "transports.economies" if saved else "transports.sans_economie")
    p, c = modulations(case, "transports", obligations, "interessement")
    exact = modulated(case, "transports", min(rate * saved, most), p * c)
    return amount(case, "INTERESSEMENT", "interessement", 1, exact, min(Fraction(30, 100) * saved, most))


# ---------------------------------------------------------------- pertinence (annexe 5 §3)

def pertinence(case, obligations):
    if lacking(obligations):
        return Row("pertinence", "incomplet")
    main = together(obligations, "principal")
    case.seen.add("pertinence." + main)
    if main == REACHED:
        return with_amount("pertinence", "interessement", pertinence_bonus(case, obligations), {})
    if main == MISSED:
        return with_amount("pertinence", "sanction", pertinence_sanction(case, obligations), {})
    return Row("pertinence", "non_evaluable", "sans_objet")


def pertinence_bonus(case, obligations):
    most = parameter(case, v.PERTINENCE_ID, "interessement_maximum", "pertinence")
    if not known(most):
        return UNKNOWN
    p, c = modulations(case, "pertinence", obligations, "interessement")
    return amount(case, "INTERESSEMENT", "interessement", 1, modulated(case, "pertinence", most, c * p), most)


def pertinence_sanction(case, obligations):
    """A MSAP (its duration, no euro, not modulated) or a share of the products: the contract says which."""
    nature = parameter(case, v.PERTINENCE_ID, "nature_sanction", "pertinence")
    if nature is UNKNOWN:
        return UNKNOWN
    if nature == "msap":
        months = parameter(case, v.PERTINENCE_ID, "duree_msap", "pertinence")
        case.seen.add("pertinence.msap")
        return Amount("MSAP", "msap", months=months) if known(months) else UNKNOWN
    p, c = modulations(case, "pertinence", obligations, "sanction")
    return sanction(case, "pertinence", (1 - c) * (1 - p))


# ---------------------------------------------------------------- qualité (annexe 6 §1)

def qualite(case, obligations):
    """rate × products × (risks missed / 3) × (1 − p); no risk missed, no sanction; no intéressement ever."""
    if lacking(obligations):
        return Row("qualite", "incomplet")
    judged = [o.result for o in obligations if o.role == "principal" and o.result != NONE.value]
    missed = judged.count(MISSED)
    case.seen.add(f"qualite.{missed}_manques" if judged else "qualite.sans_risque")
    if not judged:
        return Row("qualite", "non_evaluable")
    facts = {"RISQUES_MANQUES": Fraction(missed)}
    if not missed:
        return Row("qualite", "evalue", facts=facts)
    p = progress(case, "qualite", parameter(case, v.QUALITE_ID, "plan_absent_sanction", "qualite"))
    share = missed / parameter(case, v.QUALITE_ID, "risques_total", "qualite")
    return with_amount("qualite", None, sanction(case, "qualite", share * (1 - p)), facts)


# ---------------------------------------------------------------- across the volets (§7)

SETTLE = {"socle": socle, "transports": transports, "pertinence": pertinence, "qualite": qualite}


def picked(case, obligation):
    """Of a regional set, what weighs nothing by itself and is given no weight is not in the grid (docs/formats.md)."""
    return obligation.plugin != v.VF_ID or any(i.coefficient or coefficient(case, i, obligation) for i in obligation.indicators)


def row(case, volet):
    status = in_force(case, volet)
    if v.VOLET_PLUGIN[volet] not in case.plugins:
        return Row(volet, "non_contractualise")
    if status == "refus":
        return refusal(case, volet)
    if status != "evalue":
        return Row(volet, status)
    obligations = [Fulfilled(o, [judge(case, i, o) for i in o.indicators])
                   for o in v.OBLIGATIONS if o.volet == volet and o.plugin in case.plugins and picked(case, o)]
    found = SETTLE[volet](case, obligations)
    found.obligations = obligations
    return found


def ceiling_over_contract(case, rows):
    """1 % over the whole contract (convention): sanctions on the products reduced in proportion, largest remainder at the
    centime, ties in the order of the rows. A suspended sanction is not due: it takes no share of the ceiling."""
    sanctions = [a for r in rows for a in r.amounts if a.nature == "sanction_produits" and a.cents and not a.suspended]
    total = -sum(a.cents for a in sanctions)
    if not total or total <= ceiling_of_products(case) * 100:
        return
    case.seen.add("plafond_contrat")
    most = floor(ceiling_of_products(case) * 100)
    shares = [Fraction(-a.cents * most, total) for a in sanctions]
    cents = [floor(share) for share in shares]
    order = sorted(range(len(shares)), key=lambda k: (cents[k] - shares[k], k))
    for k in order[:most - sum(cents)]:
        case.seen.add("plafond_contrat.reste")
        cents[k] += 1
    for a, reduced in zip(sanctions, cents):
        a.cents = -reduced


class Grid:
    def __init__(self, case, rows):
        self.finess, self.rows, self.seen = case.establishment["finess"], rows, case.seen
        self.counted = {r.volet: sum(a.cents for a in r.amounts if not a.suspended) for r in rows}
        self.total = sum(self.counted.values())
        self.state = "partiel" if any(r.status == "incomplet" for r in rows) else "complet"


def evaluate(campaign, dossier):
    case = Case(campaign, dossier)
    rows = [row(case, volet) for volet in v.VOLETS]
    for r in rows:
        for a in r.amounts:     # a moratorium: computed and shown, not in the total; it is about sanctions only
            a.suspended = r.volet in campaign["suspensions"] and a.nature != "interessement"
    if campaign["scope"] == "contrat":
        ceiling_over_contract(case, rows)
    return Grid(case, rows)
