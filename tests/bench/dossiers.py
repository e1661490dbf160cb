"""dossiers.py COUNT FOLDER: that many dossiers on standard output, one a line, from those of FOLDER in turn, each with a
FINESS of its own and its figures moved by a few percent. The same count gives the same bytes."""
import json
import os
import random
import sys


def with_key(digits):
    """The ninth digit makes the Luhn sum a multiple of ten."""
    total = 0
    for position, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if position % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return digits + str(-total % 10)


def moved(value, draw):
    if isinstance(value, dict):
        return {key: moved(item, draw) for key, item in value.items()}
    if isinstance(value, int) and not isinstance(value, bool) and value > 100:
        return value * draw.randint(950, 1050) // 1000
    return value


def main(count, folder):
    templates = []
    for name in sorted(os.listdir(folder)):
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            templates.append(json.load(file))
    draw = random.Random(2018)
    for k in range(int(count)):
        dossier = json.loads(json.dumps(templates[k % len(templates)]))
        dossier["etablissement"]["finess"] = with_key("%08d" % (10000000 + k))
        if "donnees" in dossier:
            dossier["donnees"] = moved(dossier["donnees"], draw)
        sys.stdout.write(json.dumps(dossier, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
