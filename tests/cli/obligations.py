#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""docs/obligations.md against the manifests, the case files and the texts: nothing is missing, nothing is invented.

usage: obligations.py SOURCE"""
import json
import pathlib
import re
import sys

source = pathlib.Path(sys.argv[1])
page = source / "docs/obligations.md"
COLUMNS = ["Ce que dit le texte", "Article", "Obligation", "Genre", "Code", "Plugin", "Cas"]
GENRE_OF_OUTPUT = {"fact": "constat", "outcome": "issue", "amount": "montant", "ground": "motif"}
faults = []


def fault(line, text):
    faults.append(f"{page}:{line}: {text}")


def same_typography(text):
    """The texts spell a word in several ways: case, apostrophes, spaces, the dot at the end."""
    return re.sub(r"\s+", " ", text.replace("’", "'").replace("\u00a0", " ")).strip(" .").casefold()


def read_rows():
    rows, header = [], None
    for number, line in enumerate(page.read_text(encoding="utf-8").splitlines(), 1):
        if not line.startswith("|"):
            header = None
            continue
        cells = [cell.strip().strip("`") for cell in line.strip().strip("|").split("|")]
        if header is None:
            header = cells
            if cells != COLUMNS:
                fault(number, f"columns {cells} instead of {COLUMNS}")
        elif set(cells[0]) != {"-"}:
            if len(cells) != len(COLUMNS):
                fault(number, f"{len(cells)} cells instead of {len(COLUMNS)}")
            else:
                rows.append((number, dict(zip(COLUMNS, cells))))
    return rows


def read_manifests():
    """[plugin] the genre of each code, the obligation of each indicator, the volet."""
    plugins = {}
    for file in sorted(source.glob("plugins/**/manifest.json")):
        manifest = json.loads(file.read_text(encoding="utf-8"))
        indicators = {i["code"]: i["kind"] for i in manifest["indicators"]}
        plugins[file.parent.name] = {
            "folder": file.parent,
            "volet": manifest.get("volet"),
            "indicators": indicators,
            "obligations": {c: o["code"] for o in manifest["obligations"] for c in o["indicators"]},
            "outputs": {o["code"]: GENRE_OF_OUTPUT[o["kind"]] for o in manifest.get("outputs", [])},
            "targeting": {o["code"]: GENRE_OF_OUTPUT[o["kind"]] for o in manifest.get("targeting", [])},
        }
    return plugins


def columns_of(file):
    lines = (line for line in file.read_text(encoding="utf-8").splitlines() if line and not line.startswith("#"))
    return next(lines).split(";")


def expects(columns, code, genre, volet):
    """Whether a case file says what must come of a code."""
    if genre == "montant":
        return bool({f"=montant.{volet}", f"=mois.{volet}"} & set(columns))
    if genre == "motif":
        return f"=motif.{volet}.{code}" in columns
    if genre in ("constat", "issue"):
        return f"=constat.{volet}.{code}" in columns
    return f"={code}" in columns or f"=indicateur.{code}" in columns


def check_case(number, row, plugin):
    name = re.fullmatch(r"\[.*\]\(\.\./(.*)\)", row["Cas"])
    if row["Cas"] == "—":
        if row["Code"] in plugin["indicators"]:
            fault(number, f"no case file for the indicator {row['Code']}")
        return
    file = source / name.group(1) if name else None
    if file is None or not file.is_file():
        fault(number, f"{row['Cas']}: there is no such case file")
    elif plugin["folder"] not in file.parents and source / "tests/cases" not in file.parents:
        fault(number, f"{file.name} is neither a case file of the plugin nor a national one")
    elif not expects(columns_of(file), row["Code"], row["Genre"], plugin["volet"]):
        fault(number, f"{file.name} has no column that expects {row['Code']}")


def check_row(number, row, plugins):
    if row["Genre"] == "contrat antérieur":
        if {row["Code"], row["Plugin"], row["Obligation"], row["Cas"]} != {"—"}:
            fault(number, "an engagement that is not taken up has no code")
        return
    plugin = plugins.get(row["Plugin"])
    if plugin is None:
        fault(number, f"there is no plugin {row['Plugin']}")
        return
    section = "targeting" if row["Genre"] == "motif" else "outputs" if row["Genre"] in GENRE_OF_OUTPUT.values() else "indicators"
    genre = plugin[section].get(row["Code"])
    if genre is None:
        fault(number, f"{row['Plugin']} has no {row['Code']} among its {section}")
        return
    if genre != row["Genre"]:
        fault(number, f"{row['Code']} is of kind {genre}, not {row['Genre']}")
    if plugin["obligations"].get(row["Code"], "—") != row["Obligation"] and section == "indicators":
        fault(number, f"{row['Code']} is in obligation {plugin['obligations'].get(row['Code'])}, not {row['Obligation']}")
    check_case(number, row, plugin)


rows, plugins = read_rows(), read_manifests()
for number, row in rows:
    check_row(number, row, plugins)

named = {(row["Plugin"], row["Code"]) for _, row in rows}
for name, plugin in plugins.items():
    grounds = [code for code, genre in plugin["targeting"].items() if genre == "motif"]
    for code in list(plugin["indicators"]) + grounds:
        if (name, code) not in named:
            fault(0, f"{code} of {name} is not in the table")

entries = (source / "tests/cli/texts.txt").read_text(encoding="utf-8").splitlines()
entries = [entry for entry in entries if entry and not entry.startswith("#")]
said = {same_typography(row["Ce que dit le texte"]) for _, row in rows}
for entry in entries:
    if same_typography(entry) not in said:
        fault(0, f"an entry of the texts is not in the table: {entry}")
for text in sorted(said - {same_typography(entry) for entry in entries}):
    fault(0, f"no entry of the texts says: {text}")

print("\n".join(faults) or f"{len(rows)} rows, {len(named)} codes, {len(entries)} entries of the texts")
sys.exit(bool(faults) or len(rows) < 100 or len(entries) < 100)
