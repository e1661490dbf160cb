"""workbook.py CAQES SOURCE: the workbook of caqes report, read by nothing of the program's: its cells against the grids of
caqes evaluate, and its formulas as LibreOffice computes them again, also after a figure was changed."""
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# LibreOffice recomputes a workbook only when it is told to.
ALWAYS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry" xmlns:xs="http://www.w3.org/2001/XMLSchema">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load"><prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item>
</oor:items>"""


def run(*command):
    done = subprocess.run(command, capture_output=True)
    if done.returncode not in (0, 1):
        sys.exit(done.stderr.decode())
    return done.stdout.decode()


def sheets(path):
    """Rows of each sheet, cells as texts, by name; a formula's value is the one that the program wrote."""
    with zipfile.ZipFile(path) as book:
        shared = []
        if "xl/sharedStrings.xml" in book.namelist():
            shared = ["".join(t.text or "" for t in s.iter(MAIN + "t")) for s in tree.fromstring(book.read("xl/sharedStrings.xml"))]
        names = [s.get("name") for s in tree.fromstring(book.read("xl/workbook.xml")).find(MAIN + "sheets")]
        found = {}
        for number, name in enumerate(names, 1):
            rows = []
            for row in tree.fromstring(book.read("xl/worksheets/sheet%d.xml" % number)).find(MAIN + "sheetData"):
                cells = {}
                for cell in row:
                    value = cell.find(MAIN + "v")
                    text = value.text if value is not None else "".join(t.text or "" for t in cell.iter(MAIN + "t"))
                    cells[re.sub(r"\d", "", cell.get("r"))] = shared[int(text)] if cell.get("t") == "s" else text
                rows.append(cells)
            found[name] = rows
        return found


def by_libreoffice(path, folder):
    """The sheets as LibreOffice computes and writes them."""
    profile = os.path.join(folder, "profile/user")
    os.makedirs(profile, exist_ok=True)
    with open(os.path.join(profile, "registrymodifications.xcu"), "w") as file:
        file.write(ALWAYS)
    out = os.path.join(folder, "csv")
    run("soffice", "-env:UserInstallation=file://" + os.path.join(folder, "profile"), "--headless", "--convert-to",
        "csv:Text - txt - csv (StarCalc):59,34,76,1,,0,false,false,false,false,false,-1", "--outdir", out, path)
    found = {}
    for name in os.listdir(out):
        with open(os.path.join(out, name), newline="", encoding="utf-8") as file:
            found[name.rsplit("-", 1)[1].removesuffix(".csv")] = list(csv.reader(file, delimiter=";"))
        os.remove(os.path.join(out, name))
    return found


def cents(text):
    return round(float(text) * 100)


def check_summary(rows, grids):
    for row, grid in zip(rows[1:], grids, strict=False):
        assert row["A"] == grid["etablissement"]["finess"] and row["B"] == grid["etablissement"]["nom"], row
        for column, volet in zip(("F", "H", "J", "L"), grid["volets"], strict=True):
            counted = volet.get("compte_centimes")
            assert (column in row) == (counted is not None), (row, volet["volet"])
            assert counted is None or cents(row[column]) == counted
        assert cents(row["M"]) == cents(row["N"]) == grid["total"]["centimes"] and row["P"] == grid["total"]["etat"]
    last = rows[len(grids) + 1]
    assert cents(last["M"]) == cents(last["N"]) == sum(g["total"]["centimes"] for g in grids)


