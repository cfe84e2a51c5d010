#!/usr/bin/env bash
# Makes ssh.pcap beside it: a real client and server in two namespaces. Needs root and the Debian packages
# iproute2 tcpdump openssh-client openssh-server.
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
mkdir -p /run/sshd; ssh-keygen -q -t ed25519 -N "" -f "$work/host"; ssh-keygen -q -t ed25519 -N "" -f "$work/user"
cp "$work/user.pub" "$work/keys"; chmod 600 "$work/keys"
serve() { ip netns exec $b /usr/sbin/sshd -D -e -f /dev/null -o Port="$1" -o HostKey="$work/host" -o AuthorizedKeysFile="$work/keys" -o StrictModes=no -o PidFile=none \
  -o PermitRootLogin=yes -o UsePAM=no "${@:2}" 2>/dev/null & pids+=($!); }
serve 22; serve 2200 -o KexAlgorithms=diffie-hellman-group14-sha256 -o Ciphers=aes256-ctr -o MACs=hmac-sha2-512
ip netns exec $a tcpdump -i va -w "$work/ssh.pcap" -U tcp 2>/dev/null & dump=$!; pids+=($dump)
sleep 1.5
connect() { in_a ssh -F /dev/null -i "$work/user" -o StrictHostKeyChecking=no -o UserKnownHostsFile=/dev/null -o BatchMode=yes "$@"; }
connect root@10.98.0.2 true
connect -p 2200 root@fd98::2 true
connect -o KexAlgorithms=ecdh-sha2-nistp256 -c aes128-gcm@openssh.com root@10.98.0.2 true
sleep 1; kill $dump; wait $dump 2>/dev/null || true
mv "$work/ssh.pcap" "$here/ssh.pcap"
