#!/usr/bin/python3
"""Moves one file from one network namespace to another with libtorrent over uTP alone, and prints verified Mbit/s.

    libtorrent_utp.py FILE FOLDER SEED_NAMESPACE SEED_ADDRESS PEER_NAMESPACE PEER_ADDRESS LIMIT_SECONDS

What is stopped by the limit is marked with a *. Needs root and Debian's python3-libtorrent.
"""
import ctypes
import multiprocessing
import os
import sys
import time

import libtorrent as lt

from libtorrent_transfer import make_torrent, parameters

CLONE_NEWNET = 0x40000000


def enter(namespace):
    with open("/var/run/netns/" + namespace) as space:
        if ctypes.CDLL("libc.so.6", use_errno=True).setns(space.fileno(), CLONE_NEWNET) != 0:
            sys.exit("cannot enter " + namespace)


def session(address, port):
    return lt.session({
        "listen_interfaces": f"{address}:{port}",
        "enable_dht": False, "enable_lsd": False, "enable_upnp": False, "enable_natpmp": False,
        "enable_outgoing_tcp": False, "enable_incoming_tcp": False,
        "out_enc_policy": 2, "in_enc_policy": 2,
        "alert_mask": 0, "connection_speed": 100, "unchoke_slots_limit": -1,
        "send_buffer_watermark": 16 << 20, "max_out_request_queue": 2000,
    })


def seed(torrent, folder, namespace, address, ready, done):
    enter(namespace)
    peer = session(address, 6881)
    peer.add_torrent(parameters(torrent, folder, True))
    ready.set()
    done.wait()


def main():
    path, folder, seed_space, seed_address, space, address, limit = sys.argv[1:]
    torrent = make_torrent(os.path.abspath(path))
    ready, done = multiprocessing.Event(), multiprocessing.Event()
    process = multiprocessing.Process(
        target=seed, args=(torrent, os.path.dirname(os.path.abspath(path)), seed_space, seed_address, ready, done))
    process.start()
    ready.wait()
    time.sleep(1)
    enter(space)
    peer = session(address, 6881)
    handle = peer.add_torrent(parameters(torrent, folder, False))
    while str(handle.status().state) != "downloading":
        time.sleep(0.01)
    started = time.monotonic()
    handle.connect_peer((seed_address, 6881))
    while not handle.status().is_seeding and time.monotonic() - started < float(limit):
        time.sleep(0.02)
    seconds = time.monotonic() - started
    status = handle.status()
    done.set()
    process.join()
    print("%.1f%s" % (status.total_done * 8e-6 / seconds, "" if status.is_seeding else "*"), end="", flush=True)
    os._exit(0)


if __name__ == "__main__":
    main()
