#!/usr/bin/env bash
# Makes mixed.pcap beside it: real clients and servers in two namespaces. Needs root and the Debian packages
# iproute2 tcpdump nginx-light openssl curl dnsmasq-base bind9-dnsutils python3.
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
openssl req -x509 -newkey rsa:2048 -nodes -days 30 -subj "/CN=sample.test/O=Samples" -addext "subjectAltName=DNS:sample.test,DNS:www.sample.test" \
  -keyout "$work/k.pem" -out "$work/c.pem" 2>/dev/null
mkdir -p "$work/www"; head -c 20000 /dev/zero | tr '\0' 'x' >"$work/www/big.txt"; echo "<p>hello</p>" >"$work/www/index.html"
cat >"$work/nginx.conf" <<C
daemon off; pid $work/nginx.pid; error_log $work/err.log; user root;
events {}
http { access_log off; types { text/html html; text/plain txt; }
  server { listen 80; listen [::]:80; root $work/www; location /old { return 302 /index.html; } }
  server { listen 443 ssl; listen [::]:443 ssl; ssl_certificate $work/c.pem; ssl_certificate_key $work/k.pem; ssl_protocols TLSv1.2 TLSv1.3; root $work/www; } }
C
ip netns exec $b nginx -c "$work/nginx.conf" & pids+=($!)
ip netns exec $b dnsmasq --no-daemon --no-resolv --no-hosts --bind-interfaces --interface=vb --address=/sample.test/10.98.0.2 \
  --address=/sample.test/fd98::2 --cname=alias.sample.test,sample.test --txt-record=note.sample.test,"a note" --user=root 2>/dev/null & pids+=($!)
ip netns exec $a tcpdump -i va -w "$work/mixed.pcap" -U 2>/dev/null & dump=$!; pids+=($dump)
sleep 1.5
in_a() { ip netns exec $a "$@" >/dev/null 2>&1 || true; }
in_a curl -s http://10.98.0.2/index.html http://10.98.0.2/missing -o /dev/null -o /dev/null
in_a curl -s -A sample/1.0 -H "Host: www.sample.test" http://10.98.0.2/big.txt
in_a curl -s -d "a=1&b=2" "http://[fd98::2]/old"
in_a curl -sk --resolve sample.test:443:10.98.0.2 https://sample.test/index.html
in_a curl -sk --tls-max 1.2 --resolve www.sample.test:443:10.98.0.2 https://www.sample.test/big.txt
in_a curl -sk --resolve sample.test:443:[fd98::2] https://sample.test/
in_a openssl s_client -connect 10.98.0.2:443 -servername sample.test -alpn h2,http/1.1 -tls1_3 </dev/null
in_a dig @10.98.0.2 sample.test A +tries=1 +time=1
in_a dig @10.98.0.2 sample.test AAAA +tcp +tries=1 +time=1
in_a dig @10.98.0.2 note.sample.test TXT +tries=1 +time=1
in_a dig @fd98::2 alias.sample.test A +tries=1 +time=1
sleep 2.5; kill $dump; wait $dump 2>/dev/null || true
mv "$work/mixed.pcap" "$here/mixed.pcap"
