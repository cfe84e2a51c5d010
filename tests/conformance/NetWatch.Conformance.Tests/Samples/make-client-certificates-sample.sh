#!/usr/bin/env bash
# Makes client-certificates.pcap and .keys beside it: servers that ask their clients for a certificate, in TLS 1.2, in TLS 1.3 and after its handshake.
# Needs root and the Debian packages iproute2 tcpdump nginx-light curl openssl.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); work=$(mktemp -d); n=nwcc-$$ pids=()
cleanup() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; ip netns del $n || true; rm -rf "$work"; }
trap cleanup EXIT
ip netns add $n; ip -n $n link set lo up; cd "$work"
make() { openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout "$1.key" -out "$1.pem" -days 3650 -subj "$2" -addext "subjectAltName=$3" 2>/dev/null; }
make server /CN=server.test DNS:server.test
make client /O=Clients/CN=alice DNS:alice.clients.test,IP:192.0.2.7
cat >nginx.conf <<C
daemon off; pid $work/nginx.pid; error_log $work/err.log; user root;
events {}
http { access_log off; server { listen 443 ssl; ssl_certificate $work/server.pem; ssl_certificate_key $work/server.key; ssl_protocols TLSv1.2 TLSv1.3;
  ssl_verify_client optional_no_ca; location / { return 200 "\$ssl_client_s_dn\n"; } } }
C
ip netns exec $n nginx -c "$work/nginx.conf" & pids+=($!)
mkfifo to-server to-client
ip netns exec $n openssl s_server -accept 4433 -cert server.pem -key server.key -verify 2 -tls1_3 <to-server >/dev/null 2>&1 & pids+=($!)
exec 8>to-server
ip netns exec $n tcpdump -i lo -w sample.pcap -U --immediate-mode tcp 2>/dev/null & dump=$!; pids+=($dump)
sleep 1.5
for version in 1.2 1.3; do
  for certificate in "--cert client.pem --key client.key" ""; do
    # Without quotes: the options are words.
    SSLKEYLOGFILE=$work/keys ip netns exec $n curl -sk --http1.1 --tlsv$version --tls-max $version $certificate https://127.0.0.1/ >/dev/null
  done
done
ip netns exec $n openssl s_client -connect 127.0.0.1:4433 -keylogfile keys -tls1_3 -enable_pha -cert client.pem -key client.key <to-client >/dev/null 2>&1 & pids+=($!)
exec 9>to-client
sleep 0.5; echo before >&9; sleep 0.5; echo c >&8; sleep 0.5; echo after >&9; sleep 0.5
exec 9>&- 8>&-
sleep 1; kill $dump; wait $dump 2>/dev/null || true
mv sample.pcap "$here/client-certificates.pcap"; mv keys "$here/client-certificates.keys"