def check_lines(rows, grids):
    """Every indicator and amount of the grids, in order."""
    found = [(r["A"], r["E"], r.get("I", ""), r.get("O"), r.get("P")) for r in rows[1:] if r["E"] in ("indicateur", "montant")]
    wanted = []
    for grid in grids:
        finess = grid["etablissement"]["finess"]
        for volet in grid["volets"]:
            wanted += [(finess, "indicateur", i["libelle"], None, None) for o in volet.get("obligations", []) for i in o["indicateurs"]]
            wanted += [(finess, "montant", a["libelle"], a.get("centimes"), a.get("mois")) for a in volet.get("montants", [])]
    assert len(found) == len(wanted), (len(found), len(wanted))
    for (finess, kind, label, euros, months), expected in zip(found, wanted, strict=True):
        assert (finess, kind, label) == expected[:3], (finess, kind, label, expected)
        assert (None if euros is None else cents(euros)) == expected[3] and (None if months is None else int(months)) == expected[4]


def check_trace(rows, grids):
    """Each amount ends a list of numbered steps, which rest on steps of the list alone."""
    steps = {}
    for row in rows[1:]:
        steps.setdefault((row["A"], row["B"], row["C"]), {})[int(row["D"])] = row
    amounts = [(g["etablissement"]["finess"], v["libelle"], a["libelle"]) for g in grids for v in g["volets"] for a in v.get("montants", [])]
    assert sorted(steps) == sorted(set(amounts))
    for key, listed in steps.items():
        for number, row in listed.items():
            for operand in filter(None, row.get("G", "").split(", ")):
                assert int(operand) in listed and int(operand) < number, (key, row)


def change(path, target, sheet, cell, value):
    """Another figure in a cell, nothing else."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            data = source.read(name)
            if name == sheet:
                text = data.decode()
                changed = re.sub(r'(<c r="%s"[^>]*><v>)[^<]*' % cell, r"\g<1>" + value, text)
                assert changed != text
                data = changed.encode()
            out.writestr(name, data)


def main(caqes, source):
    campaign, dossiers = os.path.join(source, "conf/demo/campagne.cfg"), os.path.join(source, "conf/demo/dossiers")
    grids = [json.loads(line) for line in io.StringIO(run(caqes, "evaluate", "--format", "ndjson", campaign, dossiers))]
    with tempfile.TemporaryDirectory() as folder:
        book, again, edited = (os.path.join(folder, name) for name in ("grilles.xlsx", "again.xlsx", "edited.xlsx"))
        run(caqes, "report", "--format", "xlsx", "--output", book, campaign, dossiers)
        run(caqes, "report", "--format", "xlsx", "--jobs", "2", "--output", again, campaign, dossiers)
        with open(book, "rb") as one, open(again, "rb") as other:
            assert one.read() == other.read(), "the same grids, other bytes"
        found = sheets(book)
        assert list(found) == ["Synthèse", "Grille", "Traçabilité", "Notes"], list(found)
        check_summary(found["Synthèse"], grids)
        check_lines(found["Grille"], grids)
        check_trace(found["Traçabilité"], grids)

        opened = by_libreoffice(book, folder)
        for name, rows in found.items():
            written = [row for row in opened[name] if any(row)]  # a row left blank is none in the file
            assert len(written) == len(rows), (name, len(written), len(rows))
        for row, grid in zip(opened["Synthèse"][1:], grids, strict=False):
            assert cents(row[12]) == cents(row[13]) == grid["total"]["centimes"] and cents(row[14]) == 0, row
        total = sum(g["total"]["centimes"] for g in grids)
        assert cents(opened["Synthèse"][-1][13]) == total

        # The first establishment's socle, -83 333.33 €, becomes -1 000.00 €: its total, its gap and the sum follow.
        change(book, edited, "xl/worksheets/sheet1.xml", "F2", "-1000")
        row, last = (by_libreoffice(edited, folder)["Synthèse"][k] for k in (1, -1))
        assert cents(row[12]) == -14333333 and cents(row[13]) == -6100000 and cents(row[14]) == -8233333, row
        assert cents(last[13]) == total + 8233333, last
    print("%d establishments, %d lines, %d steps" % (len(grids), len(found["Grille"]) - 1, len(found["Traçabilité"]) - 1))


main(*sys.argv[1:])
