"""To whom the additional volets may be proposed: annexes 4 §1, 5 §1 (and its glossary for the MSAP) and 6 §2.

A ground is "oui", "non", "sans_objet" (it does not concern the establishment), "inconnu" (not supplied) or "ars" (left to
the agency). A statistic of the population is computed before any establishment is judged."""
from collections import namedtuple
from fractions import Fraction

import vocabulary as v
from oracle import NONE, UNKNOWN, Case, growth, known, quotient

YES, NO, NOT_CONCERNED, NOT_KNOWN, AGENCY = "oui", "non", "sans_objet", "inconnu", "ars"
Targeted = namedtuple("Targeted", "decision msap grounds facts")
DEFAULTS = {"seuil_z": Fraction("1.96"), "seuil_has": Fraction("0.20"), "seuil_hebergement": Fraction("0.20"),
            "seuil_d3_1": Fraction("0.10"), "seuil_doc": Fraction("0.10")}


def threshold(case, plugin, name):
    """Dated references (§3) or the region's convention (§10); a contract has no say in who is targeted."""
    value = case.campaign["region"].get((plugin, name), case.campaign["national"].get((plugin, name), DEFAULTS.get(name)))
    return UNKNOWN if value is None else value


def test(value, limit, side):
    """A strict comparison; not applicable and not known stay what they are."""
    if value is NONE:
        return NOT_CONCERNED
    if not known(value, limit):
        return NOT_KNOWN
    return YES if (value > limit if side == ">" else value < limit) else NO


def decision(results):
    """One ground is enough; without one, what is not known leaves it open; with nothing but grounds that do not concern the
    establishment, it cannot be targeted."""
    for result in (YES, NOT_KNOWN, AGENCY, NO):
        if result in results:
            return result
    return NOT_CONCERNED


# ---------------------------------------------------------------- transports (annexe 4 §1)

def transports(case):
    """Yearly growth above 2.2 %, or yearly amount above 500 000 €, both strictly; N−1 = 0: the amount alone decides."""
    now = case.datum("depenses_transports")
    facts = {"EVOLUTION": growth(now, case.datum("depenses_transports@N-1")), "MONTANT": now}
    grounds = {"EVOLUTION_AU_DESSUS": test(facts["EVOLUTION"], threshold(case, v.TRANSPORTS_ID, "seuil_croissance"), ">"),
               "MONTANT_AU_DESSUS": test(now, threshold(case, v.TRANSPORTS_ID, "seuil_montant"), ">")}
    return Targeted(decision(grounds.values()), None, grounds, facts)


# ---------------------------------------------------------------- pertinence (annexe 5 §1 and glossary)

class Population:
    """Acts and comparable activity of those that gave both, by champs and region, and by champs alone."""

    def __init__(self, cases):
        self.groups = {}
        for case in cases:
            acts, activity = case.datum("pertinence_actes"), case.datum("pertinence_activite")
            if known(acts, activity):
                for key in (self.regional(case), self.national(case)):
                    self.groups.setdefault(key, []).append((acts, activity))

    @staticmethod
    def national(case):
        return frozenset(case.establishment["champs"])

    @classmethod
    def regional(cls, case):
        return case.establishment["region"], cls.national(case)

    def rate(self, case):
        """Of the group champ × region; national with fewer than 5 establishments (§10)."""
        group = self.groups.get(self.regional(case), [])
        case.seen.add("groupe.regional" if len(group) >= 5 else "groupe.national")
        if len(group) < 5:
            group = self.groups.get(self.national(case), [])
        return quotient(sum((a for a, _ in group), Fraction(0)), sum((b for _, b in group), Fraction(0)))


def significant_gap(case, rate, mean, n):
    """z = (rate − mean) / √(mean × (1 − mean) / n) > 1.96, as squares. What the establishment did not supply is not known, even
    without a group to hold it against."""
    limit = threshold(case, v.PERTINENCE_ID, "seuil_z")
    if rate is UNKNOWN:
        return NOT_KNOWN
    if NONE in (rate, mean):
        return NOT_CONCERNED
    left, right = (rate - mean) ** 2 * n, limit**2 * mean * (1 - mean)
    if rate > mean and left == right:
        case.seen.add("ecart.egalite")
    return YES if rate > mean and left > right else NO


