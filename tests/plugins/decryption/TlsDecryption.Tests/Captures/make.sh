#!/usr/bin/env bash
# Makes suites.pcapng: one connection between OpenSSL's own client and server for each cipher suite and each way of a handshake, with the
# secrets inside. The server sends every line back reversed
# (s_server -rev), but for that of the early data, which says nothing. Needs root (a network namespace of its own), openssl, tcpdump
# and editcap. The order of the connections is that of names.txt, which is written too.
set -euo pipefail
[ "${1:-}" = inside ] || exec unshare --net --mount-proc --fork --pid "$0" inside "$@"
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
ip link set lo up
openssl req -x509 -newkey rsa:2048 -nodes -keyout rsa.key -out rsa.pem -subj /CN=rsa.example -days 3650 2>/dev/null
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ec.key -out ec.pem -subj /CN=ec.example -days 3650 2>/dev/null
tcpdump -q -U -i lo -w raw.pcap tcp 2>/dev/null &
sniffer=$!
sleep 1
port=20000
: > keys.log
: > "$here/names.txt"

# talk NAME "SERVER OPTIONS" "CLIENT OPTIONS" [INPUT]
talk() {
  port=$((port + 1))
  timeout 20 openssl s_server -accept 127.0.0.1:$port ${mode--rev} -cert rsa.pem -key rsa.key -dcert ec.pem -dkey ec.key -naccept "${accept:-1}" $2 < <(sleep 4) >server.log 2>&1 &
  local server=$!
  for _ in $(seq 50); do grep -q ACCEPT server.log && break; sleep 0.05; done
  client "$1" "$3" "${4:-}"
  local i
  for ((i = 1; i < ${accept:-1}; i++)); do client "$1" "$5" "${4:-}"; done
  wait $server || true
}

# Each line in a write of its own: a command of s_client is one only at the start of what it reads.
commands() {
  printf '%b' "$1" | while IFS= read -r line; do printf '%s\n' "$line"; sleep 0.3; done
}

client() {
  echo "$1 $port" >> "$here/names.txt"
  { sleep 0.2; printf "request of $1 %s\n" one two; sleep 0.1; commands "$3"; sleep 0.3; } |
    timeout 10 openssl s_client -connect 127.0.0.1:$port -keylogfile keys.log $2 >client.log 2>&1 || { echo "$1 failed"; tail -n 4 client.log; tail -n 3 server.log; }
}

weak='ALL:COMPLEMENTOFALL:@SECLEVEL=0'
for suite in TLS_AES_128_GCM_SHA256 TLS_AES_256_GCM_SHA384 TLS_CHACHA20_POLY1305_SHA256 TLS_AES_128_CCM_SHA256 TLS_AES_128_CCM_8_SHA256; do
  talk "$suite" "-tls1_3 -ciphersuites $suite" "-tls1_3 -ciphersuites $suite"
done
for suite in ECDHE-RSA-AES128-GCM-SHA256 ECDHE-ECDSA-AES256-GCM-SHA384 AES128-GCM-SHA256 ECDHE-RSA-CHACHA20-POLY1305 ECDHE-ECDSA-AES128-CCM \
  ECDHE-ECDSA-AES256-CCM8 AES256-CCM ECDHE-RSA-AES128-SHA256 ECDHE-RSA-AES256-SHA384 AES128-SHA AES256-SHA256 NULL-SHA256 ECDHE-RSA-NULL-SHA; do
  talk "$suite" "-tls1_2 -cipher $suite:@SECLEVEL=0" "-tls1_2 -cipher $suite:@SECLEVEL=0"
done
for suite in ECDHE-RSA-AES128-SHA256 AES256-SHA; do
  talk "$suite-mac-then-encrypt" "-tls1_2 -cipher $suite:@SECLEVEL=0 -no_etm" "-tls1_2 -cipher $suite:@SECLEVEL=0"
done
talk TLS11-AES128-SHA "-tls1_1 -cipher AES128-SHA:@SECLEVEL=0" "-tls1_1 -cipher AES128-SHA:@SECLEVEL=0"
talk TLS10-AES128-SHA "-tls1 -cipher AES128-SHA:@SECLEVEL=0" "-tls1 -cipher AES128-SHA:@SECLEVEL=0"
talk TLS10-mac-then-encrypt "-tls1 -cipher ECDHE-RSA-AES256-SHA:@SECLEVEL=0 -no_etm" "-tls1 -cipher ECDHE-RSA-AES256-SHA:@SECLEVEL=0"
talk hello-retry-request "-tls1_3 -groups P-384" "-tls1_3 -groups X25519:P-384"
talk padding "-tls1_3" "-tls1_3 -record_padding 512"
talk key-update "-tls1_3" "-tls1_3" 'k\nafter a key update\nK\nafter another\n'
talk renegotiation "-tls1_2 -client_renegotiation" "-tls1_2" 'R\n'
accept=2
talk psk-resumption "-tls1_3" "-tls1_3 -sess_out session" "" "-tls1_3 -sess_in session"
talk ticket-resumption "-tls1_2" "-tls1_2 -sess_out session" "" "-tls1_2 -sess_in session"
talk id-resumption "-tls1_2 -no_ticket" "-tls1_2 -sess_out session" "" "-tls1_2 -sess_in session"
printf 'early words\n' > early
mode=
talk early-data "-tls1_3 -early_data" "-tls1_3 -sess_out session" "" "-tls1_3 -sess_in session -early_data early"
sleep 1
kill $sniffer
wait $sniffer || true
editcap --inject-secrets "tls,keys.log" -F pcapng raw.pcap "$here/suites.pcapng"
ls -l "$here/suites.pcapng"
