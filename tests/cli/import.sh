#!/usr/bin/env bash
# caqes import: what people bring, each fault said where it is, nothing silently zero. Workbooks are filled and read back in
# tests/workbook.
. "$(dirname "$0")/lib.sh"
cd "$work"
campaign="$SOURCE/conf/demo/campagne.cfg"

# What is right is taken whatever is beside it; what is not is absent, and said with its cell.
cat >faults.csv <<'END'
etablissement.finess;etablissement.nom;etablissement.champs;contrat.socle.signature;donnees.lits;donnees.lits_lap_certifie;donnees.produits_am;donnees.depenses_phmev_lpp;donnees.icatb2;donnees.never_events_procedure;contrat.transports.cibles.TRANSPORTS_EVOLUTION;commentaire
990000012;CH;MCO, SSR;18/12/2017;1 450;NV;412 870 455,60 €;0;b;OUI;2,2 %;x
10000024;Zéro perdu;MCO;2017-12-18;1;1;1;1;A;non;;
1E+08;Exposant;MCO;2017-12-18;1;1;1;1;A;non;;
;Sans numéro;MCO;;1;1;1;1;A;non;;
990000020;CHU;MCO;32/12/2017;douze;1E+05;1.234,5;12 %;F;peut-être;2,2;
END
run 4 import "$campaign" faults.csv
printf '%s\n' '{"format":"caqes-dossier","version":1,"exercice":2018,"etablissement":{"finess":"990000012","nom":"CH","champs":["MCO","SSR"]},"contrat":{"socle":{"signature":"2017-12-18"},"transports":{"cibles":{"TRANSPORTS_EVOLUTION":0.022}}},"donnees":{"lits":1450,"lits_lap_certifie":"NV","produits_am":412870455.60,"depenses_phmev_lpp":0,"icatb2":"B","never_events_procedure":"oui"}}' \
  '{"format":"caqes-dossier","version":1,"exercice":2018,"etablissement":{"finess":"990000020","nom":"CHU","champs":["MCO"]},"contrat":{},"donnees":{}}' >expected
cmp expected out || fail "not the dossiers that the cells say"
for fault in "1: warning\[I405\]: 1 columns are not taken: \"commentaire\"" '3:1: error\[I413\]: column A (etablissement.finess): a spreadsheet' \
  '4:1: error\[I413\]' '5:1: error\[I413\]: .* this row is of no' '6:.*error\[I411\]: column D' '6:.*error\[I410\]: column E' '6:.*error\[I410\]: column F' \
  '6:.*error\[I410\]: column G' '6:.*error\[I410\]: column H' '6:.*error\[I412\]: column I' '6:.*error\[I412\]: column J' '6:.*error\[I410\]: column K'; do
  grep -q "faults.csv:$fault" err || fail "not said: $fault"
done
[ "$(grep -c 'error\[' err)" -eq 11 ] || fail "not 11 errors"
says err "caqes import: 2 establishments, 11 errors, 1 warnings"

# ---- A mapping: several tables, names of one's own, a row for each value, where values come from ----

printf 'N\xb0 FINESS;Lits install\xe9s;Remarque\r\n990000012;1\xa0450;\xe9t\xe9\r\n' >lits.csv
printf '"finess","code","valeur"\n"990000012","PHMEV","63745000.00"\n"990000012","donnees.depenses_phmev_lpp@N-1","61 000 000,00"\n"990000012","INCONNU","1"\n' >valeurs.csv
cat >mapping.cfg <<'END'
format = "caqes-import"; version = 1;
tables = (
  { fichier = "lits.csv"; finess = "N° FINESS"; producteur = "SAE"; periode = "2018"; extraction = "2019-03-01";
    colonnes = ( { colonne = "Lits installés"; vers = "donnees.lits"; } ); },
  { fichier = "valeurs.csv"; finess = "finess"; cle = "code"; valeur = "valeur";
    colonnes = ( { colonne = "PHMEV"; vers = "donnees.depenses_phmev_lpp"; } ); }
);
END
run 4 import "$campaign" mapping.cfg
says out '"lits":{"valeur":1450,"producteur":"SAE","periode":"2018","extraction":"2019-03-01"},"depenses_phmev_lpp":63745000.00,"depenses_phmev_lpp@N-1":61000000.00'
says err 'valeurs.csv:4:13: error[I404]'
says err '"Remarque"'
[ "$(grep -c 'error\[' err)" -eq 1 ] || fail "not one error"

