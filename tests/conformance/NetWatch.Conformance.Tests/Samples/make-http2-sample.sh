#!/usr/bin/env bash
# Makes http2.pcap beside it: HTTP/2 in clear between real clients and servers in two namespaces. Needs root and the Debian packages
# iproute2 tcpdump nginx-light curl nghttp2-client nghttp2-server nghttp2-proxy.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); work=$(mktemp -d); a=nw2-a$$ b=nw2-b$$ pids=()
cleanup() { for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; ip netns del $a || true; ip netns del $b || true; rm -rf "$work"; }
trap cleanup EXIT
ip netns add $a; ip netns add $b
ip link add va netns $a type veth peer name vb netns $b
ip -n $a addr add 10.97.0.1/24 dev va; ip -n $b addr add 10.97.0.2/24 dev vb
for n in $a $b; do ip -n $n link set lo up; done
ip -n $a link set va up; ip -n $b link set vb up
# Without offload the segments are those of a wire.
ip netns exec $a ethtool -K va tso off gso off gro off >/dev/null 2>&1 || true
ip netns exec $b ethtool -K vb tso off gso off gro off >/dev/null 2>&1 || true
mkdir -p "$work/www"; for i in $(seq 1 400); do echo "line $i of a text that repeats itself"; done >"$work/www/big.txt"
echo '<p>hello</p>' >"$work/www/index.html"; echo 'p { color: red }' >"$work/www/style.css"
cat >"$work/nginx.conf" <<C
daemon off; pid $work/nginx.pid; error_log $work/err.log; user root;
events {}
http { access_log off; gzip on; gzip_types text/plain; types { text/html html; text/plain txt; text/css css; }
  server { listen 80 http2; root $work/www; location /old { return 302 /index.html; } location /echo { client_max_body_size 1m; return 405; } } }
C
ip netns exec $b nginx -c "$work/nginx.conf" & pids+=($!)
ip netns exec $b nghttpd --no-tls -d "$work/www" --push=/index.html=/style.css --trailer='checked: yes' 8081 >/dev/null 2>&1 & pids+=($!)
ip netns exec $b nghttpx --frontend='0.0.0.0,8082;no-tls' --backend='127.0.0.1,80;;proto=h2' --accesslog-file=/dev/null --errorlog-file="$work/px.log" & pids+=($!)
ip netns exec $a tcpdump -i va -w "$work/http2.pcap" -U tcp 2>/dev/null & dump=$!; pids+=($dump)
sleep 1.5
in_a() { ip netns exec $a "$@" >/dev/null 2>&1 || true; }
in_a curl -s --http2-prior-knowledge -A sample/2.0 http://10.97.0.2/old
in_a curl -s --http2-prior-knowledge --compressed http://10.97.0.2/big.txt
in_a curl -s --http2-prior-knowledge http://10.97.0.2/big.txt
in_a nghttp -n http://10.97.0.2/big.txt http://10.97.0.2/missing http://10.97.0.2/style.css http://10.97.0.2/index.html
in_a curl -s --http2-prior-knowledge -X POST --data-binary "@$work/www/big.txt" -H 'Host: www.sample.test' http://10.97.0.2/echo
in_a curl -s --http2-prior-knowledge -I http://10.97.0.2/big.txt
in_a nghttp -n http://10.97.0.2:8081/index.html --trailer='sent: too' -d "$work/www/style.css"
in_a nghttp -na http://10.97.0.2:8081/index.html
in_a curl -s --http2 http://10.97.0.2:8082/index.html http://10.97.0.2:8082/style.css
in_a h2load -n 10 -c 1 -m 5 http://10.97.0.2/style.css
sleep 1; kill $dump; wait $dump 2>/dev/null || true
mv "$work/http2.pcap" "$here/http2.pcap"
