#!/usr/bin/python3
"""Moves files, one after the other, from seeds to one downloader with libtorrent (version 2 torrents, plain TCP, loopback).

    libtorrent_transfer.py INTO SEEDS FILE...

Prints the seconds of the last file, from connecting to the last piece verified, and the processor seconds that all peers took
meanwhile: files before it warm the peers up. Each peer is a process of its own. Needs Debian's python3-libtorrent.
"""
import multiprocessing
import os
import sys
import time

import libtorrent as lt


def session(port):
    return lt.session({
        "listen_interfaces": f"127.0.0.1:{port}",
        "enable_dht": False, "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
        "enable_outgoing_utp": False, "enable_incoming_utp": False,
        "out_enc_policy": 2, "in_enc_policy": 2, "allow_multiple_connections_per_ip": True,
        "alert_mask": 0, "connection_speed": 100, "unchoke_slots_limit": -1,
    })


def make_torrent(path):
    storage = lt.file_storage()
    lt.add_files(storage, path)
    torrent = lt.create_torrent(storage, 0, 64)  # 64: version 2 only
    lt.set_piece_hashes(torrent, os.path.dirname(path))
    return lt.bencode(torrent.generate())


def parameters(torrent, folder, seed):
    added = lt.add_torrent_params()
    added.ti = lt.torrent_info(lt.bdecode(torrent))
    added.save_path = folder
    added.flags &= ~(lt.torrent_flags.auto_managed | lt.torrent_flags.paused)
    if seed:
        added.flags |= lt.torrent_flags.seed_mode
    return added


def seed(torrents, folder, ready, done):
    peer = session(0)
    for torrent in torrents:
        peer.add_torrent(parameters(torrent, folder, True))
    ready.put(peer.listen_port())
    done.wait()


def processor_seconds(pids):
    ticks = 0
    for pid in pids:
        with open(f"/proc/{pid}/stat") as stat:
            ticks += sum(map(int, stat.read().rpartition(")")[2].split()[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def fetch(peer, torrent, into, ports):
    handle = peer.add_torrent(parameters(torrent, into, False))
    while str(handle.status().state) not in ("downloading",):
        time.sleep(0.01)
    started = time.monotonic()
    for port in ports:
        handle.connect_peer(("127.0.0.1", port))
    while not handle.status().is_seeding:
        time.sleep(0.005)
    return time.monotonic() - started


def main():
    into, seeds, paths = sys.argv[1], int(sys.argv[2]), [os.path.abspath(path) for path in sys.argv[3:]]
    torrents = [make_torrent(path) for path in paths]
    ready, done = multiprocessing.Queue(), multiprocessing.Event()
    processes = [multiprocessing.Process(target=seed, args=(torrents, os.path.dirname(paths[0]), ready, done))
                 for _ in range(seeds)]
    for process in processes:
        process.start()
    ports = [ready.get() for _ in processes]
    time.sleep(1)
    peer = session(0)
    pids = [os.getpid()] + [process.pid for process in processes]
    for torrent in torrents:
        before = processor_seconds(pids)
        seconds = fetch(peer, torrent, into, ports)
        busy = processor_seconds(pids) - before
    done.set()
    for process in processes:
        process.join()
    print(seconds, busy)


if __name__ == "__main__":
    main()
