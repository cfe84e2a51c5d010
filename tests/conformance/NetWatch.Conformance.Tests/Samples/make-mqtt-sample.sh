#!/usr/bin/env bash
# Makes mqtt.pcap beside it: real clients and a broker in two namespaces. Needs root and the Debian packages
# iproute2 tcpdump mosquitto mosquitto-clients.
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
printf 'per_listener_settings true\nuser root\nlistener 1883 10.98.0.2\nallow_anonymous true\nlistener 11883 fd98::2\nallow_anonymous false\npassword_file %s/pw\n' "$work" >"$work/m.conf"
touch "$work/pw"; chmod 600 "$work/pw"; mosquitto_passwd -b "$work/pw" ann secret
ip netns exec $b mosquitto -c "$work/m.conf" 2>/dev/null & pids+=($!)
ip netns exec $a tcpdump -i va -w "$work/mqtt.pcap" -U tcp 2>/dev/null & dump=$!; pids+=($dump)
sleep 1.5
head -c 9000 /dev/zero | tr '\0' z >"$work/large"
ip netns exec $a timeout 20 mosquitto_sub -h 10.98.0.2 -i reader -t 'home/#' -t news -q 1 -C 4 >/dev/null 2>&1 & pids+=($!)
sleep 0.5
in_a mosquitto_pub -h 10.98.0.2 -V mqttv31 -i old -t home/a -m 1 -q 0
in_a mosquitto_pub -h 10.98.0.2 -V mqttv311 -i current -t home/b -m 2 -q 1 -r --will-topic home/gone --will-payload bye --will-qos 1
in_a mosquitto_pub -h 10.98.0.2 -V mqttv5 -i new -t home/c -f "$work/large" -q 2 -D connect session-expiry-interval 30 -D publish content-type text/plain
in_a mosquitto_pub -h 10.98.0.2 -t news -m 4
in_a mosquitto_pub -h fd98::2 -p 11883 -V mqttv5 -u ann -P secret -t home/d -m 5
in_a mosquitto_pub -h fd98::2 -p 11883 -V mqttv311 -u ann -P wrong -i refused -t home/d -m 5
sleep 1; kill $dump; wait $dump 2>/dev/null || true
mv "$work/mqtt.pcap" "$here/mqtt.pcap"
