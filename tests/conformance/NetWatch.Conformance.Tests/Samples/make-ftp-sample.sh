#!/usr/bin/env bash
# Makes ftp.pcap beside it: real clients and a server in two namespaces. Needs root and the Debian packages
# iproute2 tcpdump vsftpd curl tnftp openssl.
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
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=sample.test" -keyout "$work/k.pem" -out "$work/c.pem" 2>/dev/null
mkdir -p "$work/files/in" "$work/empty"; chmod 777 "$work/files/in"; echo "hello, world" >"$work/files/hello.txt"; head -c 3000 /dev/zero | tr '\0' x >"$work/files/big.txt"
cat >"$work/ftp.conf" <<C
listen=NO
listen_ipv6=YES
background=NO
anonymous_enable=YES
anon_root=$work/files
anon_upload_enable=YES
write_enable=YES
no_anon_password=NO
connect_from_port_20=YES
ssl_enable=YES
allow_anon_ssl=YES
force_local_data_ssl=NO
force_local_logins_ssl=NO
rsa_cert_file=$work/c.pem
rsa_private_key_file=$work/k.pem
require_ssl_reuse=NO
secure_chroot_dir=$work/empty
seccomp_sandbox=NO
C
chown root "$work/ftp.conf"
ip netns exec $b vsftpd "$work/ftp.conf" 2>/dev/null & pids+=($!)
ip netns exec $b vsftpd -olisten_port=2121 "$work/ftp.conf" 2>/dev/null & pids+=($!)
ip netns exec $a tcpdump -i va -w "$work/ftp.pcap" -U tcp 2>/dev/null & dump=$!; pids+=($dump)
sleep 1.5
in_a curl -s ftp://10.98.0.2/hello.txt
in_a curl -s "ftp://[fd98::2]/big.txt"
in_a curl -s --disable-epsv ftp://10.98.0.2:2121/
in_a curl -s -P - --disable-eprt ftp://10.98.0.2/hello.txt
in_a curl -s -P - "ftp://[fd98::2]/"
in_a curl -s -T "$work/files/hello.txt" ftp://10.98.0.2/in/up.txt
in_a curl -sk --ssl-reqd ftp://10.98.0.2/hello.txt
in_a curl -s -u nobody:secret ftp://10.98.0.2/hello.txt
in_a ftp -a -o /dev/null ftp://10.98.0.2/big.txt
sleep 1; kill $dump; wait $dump 2>/dev/null || true
mv "$work/ftp.pcap" "$here/ftp.pcap"
