"""What is measured: obligations, indicators and their formulas, from annexes 3a, 3b, 4, 5 and 6 of the
instruction of 26 July 2017. Names of inputs, codes and defaults are those of plugins/*/README.md; formulas
are written here again from the annexes. Only the *declared* side of an input (its type, its classes, how the
values of geographical entities make that of the juridical one) is read from the manifests."""
import json
from collections import namedtuple
from fractions import Fraction
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HIGHER, LOWER = "higher", "lower"

# kind: ratio, growth, value, yes_no, all_of, at_least, class_in, ica_liso.
Indicator = namedtuple("Indicator", "code kind inputs direction target coefficient champs extra")
Obligation = namedtuple("Obligation", "code volet role plugin indicators")


def indicator(code, kind, inputs, direction=None, target=None, coefficient="1", champs=None, extra=None):
    return Indicator(code, kind, inputs, direction, None if target is None else Fraction(target), Fraction(coefficient), champs, extra)


def ratio(code, numerator, denominator, direction=HIGHER, **rest):
    return indicator(code, "ratio", [numerator, denominator], direction, **rest)


def growth(code, name, **rest):
    return indicator(code, "growth", [name, name + "@N-1"], LOWER, **rest)


# Annexe 3a. SSR and PSY have no liste en sus (instruction, III); nor has USLD (plugins/socle/README.md).
EN_SUS = ("MCO", "HAD", "dialyse")
CLASSES = ("epo", "anti_tnf", "insuline_glargine", "g_csf")


def biosimilars(prefix, inputs):
    return [ratio(f"{prefix}_{c.upper()}", f"{inputs}_biosimilaires_{c}", f"{inputs}_biologiques_{c}") for c in CLASSES]


SOCLE_ID, TRANSPORTS_ID, PERTINENCE_ID, QUALITE_ID, VF_ID = (
    "fr.caqes.socle", "fr.caqes.transports", "fr.caqes.pertinence", "fr.caqes.qualite", "fr.exemple.val-fictif")


def socle(code, *indicators, role="principal"):
    return Obligation(code, "socle", role, SOCLE_ID, list(indicators))


SOCLE = [
    # art. 10-1; prescriptions over *lines*, and an equipment rate in *beds*, stand as annexe 3a writes them
    socle("LOGICIELS_AIDE_PRESCRIPTION",
          ratio("PRESCRIPTIONS_SORTIE_INFORMATISEES", "prescriptions_sortie_informatisees", "lignes_prescriptions_sortie"),
          ratio("LAP_LITS", "lits_lap_certifie", "lits"),
          ratio("LAP_UNITES", "unites_soins_lap_certifie", "unites_soins")),
    socle("IDENTIFICATION_PRESCRIPTEURS",
          ratio("ORDONNANCES_SORTIE_FINESS_RPPS", "ordonnances_sortie_finess_rpps", "ordonnances_sortie"),
          ratio("ORDONNANCES_INTRA_RPPS", "ordonnances_intra_rpps", "ordonnances_intra")),
    socle("INFORMATISATION_TRACABILITE",
          ratio("LITS_INFORMATISES", "lits_informatises_administration", "lits"),
          ratio("DMI_TRACES", "dmi_implantes_traces", "dmi_implantes"),
          ratio("DMI_CLADIMED", "dmi_stockes_cladimed", "dmi_stockes")),
    # art. 10-2
    socle("PHARMACIE_CLINIQUE", ratio("CONCILIATION", "patients_priorises_concilies", "patients_priorises")),
    socle("BON_USAGE_ANTIBIOTIQUES",
          ratio("ANTIBIOTIQUES_7_JOURS", "antibiotiques_plus_7_jours_non_justifies", "antibiotiques_plus_7_jours", LOWER)),
    # art. 10-3
    socle("REPERTOIRE_GENERIQUE", ratio("PHEV_GENERIQUES", "boites_phev_repertoire", "boites_phev")),
    socle("BIOSIMILAIRES", *biosimilars("BIOSIMILAIRES_INTRA", "ucd_prescrites"), *biosimilars("BIOSIMILAIRES_PHEV", "boites_phev")),
    socle("ACHATS",
          ratio("ACHATS_GENERIQUES", "ucd_delivrees_repertoire", "ucd_delivrees"),
          ratio("ACHATS_BIOSIMILAIRES", "ucd_delivrees_biosimilaires", "ucd_delivrees_biologiques")),
    # art. 10-4 and 10-5
    socle("PHMEV_LPP", growth("PHMEV_LPP_EVOLUTION", "depenses_phmev_lpp")),
    socle("LISTE_EN_SUS",
          growth("LISTE_EN_SUS_MEDICAMENTS_EVOLUTION", "depenses_liste_en_sus_medicaments", champs=EN_SUS),
          growth("LISTE_EN_SUS_PRODUITS_EVOLUTION", "depenses_liste_en_sus_produits", champs=EN_SUS),
          ratio("HORS_REFERENTIELS", "initiations_hors_referentiel", "initiations", LOWER, champs=EN_SUS)),
    # general obligations of the contract (IV.a): yes/no, coefficient 0
    socle("OBLIGATION_AUTOEVALUATION",
          indicator("RAPPORT_AUTOEVALUATION", "yes_no", ["rapport_autoevaluation"], coefficient="0"), role="generale"),
    socle("OBLIGATION_AUDIT",
          indicator("DISPOSITIF_AUDIT", "yes_no", ["dispositif_audit_suivi"], coefficient="0"), role="generale"),
]

