#!/usr/bin/env bash
# Makes codings.pcap and .keys beside it: one text over TLS in each content coding, by HTTP/1.1 and HTTP/2. Needs root and the Debian packages
# iproute2 tcpdump nginx-light curl openssl zstd brotli.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); work=$(mktemp -d); n=nwco-$$ pids=()
cleanup() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; ip netns del $n || true; rm -rf "$work"; }
trap cleanup EXIT
ip netns add $n; ip -n $n link set lo up; cd "$work"; mkdir www
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -keyout server.key -out server.pem -days 3650 -subj /CN=server.test 2>/dev/null
for i in $(seq 1 200); do echo "line $i of a text in some coding"; done >text
zstd -q -19 text -o www/zstd; brotli text -o www/br; gzip -c text >www/gzip
cat >nginx.conf <<C
daemon off; pid $work/nginx.pid; error_log $work/err.log; user root;
events {}
http { access_log off; default_type text/plain; server { listen 443 ssl http2; ssl_certificate $work/server.pem; ssl_certificate_key $work/server.key; root $work/www;
  location / { add_header Content-Encoding \$uri_coding; } } map \$uri \$uri_coding { ~^/(?<coding>.*) \$coding; } }
C
ip netns exec $n nginx -c "$work/nginx.conf" & pids+=($!)
ip netns exec $n tcpdump -i lo -w sample.pcap -U --immediate-mode tcp 2>/dev/null & dump=$!; pids+=($dump)
sleep 1.5
for version in --http1.1 --http2; do
  SSLKEYLOGFILE=$work/keys ip netns exec $n curl -sk --compressed $version https://127.0.0.1/zstd https://127.0.0.1/br https://127.0.0.1/gzip >got
  cat text text text | cmp - got
done
sleep 1; kill $dump; wait $dump 2>/dev/null || true
mv sample.pcap "$here/codings.pcap"; mv keys "$here/codings.keys"
