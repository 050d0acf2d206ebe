#!/usr/bin/python3
"""One libtorrent peer of benchmarks/swarm (version 2 torrents, plain TCP).

    libtorrent_peer.py ADDRESS FOLDER seed|fetch FILE...

Says "ready". Then takes lines of JSON, {"file": ..., "peers": [...]}: fetches that file from those addresses and answers with a
line, {"verified": when on the monotonic clock, "bytes", "twice", "down", "up"}. Ends with its input; what it holds it serves.
"""
import json
import os
import sys
import time

import libtorrent as lt

PORT = 6881


def torrent(path):
    storage = lt.file_storage()
    lt.add_files(storage, path)
    made = lt.create_torrent(storage, 0, 64)  # 64: version 2 only
    lt.set_piece_hashes(made, os.path.dirname(path))
    return lt.torrent_info(lt.bdecode(lt.bencode(made.generate())))


def main():
    address, folder, role, files = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
    session = lt.session({
        "listen_interfaces": f"{address}:{PORT}", "enable_dht": False, "enable_lsd": False, "enable_upnp": False,
        "enable_natpmp": False, "enable_outgoing_utp": False, "enable_incoming_utp": False, "out_enc_policy": 2, "in_enc_policy": 2,
        "allow_multiple_connections_per_ip": True, "alert_mask": 0, "connection_speed": 100, "unchoke_slots_limit": -1,
    })
    infos = {path: torrent(path) for path in files}

    def add(path, seeds):
        added = lt.add_torrent_params()
        added.ti = infos[path]
        added.save_path = folder
        added.flags &= ~(lt.torrent_flags.auto_managed | lt.torrent_flags.paused)
        if seeds:
            added.flags |= lt.torrent_flags.seed_mode
        return session.add_torrent(added)

    if role == "seed":
        for path in files:
            add(path, True)
    print("ready", flush=True)
    for line in sys.stdin:
        asked = json.loads(line)
        handle = add(asked["file"], False)
        for other in asked["peers"]:
            if other != address:
                handle.connect_peer((other, PORT))
        while not handle.status().is_seeding:
            time.sleep(0.01)
        verified = time.monotonic()
        status = handle.status()
        time.sleep(0.5)
        print(json.dumps({
            "verified": verified, "bytes": status.total_done, "twice": status.total_redundant_bytes + status.total_failed_bytes,
            "down": status.total_download, "up": status.total_upload,
        }), flush=True)


if __name__ == "__main__":
    main()