TRANSPORTS = [
    Obligation("TRANSPORTS_CIBLE", "transports", "principal", TRANSPORTS_ID, [growth("TRANSPORTS_EVOLUTION", "depenses_transports")]),
    Obligation("TRANSPORTS_OBJECTIF", "transports", "supplementaire", TRANSPORTS_ID,
               [indicator("TRANSPORTS_SUPPLEMENTAIRE", "yes_no", ["transports_objectif_supplementaire"], coefficient="0")]),
]

PERTINENCE = [
    Obligation("PERTINENCE_PRINCIPALE", "pertinence", "principal", PERTINENCE_ID,
               [ratio("PERTINENCE_THEME", "pertinence_theme_numerateur", "pertinence_theme_denominateur", LOWER)]),
    Obligation("PERTINENCE_OBJECTIF", "pertinence", "complementaire", PERTINENCE_ID,
               [indicator("PERTINENCE_COMPLEMENTAIRE", "yes_no", ["pertinence_objectif_complementaire"], coefficient="0")]),
]

# Annexe 6: only a targeted risk is judged, so coefficient 0 until the contract says 1.
QUALITE = [
    Obligation("RISQUE_INFECTIEUX", "qualite", "principal", QUALITE_ID,
               [indicator("ICALIN2", "class_in", ["icalin2"], coefficient="0", extra=("A", "B"))]),
    Obligation("RISQUE_MEDICAMENTEUX", "qualite", "principal", QUALITE_ID,
               [ratio("D3_1", "sejours_prescription_informatisee", "sejours", target="0.50", coefficient="0")]),
    Obligation("RISQUE_RUPTURE", "qualite", "principal", QUALITE_ID,
               [indicator("DOC", "value", ["doc"], HIGHER, coefficient="0")]),
]


def regional(code, *indicators, volet="socle"):
    return Obligation(code, volet, "complementaire", VF_ID, list(indicators))


# Annexe 3b, as the invented region chose (plugins/regional/val-fictif/README.md).
VAL_FICTIF = [
    regional("VF_POLITIQUE_QUALITE", indicator("VF_PROGRAMME_ACTIONS", "all_of", [
        "programme_actions_actualise", "programme_actions_bilan_presente", "programme_actions_communique"])),
    regional("VF_FORMER", ratio("VF_FORMATIONS", "personnels_formes_pecm", "personnels", target="0.25")),
    regional("VF_ETUDIER_RISQUES", indicator("VF_RISQUES_A_PRIORI", "at_least", [
        "risques_a_priori_medicaments", "risques_a_priori_patients", "risques_a_priori_traitements_personnels",
        "risques_a_priori_informatisation", "risques_a_priori_stockage", "risques_a_priori_administration"], extra=1)),
    regional("VF_SECURISER_NUTRITION", ratio("VF_NUTRITION_PARENTERALE", "poches_npe_pharmacie", "poches_npe", target="0.9")),
    regional("VF_REPERER_NEVER_EVENTS", indicator("VF_NEVER_EVENTS", "yes_no", ["never_events_procedure"])),
    regional("VF_DISPENSER_NOMINATIVEMENT",
             ratio("VF_DISPENSATION_NOMINATIVE", "lits_places_dispensation_nominative", "lits_places", target="0.4")),
    regional("VF_SUIVRE_INFECTIONS",
             indicator("VF_ICATB2", "class_in", ["icatb2"], extra=("A", "B")),
             indicator("VF_ICA_LISO", "ica_liso", ["ica_liso", "ica_liso@N-1"])),
    regional("VF_DEPLOYER_PHARMACIE_CLINIQUE",
             ratio("VF_PHARMACIE_CLINIQUE_1", "ordonnances_intra_validation_1", "ordonnances_intra", target="0.5")),
    regional("VF_PRESCRIRE_EN_DCI", ratio("VF_DCI_INTRA", "ordonnances_intra_dci", "ordonnances_intra", target="0.8")),
    regional("VF_MAITRISER_ANTIBIOTIQUES", growth("VF_ANTIBIOTIQUES_EVOLUTION", "antibiotiques_ddj_1000_jh", target="0")),
    regional("VF_SUIVRE_HORS_GHS", indicator("VF_HORS_GHS", "all_of", [
        "hors_ghs_medicaments_cme", "hors_ghs_medicaments_ars", "hors_ghs_dispositifs_cme", "hors_ghs_dispositifs_ars"])),
    regional("VF_PARTAGER_TRANSPORTS",
             ratio("VF_TRANSPORTS_PARTAGES", "transports_assis_partages", "transports_assis", target="0.1", coefficient="0"),
             volet="transports"),
    regional("VF_RAISONNER_AMBULANCE",
             ratio("VF_TRANSPORTS_AMBULANCE", "transports_ambulance", "transports_prescrits", LOWER, target="0.3", coefficient="0"),
             volet="transports"),
]

