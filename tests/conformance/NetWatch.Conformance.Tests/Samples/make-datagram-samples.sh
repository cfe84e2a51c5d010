#!/usr/bin/env bash
# Makes dhcp.pcap ntp.pcap stun.pcap snmp.pcap ssdp.pcap llmnr.pcap netbios.pcap beside it: real clients and servers in two namespaces. Needs root and the
# Debian packages iproute2 tcpdump ethtool dnsmasq-base isc-dhcp-client chrony ntpsec ntpsec-ntpdig coturn snmpd snmp miniupnpd-nftables miniupnpc llmnrd samba
# samba-common-bin. What a server would keep running elsewhere is started here, in the foreground, with files of its own.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd); work=$(mktemp -d); a=nwd-a$$ b=nwd-b$$ pids=()
cleanup() { trap '' TERM; for p in "${pids[@]}"; do kill "$p" 2>/dev/null || true; done; ip netns del $a || true; ip netns del $b || true; rm -rf "$work"; }
trap cleanup EXIT
chmod 755 "$work"; ip netns add $a; ip netns add $b
ip link add va netns $a type veth peer name vb netns $b
for n in $a $b; do ip netns exec $n sysctl -qw net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0; ip -n $n link set lo up; done
ip -n $a link set va address 02:97:00:00:00:01; ip -n $b link set vb address 02:97:00:00:00:02
ip -n $a addr add 10.97.1.1/24 broadcast + dev va; ip -n $b addr add 10.97.1.2/24 broadcast + dev vb
ip -n $b addr add 10.97.1.3/24 dev vb; ip -n $a addr add fd97:1::1/64 dev va nodad; ip -n $b addr add fd97:1::2/64 dev vb nodad
ip -n $a link set va up; ip -n $b link set vb up; ip -n $a route add 224.0.0.0/4 dev va; ip -n $b route add 224.0.0.0/4 dev vb
ip -n $b link add ext type veth peer name extp; ip -n $b addr add 11.0.0.2/24 dev ext; ip -n $b link set ext up
in_a() { timeout 20 ip netns exec $a "$@" >/dev/null 2>>"$work/clients.log" || true; }
# In sessions of their own, since servers of Samba end by ending their process group.
serve() { setsid ip netns exec $b "$@" >>"$work/servers.log" 2>&1 & pids+=($!); }
mkdir -p "$work"/{samba,snmp,ntp}
serve dnsmasq --no-daemon --port=0 --no-hosts --no-resolv --bind-interfaces --interface=vb --dhcp-range=10.97.1.100,10.97.1.120,1h --dhcp-range=fd97:1::100,fd97:1::120,64,1h \
  --dhcp-option=option:router,10.97.1.2 --dhcp-option=option:dns-server,10.97.1.2,10.97.1.3 --dhcp-option=option:ntp-server,10.97.1.2 --dhcp-option=option:domain-name,sample.test \
  --dhcp-option=option6:dns-server,[fd97:1::2] --dhcp-authoritative --dhcp-leasefile="$work/leases" --user=root
# One server tells the time, the other, whose clock nobody sets, answers control messages and refuses the time.
printf 'local stratum 8\nallow all\nbindaddress 10.97.1.2\ncmdport 0\nbindcmdaddress /\npidfile %s/ntp/chrony.pid\ndriftfile %s/ntp/drift\n' "$work" "$work" >"$work/chrony.conf"
serve chronyd -d -x -u root -f "$work/chrony.conf"
printf 'interface ignore wildcard\ninterface ignore all\ninterface listen 10.97.1.3\nrestrict default kod\nrestrict 10.97.1.0 mask 255.255.255.0\ndisable ntp\n' >"$work/ntp.conf"
serve ntpd -n -c "$work/ntp.conf" -p "$work/ntp/pid" -l "$work/ntp/log"
printf 'rocommunity public\ncreateUser watcher SHA authpassword AES privpassword\nrouser watcher authPriv\nsysName sample\nsysDescr a sample agent\n' >"$work/snmpd.conf"
serve env SNMP_PERSISTENT_DIR="$work/snmp" snmpd -f -Lo -C -c "$work/snmpd.conf" udp:161 udp:1161
serve turnserver -n -L 10.97.1.2 -p 3478 --aux-server=10.97.1.2:8443 -r sample.test -u user:pass --lt-cred-mech --no-tls --no-dtls --no-cli --allow-loopback-peers \
  --log-file stdout --userdb "$work/turndb" --pidfile "$work/turnpid" --min-port 50000 --max-port 50050
