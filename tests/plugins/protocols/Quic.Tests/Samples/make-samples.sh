#!/usr/bin/env bash
# Makes quic.pcap and its key log quic.keys beside it: real HTTP/3 clients and servers in two namespaces. Needs root and the Debian packages
# iproute2 tcpdump openssl ngtcp2-client ngtcp2-server.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); work=$(mktemp -d); a=nwq-a$$ b=nwq-b$$ pids=()
cleanup() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; ip netns del $a || true; ip netns del $b || true; rm -rf "$work" /etc/netns/$a; }
trap cleanup EXIT
ip netns add $a; ip netns add $b
# The client sends the name that it looks up; this file stands in for /etc/hosts inside its namespace only.
mkdir -p /etc/netns/$a; for n in plain aes256 chacha ccm greased emptyid retry moved early update rebound migrated; do echo "10.98.0.2 $n.sample.test"; done >/etc/netns/$a/hosts
ip link add va netns $a type veth peer name vb netns $b
ip -n $a addr add 10.98.0.1/24 dev va; ip -n $b addr add 10.98.0.2/24 dev vb
for n in $a $b; do ip -n $n link set lo up; done
ip -n $a link set va up; ip -n $b link set vb up
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 30 -subj "/CN=sample.test" -keyout "$work/k.pem" -out "$work/c.pem" 2>/dev/null
mkdir -p "$work/www"; echo "<p>hello</p>" >"$work/www/index.html"; head -c 3000 /dev/zero | tr '\0' 'x' >"$work/www/big.txt"
server() { ip netns exec $b gtlsserver -q -d "$work/www" --no-pmtud --max-gso-dgrams=1 "$@" "$work/k.pem" "$work/c.pem" >/dev/null 2>&1 & pids+=($!); }
server 10.98.0.2 443
server -V 10.98.0.2 4433
server --preferred-versions=v2draft,v1 --other-versions=v2draft,v1 10.98.0.2 8443
ip netns exec $a tcpdump -i va -w "$work/quic.pcap" -U udp 2>/dev/null & dump=$!; pids+=($dump)
sleep 1.5
client() { ip netns exec $a env SSLKEYLOGFILE="$work/keys" timeout 20 gtlsclient -q --no-pmtud --exit-on-all-streams-close "$@" >/dev/null 2>&1 || true; }
get() { client "${@:2}" "$1.sample.test" 443 "https://$1.sample.test/index.html"; }
get plain
get aes256 --ciphers=NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-256-GCM
get chacha --ciphers=NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+CHACHA20-POLY1305
get ccm --ciphers=NORMAL:-VERS-ALL:+VERS-TLS1.3:-CIPHER-ALL:+AES-128-CCM
get greased --version=0x1a2a3a4a --preferred-versions=v1
get emptyid --scid=
client retry.sample.test 4433 https://retry.sample.test/index.html
client --version=v1 --preferred-versions=v2draft,v1 --other-versions=v2draft,v1 moved.sample.test 8443 https://moved.sample.test/index.html
get early --session-file="$work/s" --tp-file="$work/t"
get early --session-file="$work/s" --tp-file="$work/t"
get update --key-update=1ms --delay-stream=50ms
client --change-local-addr=1ms --nat-rebinding --delay-stream=100ms rebound.sample.test 443 https://rebound.sample.test/big.txt
client --change-local-addr=1ms --delay-stream=100ms migrated.sample.test 443 https://migrated.sample.test/big.txt
sleep 1; kill $dump; wait $dump 2>/dev/null || true
mv "$work/quic.pcap" "$here/quic.pcap"; mv "$work/keys" "$here/quic.keys"
