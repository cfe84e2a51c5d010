#!/usr/bin/env bash
# Makes bittorrent.pcap beside it: real peers, and a tracker of a few lines in two namespaces. Needs root and the Debian packages
# iproute2 tcpdump python3 python3-libtorrent.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); work=$(mktemp -d); a=nws-a$$ b=nws-b$$ pids=()
cleanup() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; ip netns del $a || true; ip netns del $b || true; rm -rf "$work"; }
trap cleanup EXIT
ip netns add $a; ip netns add $b
ip link add va netns $a type veth peer name vb netns $b
ip -n $a addr add 10.98.0.1/24 dev va; ip -n $b addr add 10.98.0.2/24 dev vb
ip -n $a addr add fd98::1/64 dev va nodad; ip -n $b addr add fd98::2/64 dev vb nodad
for n in $a $b; do ip -n $n link set lo up; done
ip -n $a link set va up; ip -n $b link set vb up
chmod 755 "$work"
in_a() { ip netns exec $a timeout 20 "$@" >/dev/null 2>&1 || true; }
for n in $a $b; do ip -n $n route add 239.0.0.0/8 dev "$([ $n = $a ] && echo va || echo vb)"; done
mkdir -p "$work/seed" "$work/get" "$work/get2"; head -c 20000 /dev/urandom >"$work/seed/file.bin"
python3 - "$work" <<'P'
import hashlib, sys
def ben(v):
    if isinstance(v, int): return b'i%de' % v
    if isinstance(v, bytes): return b'%d:%s' % (len(v), v)
    return b'd' + b''.join(ben(k) + ben(v[k]) for k in sorted(v)) + b'e'
data = open(sys.argv[1] + '/seed/file.bin', 'rb').read()
pieces = b''.join(hashlib.sha1(data[i:i + 16384]).digest() for i in range(0, len(data), 16384))
open(sys.argv[1] + '/f.torrent', 'wb').write(ben({b'announce': b'udp://10.98.0.2:6969/announce', b'info': {b'length': len(data), b'name': b'file.bin', b'piece length': 16384, b'pieces': pieces}}))
P
cat >"$work/tracker.py" <<'P'
import socket, struct
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM); s.bind(('10.98.0.2', 6969))
while True:
    d, peer = s.recvfrom(2048)
    action, tid = struct.unpack('>II', d[8:16])
    if action == 0: s.sendto(struct.pack('>IIQ', 0, tid, 0x1122334455667788), peer)
    elif action == 1: s.sendto(struct.pack('>IIIII', 1, tid, 1800, 1, 1) + socket.inet_aton('10.98.0.2') + struct.pack('>H', 6881), peer)
P
ip netns exec $b python3 "$work/tracker.py" & pids+=($!)
ip netns exec $a tcpdump -i va -w "$work/bittorrent.pcap" -U 'tcp or udp port 6881 or udp port 6882 or udp port 51413 or udp port 6969 or udp port 6771' 2>/dev/null & dump=$!; pids+=($dump)
cat >"$work/peer.py" <<'P'
import sys, time, libtorrent as lt
torrent, folder, address, port, utp = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4], sys.argv[5] == 'utp'
s = lt.session({'listen_interfaces': address + ':' + port, 'enable_dht': True, 'dht_bootstrap_nodes': '10.98.0.2:6881', 'enable_lsd': True, 'enable_upnp': False,
  'enable_natpmp': False, 'out_enc_policy': 2, 'in_enc_policy': 2, 'enable_outgoing_tcp': not utp, 'enable_outgoing_utp': utp, 'allow_multiple_connections_per_ip': True})
h = s.add_torrent({'ti': lt.torrent_info(torrent), 'save_path': folder})
if len(sys.argv) > 6: h.connect_peer(('10.98.0.2', 6881))
time.sleep(20)
P
peer() { ip netns exec "$1" timeout 20 /usr/bin/python3 "$work/peer.py" "$work/f.torrent" "${@:2}" >/dev/null 2>&1 & pids+=($!); }
sleep 1
peer $b "$work/seed" 10.98.0.2 6881 tcp
sleep 2
peer $a "$work/get" 10.98.0.1 6882 tcp connect
peer $a "$work/get2" 10.98.0.1 51413 utp connect
sleep 12; kill $dump; wait $dump 2>/dev/null || true
mv "$work/bittorrent.pcap" "$here/bittorrent.pcap"