def reliability(code, name, volet="socle", plugin=SOCLE_ID):
    """Where data are not reliable, an action on their reliability may stand in for a national indicator (instruction, III)."""
    return Obligation("DONNEES_" + code, volet, "principal", plugin, [indicator("FIABILITE_" + code, "yes_no", [name], coefficient="0")])


RELIABILITY = [reliability(code, "fiabilite_" + code.lower()) for code in
               ("CIRCUIT", "PRATIQUES", "GENERIQUES_BIOSIMILAIRES", "PHMEV_LPP", "LISTE_EN_SUS")]
RELIABILITY.append(reliability("TRANSPORTS", "fiabilite_transports", "transports", TRANSPORTS_ID))

VOLETS = ("socle", "transports", "pertinence", "qualite")
VOLET_PLUGIN = {"socle": SOCLE_ID, "transports": TRANSPORTS_ID, "pertinence": PERTINENCE_ID, "qualite": QUALITE_ID}

# §10: defaults of the parameters, by plugin. None: nothing by default, the contract (or the region) gives it.
MODULATION = {
    "plan_absent_interessement": Fraction(1), "plan_absent_sanction": Fraction(0),
    "complementaires_absents_interessement": Fraction(1), "complementaires_absents_sanction": Fraction(0),
    "plancher_modulation": Fraction(0), "taux_sanction": Fraction("0.01"), "taux_refus": Fraction("0.01"),
}
DEFAULTS = {
    SOCLE_ID: {
        "bareme": [("60", "0"), ("50", "0.25"), ("40", "0.5"), ("sinon", "1")],
        "echelle_score": Fraction(100), "score_maximum": Fraction(100), "lettres": None, "sanction": "produits",
        "taux_sanction_max": Fraction("0.01"), "taux_reduction_max": Fraction("0.30"), "sanction_refus": "produits",
        "taux_refus": Fraction("0.01"), "taux_refus_liste_en_sus": Fraction("0.30"),
    },
    TRANSPORTS_ID: {**MODULATION, "base_economies": "prevision", "taux_interessement": Fraction("0.30"),
                    "interessement_maximum": None, "cible_annee_suivante": None},
    PERTINENCE_ID: {**MODULATION, "interessement_maximum": None, "nature_sanction": None, "duree_msap": None},
    QUALITE_ID: {**MODULATION, "risques_total": Fraction(3)},
    VF_ID: {},
}

PLUGIN_FOLDERS = {SOCLE_ID: "socle", TRANSPORTS_ID: "transports", PERTINENCE_ID: "pertinence", QUALITE_ID: "qualite",
                  VF_ID: "regional/val-fictif"}


def declared_inputs():
    """The inputs as the manifests declare them, by name."""
    found = {}
    for folder in PLUGIN_FOLDERS.values():
        for declared in json.loads((ROOT / "plugins" / folder / "manifest.json").read_text())["inputs"]:
            found.setdefault(declared["name"], declared)
    return found


OBLIGATIONS = SOCLE + TRANSPORTS + PERTINENCE + QUALITE + VAL_FICTIF + RELIABILITY
INDICATORS = {i.code: (i, o) for o in OBLIGATIONS for i in o.indicators}
