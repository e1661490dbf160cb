#!/usr/bin/env python3
"""Archives that are damaged or edited, for replay.sh.

    archives.py flip IN OUT MEMBER        one bit of a member's bytes
    archives.py list IN                   the names of the members
    archives.py edit IN OUT MEMBER OLD NEW   replaces a text in a member, and indexes again
    archives.py drop IN OUT MEMBER        a member is gone, from the index too
    archives.py evil IN OUT KIND          something that no archive holds
"""
import hashlib
import io
import sys
import tarfile

INDEX = "SHA256SUMS"


def members(path):
    with tarfile.open(path) as tar:
        return [(m.name, tar.extractfile(m).read()) for m in tar if m.name != INDEX]


def write(path, parts, extra=(), index=None):
    """Members in the order given, after an index of them; `extra` are tar headers with their bytes."""
    if index is None:
        index = "".join(f"{hashlib.sha256(data).hexdigest()}  {name}\n" for name, data in sorted(parts)).encode()
    with tarfile.open(path, "w", format=tarfile.USTAR_FORMAT) as tar:
        for name, data in [(INDEX, index), *parts]:
            header = tarfile.TarInfo(name)
            header.size = len(data)
            tar.addfile(header, io.BytesIO(data))
        for header, data in extra:
            tar.addfile(header, io.BytesIO(data) if data is not None else None)


def flip(source, target, name):
    with tarfile.open(source) as tar:
        at = tar.getmember(name).offset_data
    data = bytearray(open(source, "rb").read())
    data[at] ^= 1
    open(target, "wb").write(data)


def header(name, kind=tarfile.REGTYPE, size=0, link=""):
    h = tarfile.TarInfo(name)
    h.type, h.size, h.linkname = kind, size, link
    return h


def evil(source, target, kind):
    parts = members(source)
    one = parts[0]
    listed = lambda name: [*parts, (name, b"x")]
    if kind in ("parent", "absolute", "dot"):
        name = {"parent": "dossiers/../../escaped", "absolute": "/tmp/escaped", "dot": "./escaped"}[kind]
        write(target, parts, [(header(name, size=1), b"x")])
    elif kind in ("symlink", "hardlink", "device", "folder", "fifo"):
        types = {"symlink": tarfile.SYMTYPE, "hardlink": tarfile.LNKTYPE, "device": tarfile.CHRTYPE,
                 "folder": tarfile.DIRTYPE, "fifo": tarfile.FIFOTYPE}
        write(target, parts, [(header("dossiers/extra", types[kind], link="/etc/passwd"), None)])
    elif kind == "twice":
        write(target, parts, [(header(one[0], size=len(one[1])), one[1])])
    elif kind == "unlisted":
        write(target, parts, [(header("dossiers/extra.json", size=1), b"x")])
    elif kind == "missing":
        index = "".join(f"{hashlib.sha256(d).hexdigest()}  {n}\n" for n, d in sorted(parts)).encode()
        write(target, parts[1:], index=index)
    elif kind == "index-escape":
        index = "".join(f"{hashlib.sha256(d).hexdigest()}  {n}\n" for n, d in sorted(listed("../x"))).encode()
        write(target, parts, index=index)
    elif kind == "index-first":  # the index is not the first member
        write(target, parts)
        data = open(target, "rb").read().rstrip(b"\0")
        data += bytes(-len(data) % 512)
        length = 512 + -(-tarfile.open(target).next().size // 512) * 512
        open(target, "wb").write(data[length:] + data[:length] + bytes(1024))
    elif kind == "bomb":  # a header that promises more than the file has
        write(target, parts)
        h = header("dossiers/bomb.json", size=1 << 33).tobuf(tarfile.GNU_FORMAT)
        data = open(target, "rb").read().rstrip(b"\0")
        data += bytes(-len(data) % 512)
        open(target, "wb").write(data + h + bytes(1024))
    elif kind == "sparse":  # a few bytes that stand for a terabyte
        write(target, parts)
        h = bytearray(header("dossiers/sparse.json", b"S", size=512).tobuf(tarfile.GNU_FORMAT))
        h[386:398], h[398:410] = b"%011o\0" % 0, b"%011o\0" % 512
        h[483:495] = b"%011o\0" % (1 << 32)
        h[148:156] = b" " * 8
        h[148:156] = b"%06o\0 " % sum(h)
        data = open(target, "rb").read().rstrip(b"\0")
        data += bytes(-len(data) % 512)
        open(target, "wb").write(data + bytes(h) + b"x" * 512 + bytes(1024))
    elif kind == "tail":
        data = open(source, "rb").read()
        open(target, "wb").write(data + b"more")
    elif kind == "short":
        data = open(source, "rb").read()
        open(target, "wb").write(data[: len(data) // 2])
    elif kind == "zip":
        open(target, "wb").write(b"PK\3\4" + bytes(600))
    elif kind == "empty":
        open(target, "wb").close()
    else:
        sys.exit(f"archives.py: {kind}?")


def edit(source, target, name, old, new):
    parts = members(source)
    data = dict(parts)[name]
    if old.encode() not in data:
        sys.exit(f"archives.py: {name} does not hold {old}")
    write(target, [(n, d.replace(old.encode(), new.encode(), 1) if n == name else d) for n, d in parts])


command, arguments = sys.argv[1], sys.argv[2:]
if command == "list":
    print("\n".join(name for name, _ in members(arguments[0])))
elif command == "drop":
    write(arguments[1], [(n, d) for n, d in members(arguments[0]) if n != arguments[2]])
else:
    {"flip": flip, "edit": edit, "evil": evil}[command](*arguments)
