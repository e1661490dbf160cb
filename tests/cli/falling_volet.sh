# . falling_volet.sh WORK NUMBER...: in WORK, a campaign whose volet qualité is that of a hostile plugin, and dossiers of
# WORK/all.ndjson, marked.ndjson, of which those NUMBERs, from 0, make it fall.
mkdir "$1/demo"
cp -r conf/modeles conf/referentiels "$1"
sed -e 's|"fr.caqes.qualite"; version = "1.0.0"; fichier = "caqes-qualite.so"|"fr.hostile.volet"; version = "1.0.0"; fichier = "volet.so"|' \
  -e 's|"fr.caqes.qualite"|"fr.hostile.volet"|' conf/demo/campagne.cfg >"$1/demo/campagne.cfg"
python3 - "$@" <<'P'
import json, sys
work, marked = sys.argv[1], {int(n) for n in sys.argv[2:]}
known = {given["name"] for name in ("socle", "transports", "pertinence")
         for given in json.load(open("plugins/%s/manifest.json" % name))["inputs"]}
known |= {given["name"] for given in json.load(open("plugins/regional/val-fictif/manifest.json"))["inputs"]}
with open(work + "/marked.ndjson", "w") as out:
    for k, line in enumerate(open(work + "/all.ndjson")):
        dossier = json.loads(line)
        dossier["donnees"] = {n: v for n, v in dossier["donnees"].items() if n.split("@")[0] in known}
        dossier["donnees"]["marque_volet"] = "oui" if k in marked else "non"
        dossier["contrat"]["qualite"] = {"signature": "2017-12-18"}
        out.write(json.dumps(dossier) + "\n")
P
