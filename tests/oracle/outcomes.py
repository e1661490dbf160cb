"""Which outcomes a run went through: a comparison proves nothing about a branch that no dossier took."""
import oracle
import vocabulary as v

WITH_TARGET = {code for code, (i, _) in v.INDICATORS.items() if i.direction}


def note(seen, grid):
    seen["total." + grid.state] += 1
    for name in grid.seen:
        seen[name] += 1
    for row in grid.rows:
        seen[f"{row.volet}.{row.status}"] += 1
        for a in row.amounts:
            seen[f"{row.volet}.{a.nature}" + (".suspendu" if a.suspended else "") + ("" if a.cents or a.months else ".zero")] += 1
        for o in row.obligations:
            seen[f"obligation.{o.role}.{o.result}"] += 1
            if o.role == "generale" and oracle.known(o.level):
                seen["generale.ponderee"] += 1
            for i in o.indicators:
                seen[f"indicateur.{i.result}"] += 1


def note_targeting(seen, volets, rules):
    for volet, t in volets.items():
        seen[f"cible.{volet}.{t.decision}"] += 1
        if t.msap:
            seen[f"cible.msap.{t.msap}"] += 1
        for code, result in t.grounds.items():
            seen[f"motif.{code}.{result}"] += 1
    for name in rules:
        if name.startswith(("groupe", "ecart")):
            seen[name] += 1


STATUSES = ("evalue", "refus", "incomplet", "pas_encore_en_vigueur")
RESULTS = ("atteint", "non_atteint", "sans_objet", "inconnu")
EXPECTED = [
    "total.complet", "total.partiel", *[f"{volet}.{status}" for volet in v.VOLETS for status in STATUSES],
    *[f"{volet}.{status}" for volet in v.VOLETS[1:] for status in ("non_contractualise", "echu")],
    *[f"indicateur.{result}" for result in RESULTS], "indicateur.egalite", "indicateur.hors_champ", "indicateur.absent_zero",
    *[f"obligation.{role}.{result}" for role in ("principal", "complementaire") for result in RESULTS],
    "socle.non_evaluable", "bareme.egalite", "lettres.egalite",
    *[f"socle.{kind}.{what}" for kind in ("produits", "liste_en_sus") for what in ("sanction", "rien")],
    "socle.sanction_produits", "socle.sanction_produits.suspendu", "socle.reduction_liste_en_sus", "socle.reduction_liste_en_sus.suspendu",
    *[f"transports.{main}.{extra}" for main in RESULTS[:3] for extra in RESULTS[:3]],
    "transports.maximum", "transports.economies", "transports.sans_economie",
    "transports.interessement", "transports.sanction_produits", "transports.sanction_produits.suspendu",
    *[f"pertinence.{main}" for main in RESULTS[:3]], "pertinence.interessement", "pertinence.sanction_produits", "pertinence.msap",
    "pertinence.msap.suspendu", *[f"qualite.{n}_manques" for n in range(4)], "qualite.sans_risque", "qualite.sanction_produits",
    "plan.avancement", "objectifs_complementaires", "modulation.plancher", "montant.demi_centime", "montant.plafond_strict",
    "plafond_contrat", "plafond_contrat.reste",
    "indicateur.tolerance", "gradation.droites", "gradation.marches_descendantes", "gradation.marches_montantes",
    *[f"obligation.generale.{result}" for result in RESULTS], "generale.ponderee", "socle.produits_differencies",
    *[f"donnee.geographique.{rule}" for rule in ("sum", "all", "worst", "lowest", "partielle")], "donnee.annee_anterieure",
    "donnee.revisee", "avenant.renouvellement", "avenant.resiliation",
    *[f"motif.{code}.{result}" for code in (
        "EVOLUTION_AU_DESSUS", "ECART", "HAS", "HEBERGEMENT", "PRESCRIPTIONS_HEBERGEMENT", "RISQUE_INFECTIEUX", "RISQUE_RUPTURE")
      for result in ("oui", "non", "sans_objet", "inconnu")],
    *[f"motif.RISQUE_MEDICAMENTEUX.{result}" for result in ("oui", "non", "ars")],
    *[f"motif.MONTANT_AU_DESSUS.{result}" for result in ("oui", "non", "inconnu")],
    "groupe.regional", "groupe.national", "ecart.egalite",
]


def never(seen):
    return [outcome for outcome in EXPECTED if not seen[outcome]]