# Everything wrong with a mapping, in one pass, and no table read.
cat >bad.cfg <<'END'
format = "caqes-import"; version = 1;
tables = (
  { fichier = "lits.csv"; cle = "code"; extraction = "2019-02-30"; colonnes = ( { colonne = "x"; vers = "donnees.lit"; }, { colonne = "x"; } ); },
  { fichie = "lits.csv"; }
);
END
run 3 import "$campaign" bad.cfg
for place in 3:33:C304 3:54:C307 3:105:C309; do says err "bad.cfg:${place%:*}: error[${place##*:}]"; done
says err 'the nearest known name is "lits"'
silent out

# Two sources that differ: both said, neither believed; two that agree are one.
printf 'etablissement.finess;donnees.lits;donnees.unites_soins\n990000012;1 450;74\n' >one.csv
printf 'etablissement.finess;donnees.lits;donnees.unites_soins\n990000012;1 451;74,\n990000012;;74\n' >two.csv
run 4 import "$campaign" one.csv two.csv
says out '"donnees":{"unites_soins":74}'
says err 'two.csv:2:11: error[I420]: column B (donnees.lits): donnees.lits of 990000012 is 1451 here, and 1450 at one.csv:2'
says err 'two.csv:2:17: error[I410]'

# ---- What is no table ----

printf 'PK\3\4rubbish' >broken.xlsx
run 4 import "$campaign" broken.xlsx; says err "error[I401]"; silent out
python3 - <<'P'
import zipfile
def book(name, sheet, more=b""):
    with zipfile.ZipFile(name, "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("xl/workbook.xml", '<workbook><sheets><sheet name="A" r:id="r1"/></sheets></workbook>')
        out.writestr("xl/_rels/workbook.xml.rels", '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>')
        out.writestr("xl/worksheets/sheet1.xml", sheet)
cell = lambda place, text: '<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (place, text)
names = "<row>" + cell("A1", "etablissement.finess") + cell("B1", "donnees.lits") + cell("C1", "contrat.socle.signature") + "</row>"
wrap = lambda rows: "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"
book("bomb.xlsx", "<worksheet>" + " " * (600 << 20) + "</worksheet>")
book("entities.xlsx", '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + wrap("<row>" + cell("A1", "&b;") + "</row>"))
book("cut.xlsx", wrap(names)[:-12])
book("far.xlsx", wrap("<row>" + cell("ZZZZ1", "x") + "</row>"))
book("none.xlsx", wrap('<row><c r="A2"><v>1</v></c></row>'))
book("numbers.xlsx", wrap(names + '<row><c r="A2"><v>990000012</v></c><c r="B2"><v>1450.0000000000002</v></c></row>'
                                '<row><c r="A3"><v>10000024</v></c></row><row><c r="A4" t="str"><v>990000020</v></c><c r="B4" t="e"><v>#N/A</v></c></row>'))
P
for name in bomb:I403 entities:I401 cut:I401 far:I401 none:I402; do
  run 4 import "$campaign" "${name%:*}.xlsx"
  says err "error[${name#*:}]"
  silent out
done
run 4 import "$campaign" numbers.xlsx
says out '"finess":"990000012"},"contrat":{},"donnees":{"lits":1450}'
says err 'numbers.xlsx [A]:3:1: error[I413]'
says err 'numbers.xlsx [A]:4:2: error[I410]'
printf 'format = "caqes-import"; version = 1; tables = ( { fichier = "numbers.xlsx"; feuille = "B"; } );\n' >sheet.cfg
run 4 import "$campaign" sheet.cfg; says err "error[I402]"
run 6 import "$campaign" nowhere.csv; says err "error[S606]"; silent out
run 4 import --output dossiers.ndjson "$campaign" faults.csv
run 6 import --output faults.csv "$campaign" faults.csv; says err "error[S605]"
head -1 faults.csv | grep -q '^etablissement.finess' || fail "a table was replaced"
run 2 import "$campaign"
run 2 import --template "$campaign" faults.csv
run 0 import --help; says out "caqes-import"
finish