printf 'ext_ifname=ext\next_ip=11.0.0.2\nlistening_ip=vb\nport=5000\nenable_natpmp=no\nenable_upnp=yes\nuuid=5a34308c-1a2c-4546-ac5d-7663dd01dca1\nfriendly_name=Sample\nnotify_interval=60\n' >"$work/upnpd.conf"
serve miniupnpd -d -f "$work/upnpd.conf" -P "$work/upnppid"
serve llmnrd -i vb -6 -H printer
printf '[global]\nworkgroup = SAMPLES\nnetbios name = FILES\ninterfaces = vb\nbind interfaces only = yes\nlocal master = yes\npreferred master = yes\nos level = 65\nserver string = A sample server\nsmb ports = 139\nserver min protocol = NT1\nmap to guest = Bad User\n' >"$work/smb.conf"
for d in 'lock directory' 'state directory' 'cache directory' 'private dir' 'pid directory' 'ncalrpc dir'; do echo "$d = $work/samba" >>"$work/smb.conf"; done
printf 'log file = %s/samba/log\n[public]\npath = %s\nguest ok = yes\n' "$work" "$work" >>"$work/smb.conf"
serve nmbd -F --no-process-group -s "$work/smb.conf" -l "$work/samba"
serve smbd -F --no-process-group -s "$work/smb.conf" -l "$work/samba"
ip netns exec $a tcpdump -i va -w "$work/all.pcap" -U 2>/dev/null & dump=$!; pids+=($dump)
sleep 3
printf 'send host-name "client";\nsend vendor-class-identifier "sample client";\nrequest subnet-mask, routers, domain-name-servers, domain-name, ntp-servers;\n' >"$work/dh.conf"
in_a dhclient -4 -d -1 -sf /bin/true -cf "$work/dh.conf" -lf "$work/dh4" -pf "$work/dhp" va & sleep 6; kill "$(cat "$work/dhp" 2>/dev/null)" 2>/dev/null || true
in_a dhclient -4 -d -r -sf /bin/true -cf "$work/dh.conf" -lf "$work/dh4" -pf "$work/dhp" va
in_a dhclient -6 -d -1 -sf /bin/true -cf /dev/null -lf "$work/dh6" -pf "$work/dhp6" va & sleep 6; kill "$(cat "$work/dhp6" 2>/dev/null)" 2>/dev/null || true
in_a ntpdig -t 2 10.97.1.2; in_a ntpdig -t 2 10.97.1.3; in_a ntpq -n -c rv 10.97.1.3; in_a ntpq -n -p 10.97.1.3
printf '\x17\x00\x03\x2a\x00\x00\x00\x00' >"$work/monlist"; in_a bash -c "cat $work/monlist >/dev/udp/10.97.1.3/123"
in_a turnutils_stunclient 10.97.1.2; in_a turnutils_stunclient -p 8443 10.97.1.2
in_a turnutils_uclient -u user -w pass -n 2 -m 1 -y -c 10.97.1.2; in_a turnutils_uclient -t -u user -w pass -n 2 -m 1 -y -c 10.97.1.2; in_a turnutils_uclient -u user -w wrong -n 1 -m 1 -y -c 10.97.1.2
in_a snmpget -v1 -c public -t 1 -r 0 10.97.1.2 1.3.6.1.2.1.1.5.0 1.3.6.1.2.1.1.99.0; in_a snmpbulkget -v2c -c public -t 1 -r 0 10.97.1.2 1.3.6.1.2.1.1
in_a snmpget -v3 -l authPriv -u watcher -a SHA -A authpassword -x AES -X privpassword -t 1 -r 0 10.97.1.2 1.3.6.1.2.1.1.1.0
in_a snmpget -v2c -c wrong -t 1 -r 1 10.97.1.2 1.3.6.1.2.1.1.5.0; in_a snmpgetnext -v2c -c public -t 1 -r 0 10.97.1.2:1161 1.3.6.1.2.1.1
in_a snmptrap -v2c -c public 10.97.1.2 0 1.3.6.1.6.3.1.1.5.3 1.3.6.1.2.1.2.2.1.1.2 i 2; in_a snmptrap -v1 -c public 10.97.1.2 1.3.6.1.4.1.8072 10.97.1.1 6 17 0
in_a upnpc -m va -l
in_a llmnr-query -i va -c 1 printer; in_a llmnr-query -i va -6 -c 1 printer; in_a llmnr-query -i va -c 1 -T AAAA nobody
sed 's/interfaces = vb/interfaces = va/; s/netbios name = FILES/netbios name = CLIENT/' "$work/smb.conf" >"$work/client.conf"
in_a nmblookup -s "$work/client.conf" FILES; in_a nmblookup -s "$work/client.conf" -A 10.97.1.2; in_a nmblookup -s "$work/client.conf" -U 10.97.1.2 --recursion FILES
in_a net -s "$work/client.conf" -p 139 -U % -S FILES -I 10.97.1.2 rpc info
sleep 2; kill $dump; wait $dump 2>/dev/null || true
# The machine's name for its kernel is nobody's business; another of the same length takes its place.
k=$(uname -r); LC_ALL=C sed -i "s/$k/$(printf '%.*s' ${#k} 6.1.0-sample-of-a-kernel-release-name)/g" "$work/all.pcap"
cut() { tcpdump -r "$work/all.pcap" -w "$here/$1.pcap" "$2" 2>/dev/null; }
cut dhcp 'udp port 67 or udp port 547 or udp port 546'; cut ntp 'udp port 123'; cut stun 'port 3478 or udp port 8443'; cut snmp 'udp port 161 or udp port 1161 or udp port 162'
cut ssdp 'udp port 1900'; cut llmnr 'port 5355'; cut netbios 'udp port 137 or udp port 138 or (tcp port 139 and less 400)'
