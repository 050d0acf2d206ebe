#!/usr/bin/python3
"""Makes src/test/resources/dev/fileswarm/agent/hash/content-ids.txt, the fixed vectors of content ids.

    apt-get install python3-libtorrent          (Debian; libtorrent 2.0 or newer)
    /usr/bin/python3 peer-agent/src/test/scripts/bep52-vectors.py > FILE

For the standard layout the root is libtorrent's own "pieces root"; a plain implementation of docs/content-ids.md, which
follows its definitions and shares no code with the program, must agree with it, and gives the ids of the other layouts.

The contents are made by a linear congruential generator, eight bytes at a time, most significant first, cut to the size:

    state = 0
    state = (state * 6364136223846793005 + 1442695040888963407) mod 2^64, which gives the next eight bytes
"""

import hashlib
import os
import struct
import sys
import tempfile

import libtorrent

BLOCK = 16384
KIB = 1024
MIB = 1024 * KIB


def content(size):
    state = 0
    words = []
    for _ in range((size + 7) // 8):
        state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
        words.append(state)
    return struct.pack(">%dQ" % len(words), *words)[:size]


def pieces_root(data):
    """What libtorrent puts into a version 2 torrent of one file with these bytes."""
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "content"), "wb") as file:
            file.write(data)
        files = libtorrent.file_storage()
        libtorrent.add_files(files, os.path.join(folder, "content"))
        torrent = libtorrent.create_torrent(files, 0, libtorrent.create_torrent.v2_only)
        libtorrent.set_piece_hashes(torrent, folder)
        return torrent.generate()[b"info"][b"file tree"][b"content"][b""][b"pieces root"]


def sha256(data):
    return hashlib.sha256(data).digest()


def power_of_two(count):
    power = 1
    while power < count:
        power *= 2
    return power


def tree(hashes):
    while len(hashes) > 1:
        hashes = [sha256(hashes[i] + hashes[i + 1]) for i in range(0, len(hashes), 2)]
    return hashes[0]


def standard_chunk_size(size):
    chunk = 256 * KIB
    while (size + chunk - 1) // chunk > 8192:
        chunk *= 2
    return chunk


def cut_by_size(size, chunk):
    return [(start, min(start + chunk, size)) for start in range(0, size, chunk)]


def cut_by_count(size, count):
    return [(i * size // count, (i + 1) * size // count) for i in range(count)]


def root(data, cut):
    if not cut:
        return sha256(b"")
    leaves = power_of_two(max((end - start + BLOCK - 1) // BLOCK for start, end in cut))
    chunks = []
    for start, end in cut:
        blocks = [sha256(data[at:min(at + BLOCK, end)]) for at in range(start, end, BLOCK)]
        chunks.append(tree(blocks + [bytes(32)] * (leaves - len(blocks))))
    padding = tree([bytes(32)] * leaves)
    return tree(chunks + [padding] * (power_of_two(len(chunks)) - len(chunks)))


def main():
    print("# Made by src/test/scripts/bep52-vectors.py with libtorrent %s; see there for the contents." % libtorrent.version)
    print("# who worked the root out, content id")
    for size in [0, 1, 16383, 16384, 16385, MIB, MIB + 1, 100 * MIB]:
        data = content(size)
        ours = root(data, cut_by_size(size, standard_chunk_size(size)))
        if size == 0:  # BEP 52 gives empty files no root
            print("script %s-0" % ours.hex())
            continue
        theirs = pieces_root(data)
        if ours != theirs:
            sys.exit("size %d: libtorrent says %s, this script %s" % (size, theirs.hex(), ours.hex()))
        print("libtorrent %s-%d" % (theirs.hex(), size))
    for size, chunk in [
        (2, 1), (1000, 200), (1001, 200), (40000, 16384), (40000, 16385), (40000, 20000), (100000, 50000),
        (300000, 299999), (MIB, 16384), (MIB + 1, 100000), (3 * MIB, MIB), (3 * MIB + 5, 2 * MIB + 1), (65536, 1),
    ]:
        print("script %s-%d-c%d" % (root(content(size), cut_by_size(size, chunk)).hex(), size, chunk))
    for size, count in [
        (1, 1), (2, 2), (10, 3), (10, 10), (1001, 5), (16385, 2), (49153, 3), (65536, 65536), (100000, 7),
        (300000, 1), (MIB, 3), (MIB + 1, 10), (5 * MIB + 3, 1), (5 * MIB + 3, 2), (5 * MIB + 3, 4), (20 * MIB + 7, 3),
    ]:
        cut = cut_by_count(size, count)
        suffix = "" if cut == cut_by_size(size, standard_chunk_size(size)) else "-n%d" % count
        print("script %s-%d%s" % (root(content(size), cut).hex(), size, suffix))


if __name__ == "__main__":
    main()
