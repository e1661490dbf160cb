#!/usr/bin/env bash
# Two plugins of one id, and what `plugin show` says. Plugins that do wrong are in tests/hostile.
. "$(dirname "$0")/lib.sh"
cd "$SOURCE"
good=$(printf '%s\n' conf/demo/dossiers/*.json | head -1)

# Campaigns of this test lie beside the model and the references.
mkdir "$work/demo"
cp -r conf/modeles conf/referentiels "$work"
campaign="$work/demo/campagne.cfg"

# Two plugins of one id: which one counts must not depend on their order, so nothing is evaluated.
sed 's|^plugins = (|plugins = ( { id = "fr.caqes.socle"; version = "1.0.0"; fichier = "caqes-socle.so"; },|' \
  conf/demo/campagne.cfg >"$campaign"
run 3 evaluate "$campaign" "$good"
says err 'fr.caqes.socle'

# What a plugin declares, without running it.
run 0 plugin show "$BUILD/lib/caqes/plugins/caqes-transports.so"
says out "fr.caqes.transports 1.0.0"
says out "accepted"
says out "(principal of transports; TRANSPORTS_EVOLUTION)"
run 0 plugin show "$BUILD/tests/plugins/caqes-ciblage.so"
says out "accepted"
says out "Produits (hors médicaments; released N+1-04; entities: sum)"
says out "Produits de la région (sum of produits; with fait; by region; by champs; at least 5)"
says out "Établissements (count of fait)"
says out "Motif (opens volet; opens msap; missing: ars)"
run 5 plugin show "$BUILD/tests/hostile/plugins/elf-text/volet.so"
finish