def pertinence(case, population):
    acts, activity = case.datum("pertinence_actes"), case.datum("pertinence_activite")
    rate, mean = quotient(acts, activity), population.rate(case)
    shares = {"PART_HAS": quotient(case.datum("actes_has_non_conformes"), case.datum("actes_has")),
              "PART_HEBERGEMENT": quotient(case.datum("sejours_hebergement_evitables"), case.datum("sejours_hebergement")),
              "PART_PRESCRIPTIONS": quotient(case.datum("prescriptions_hebergement_evitables"), case.datum("prescriptions_hebergement"))}
    housing = threshold(case, v.PERTINENCE_ID, "seuil_hebergement")
    grounds = {"ECART": significant_gap(case, rate, mean, activity),
               "HAS": test(shares["PART_HAS"], threshold(case, v.PERTINENCE_ID, "seuil_has"), ">"),
               "HEBERGEMENT": test(shares["PART_HEBERGEMENT"], housing, ">"),
               "PRESCRIPTIONS_HEBERGEMENT": test(shares["PART_PRESCRIPTIONS"], housing, ">")}
    # the volet has two grounds, the MSAP these and two more (L. 162-1-17)
    return Targeted(decision([grounds["ECART"], grounds["HAS"]]), decision(grounds.values()), grounds, {"TAUX": rate, **shares})


# ---------------------------------------------------------------- qualité (annexe 6 §2)

def infectious(case):
    """ICALIN2 in class C, D or E, or non-respondent."""
    value = case.datum("icalin2")
    if case.answer("icalin2") == "non_repondant":
        return YES
    if not known(value):
        return NOT_CONCERNED if value is NONE else NOT_KNOWN
    return YES if value in ("C", "D", "E") else NO


def medicinal(case, rate):
    """D3.1 strictly under 10 %; not filled in: left to the ARS."""
    result = test(rate, threshold(case, v.QUALITE_ID, "seuil_d3_1"), "<")
    return AGENCY if result == NOT_KNOWN else result


def discharge(case, bound):
    """DOC significantly under 10 %: the upper bound of its confidence interval is; or non-respondent. Not subject to DOC: not
    targeted on it."""
    if NONE in (case.datum("doc"), bound):
        return NOT_CONCERNED
    if "non_repondant" in (case.answer("doc"), case.answer("doc_borne_haute")):
        return YES
    return test(bound, threshold(case, v.QUALITE_ID, "seuil_doc"), "<")


def qualite(case):
    rate, bound = quotient(case.datum("sejours_prescription_informatisee"), case.datum("sejours")), case.datum("doc_borne_haute")
    grounds = {"RISQUE_INFECTIEUX": infectious(case), "RISQUE_MEDICAMENTEUX": medicinal(case, rate), "RISQUE_RUPTURE": discharge(case, bound)}
    return Targeted(decision(grounds.values()), None, grounds, {"TAUX_D3_1": rate, "BORNE_DOC": bound})


# ---------------------------------------------------------------- all of a run

def target(campaign, dossiers):
    """By FINESS, then by volet."""
    cases = [Case(campaign, dossier) for dossier in dossiers]
    population = Population(cases)
    found = {}
    for case in cases:
        volets = {"transports": transports(case), "pertinence": pertinence(case, population), "qualite": qualite(case)}
        for volet in volets:
            if v.VOLET_PLUGIN[volet] not in case.plugins:   # an HIA has the socle only in 2018 (II.a.i)
                volets[volet] = Targeted(NOT_CONCERNED, NOT_CONCERNED if volet == "pertinence" else None, {}, {})
        found[case.establishment["finess"]] = volets, case.seen
    return found
