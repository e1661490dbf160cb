"""recipe.py NAME HONEST.so OUT: a bad file made of an honest plugin's. The names are those of hostile.csv."""
import os
import struct
import sys

E_CLASS, E_TYPE, E_MACHINE, E_SHOFF, E_SHENTSIZE, E_SHNUM, E_SHSTRNDX = 4, 16, 18, 40, 58, 60, 62
SH_NAME, SH_FLAGS, SH_OFFSET, SH_SIZE = 0, 8, 24, 32  # within a section header of 64 bytes


class Image:
    """The bytes of a plugin, and where its section of the manifest is described."""

    def __init__(self, data):
        self.data = bytearray(data)
        start, = struct.unpack_from("<Q", data, E_SHOFF)
        size, count, names = struct.unpack_from("<3H", data, E_SHENTSIZE)
        self.headers = {}
        texts, = struct.unpack_from("<Q", data, start + names * size + SH_OFFSET)
        for at in range(start, start + count * size, size):
            name = texts + struct.unpack_from("<I", data, at)[0]
            self.headers[bytes(data[name:data.index(0, name)]).decode()] = at
        self.section = self.headers[".caqes_manifest"]

    def put(self, form, at, value):
        struct.pack_into(form, self.data, at, value)
        return self.data

    def manifest(self):
        offset, size = struct.unpack_from("<QQ", self.data, self.section + SH_OFFSET)
        return bytes(self.data[offset:offset + size])

    def with_manifest(self, text):
        """The section is said to lie at the end of the file, where `text` is."""
        self.put("<Q", self.section + SH_OFFSET, len(self.data))
        self.put("<Q", self.section + SH_SIZE, len(text))
        return self.data + text


def first(text, old, new):
    assert old in text, old
    return text.replace(old, new, 1)


def two_manifests(image):
    name, = struct.unpack_from("<I", image.data, image.section)
    return image.put("<I", image.headers[".comment"] + SH_NAME, name)


def writable(image):
    flags, = struct.unpack_from("<Q", image.data, image.section + SH_FLAGS)
    return image.put("<Q", image.section + SH_FLAGS, flags | 1)


def too_many(text):
    sources = ",".join('{ "code": "S%d", "text": "x" }' % i for i in range(5000)).encode()
    return first(text, b'"sources": [', b'"sources": [' + sources + b",")


FILES = {
    "elf-empty": lambda i: b"",
    "elf-text": lambda i: b"This is no plugin.\n" * 20,
    "elf-truncated": lambda i: i.data[:900],
    "elf-32-bits": lambda i: i.put("<B", E_CLASS, 1),
    "elf-other-machine": lambda i: i.put("<H", E_MACHINE, {62: 183}.get(struct.unpack_from("<H", i.data, E_MACHINE)[0], 62)),
    "elf-executable": lambda i: i.put("<H", E_TYPE, 2),
    "elf-sections-beyond": lambda i: i.put("<Q", E_SHOFF, 1 << 40),
    "elf-no-manifest": lambda i: i.put("<I", i.section + SH_NAME, 0),
    "elf-two-manifests": two_manifests,
    "elf-writable-manifest": writable,
    "elf-manifest-beyond": lambda i: i.put("<Q", i.section + SH_SIZE, 1 << 19),
}
MANIFESTS = {
    "manifest-not-utf8": lambda t: first(t, b"hostile", b"hostil\xe9"),
    "manifest-cut": lambda t: t[:len(t) // 2],
    "manifest-deep": lambda t: b"[" * 10000 + b"]" * 10000,
    "manifest-too-large": lambda t: t + b" " * (2 << 20),
    "manifest-key-twice": lambda t: first(t, b'"id":', b'"id": "fr.hostile.autre", "id":'),
    "manifest-same-name": lambda t: first(t, b'"inputs": [', b'"inputs": [ { "name": "marque", "type": "yes_no", "label":'
                                          b' "x", "producer": "x" }, { "name": "marque", "type": "yes_no", "label": "x",'
                                          b' "producer": "x" },'),
    "manifest-too-many": too_many,
    "manifest-min-above-max": lambda t: first(t, b'"max": "0.01"', b'"max": "-1"'),
    "manifest-terminal": lambda t: first(t, b'de caqes"', b'de caqes\\u001b[2J"'),
    "manifest-future-format": lambda t: first(t, b'"manifest": 1', b'"manifest": 2'),
    "manifest-other-abi": lambda t: first(t, b'"major": 1', b'"major": 9'),
    "manifest-other-year": lambda t: first(t, b'"first": 2018, "last": 2021', b'"first": 2031, "last": 2031'),
    "manifest-other-id": lambda t: first(t, b'"id": "fr.hostile.', b'"id": "fr.autre.'),
    "manifest-of-another": lambda t: first(t, b'"0.01", "default"', b'"0.02", "default"'),
    "manifest-longer": lambda t: first(t, b'de caqes"', b'de caqes, mais plus long"'),
}


def make(name, honest, out):
    if os.path.lexists(out):
        os.rmdir(out) if os.path.isdir(out) else os.unlink(out)
    if name == "elf-directory":
        os.mkdir(out)
    elif name == "elf-fifo":
        os.mkfifo(out)
    elif name == "elf-sparse":
        with open(out, "wb") as file:
            file.truncate(4 << 30)
    else:
        with open(honest, "rb") as file:
            image = Image(file.read())
        data = FILES[name](image) if name in FILES else image.with_manifest(MANIFESTS[name](image.manifest()))
        with open(out, "wb") as file:
            file.write(data)


if __name__ == "__main__":
    make(*sys.argv[1:])
