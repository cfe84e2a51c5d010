"""world-compare.py --truth LOG --state DIR [--decrypted] EVE…: holds what netwatch says against what the clients of the world did.

Every client that succeeded needs a flow of its own process, to the address and port it talked to, with the right label and with the facts that
its command line implies. Every other flow of the world needs the label of the service it reached. Prints what differs; exit code 1 if anything does.
Documented exceptions: encrypted BitTorrent has no label but the guess by port; gtlsclient sends the name `localhost` whatever --sni says."""
import argparse, collections, datetime, glob, hashlib, ipaddress, json, re, sys
ap = argparse.ArgumentParser(); ap.add_argument('--truth', required=True); ap.add_argument('--state', required=True)
ap.add_argument('--decrypted', action='store_true'); ap.add_argument('eve', nargs='+'); A = ap.parse_args()
SERVICES = {('TCP', 21): 'ftp', ('TCP', 22): 'ssh', ('TCP', 2222): 'ssh', ('TCP', 53): 'dns', ('UDP', 53): 'dns', ('UDP', 67): 'dhcp', ('TCP', 80): 'http',
            ('UDP', 123): 'ntp', ('UDP', 137): 'netbios', ('UDP', 138): 'netbios', ('UDP', 161): 'snmp', ('TCP', 443): 'tls', ('UDP', 443): 'quic',
            ('TCP', 1883): 'mqtt', ('UDP', 1900): 'ssdp', ('UDP', 3478): 'stun', ('UDP', 5353): 'dns', ('UDP', 5355): 'llmnr', ('TCP', 6881): 'bittorrent',
            ('UDP', 6881): 'bittorrent', ('TCP', 6882): 'bittorrent', ('UDP', 6882): 'bittorrent', ('TCP', 8000): 'http', ('TCP', 8081): 'http', ('TCP', 9443): 'tls',
            ('TCP', 7777): None}
PROTO = {'tcp': ('TCP',), 'udp': ('UDP',), 'icmp': ('ICMP', 'IPv6-ICMP')}
# These are ended with the traffic, and had their say long before.
LASTING = re.compile('stays open|DNS tunnel$|storm|1 GB|kB/s|MB/s')
epoch = lambda text: datetime.datetime.strptime(text, '%Y-%m-%dT%H:%M:%S.%f%z').timestamp()


class Flow:
    def __init__(self): self.records = []; self.end = None

    def load(self):
        f = self.end; self.proto, self.app, self.inner, self.guess = f['proto'], f.get('app_proto'), f.get('app_proto_inner'), f.get('app_proto_guess')
        self.src, self.dst, self.sport, self.dport = f['src_ip'], f['dest_ip'], f.get('src_port'), f.get('dest_port')
        self.start, self.last = epoch(f['flow']['start']), epoch(f['flow']['end'])
        self.pids = {f[k]['pid'] for k in ('process', 'process_server') if 'pid' in f.get(k, {})}
        self.answered = f['flow']['pkts_toclient'] > 0
        # Of a TCP flow, whether anyone said anything; datagrams always do.
        self.spoke = f.get('tcp', {}).get('psh', self.proto == 'UDP')

    def values(self, path):
        """All values under a dotted path in all records of the flow; lists are walked through."""
        found = []
        def walk(node, keys):
            if isinstance(node, list):
                for item in node: walk(item, keys)
            elif not keys: found.append(node)
            elif isinstance(node, dict) and keys[0] in node: walk(node[keys[0]], keys[1:])
        for record in self.records: walk(record, path.split('.'))
        return found

    def __str__(self): return f'{self.proto} {self.src}:{self.sport} > {self.dst}:{self.dport} {self.app or (self.guess or "none") + "?"}'


def load(paths):
    flows = collections.defaultdict(Flow)
    for path in paths:
        for line in open(path):
            record = json.loads(line); key = (path, record.get('flow_id'))
            if key[1] is None: continue
            flows[key].records.append(record)
            if record['event_type'] == 'flow': flows[key].end = record
    missing = [k for k, f in flows.items() if f.end is None]
    if missing: sys.exit(f'{len(missing)} flows have no flow record: {missing[:3]}')
    for flow in flows.values(): flow.load()
    return sorted(flows.values(), key=lambda f: f.start)


def option(cmd, name, default=None):
    words = cmd.split(); return words[words.index(name) + 1] if name in words else default


def facts_http(row):
    if row['cmd'].startswith('curl'): yield 'http.http_user_agent', '^curl/'
    yield 'http.hostname', '^' + re.escape(row.get('host', 'www.test.local')) + '$'
    yield 'http.url', '^' + re.escape(row['path'])
    yield 'http.http_method', '^' + row.get('method', 'GET') + '$'
    # A transfer that the end of the traffic cuts off has its answer all the same.
    yield 'http.status', '^%d$' % row.get('status', 200)


def facts_tls(row):
    yield 'tls.sni', '^' + re.escape(row['sni']) + '$'
    yield 'tls.ja4', r'^t1[23]d\d{4}h[12]_[0-9a-f]{12}_[0-9a-f]{12}$'
    yield 'tls.ja3.hash', '^[0-9a-f]{32}$'
    yield 'tls.ja3s.hash', '^[0-9a-f]{32}$'
    yield 'tls.version', r'^TLS 1\.%s$' % ('2' if row.get('tls') == '1.2' else '3')
    if 'alpn' in row: yield 'tls.client_alpns', '^' + re.escape(row['alpn']) + '$'
    if row.get('tls') == '1.2':
        yield 'tls.subject', r'CN=\*\.test\.local'
        yield 'tls.subjectaltname', r'^\*\.example\.org$'
    if A.decrypted and row.get('keylog'):
        yield 'http.url', '^' + re.escape(row['path'])
        yield 'http.status', '^200$'


def facts_quic(row):
    yield 'quic.version', '^1$'
    yield 'quic.sni', '^localhost$'
    yield 'quic.client_alpns', '^h3$'
    yield 'quic.ja4', r'^q13d\d{4}h3_'
    yield 'quic.cipher_suite', '^TLS_'
    if A.decrypted: yield 'http.url', '^' + re.escape(row['path'])


ANSWERS = {('www.test.local', 'A'): '10.96.0.10', ('api.test.local', 'AAAA'): 'fd96::11', ('test.local', 'TXT'): 'v=spf1', ('13.0.96.10.in-addr.arpa', 'PTR'): 'files.test.local',
           ('mail.test.local', 'A'): '10.96.0.20'}


def facts_dns(row):
    name = row['qname']
    yield 'dns.queries.rrname', '^' + re.escape(name).replace(r'\*', '.*') + '$'
    if 'qtype' in row: yield 'dns.queries.rrtype', '^' + row['qtype'] + '$'
    if row.get('note') == 'NXDOMAIN': yield 'dns.rcode', '^NXDOMAIN$'
    answer = ANSWERS.get((name, row.get('qtype', 'A')))
    if answer: yield 'dns.answers.rdata', re.escape(answer)


def facts_mqtt(row):
    cmd = row['cmd']
    yield 'mqtt.connect.protocol_version', '^5$' if option(cmd, '-V') == '5' else '^4$'
    yield 'mqtt.connack.return_code', '^0$'
    if cmd.startswith('mosquitto_sub'): yield 'mqtt.subscribe.topics.topic', '^' + re.escape(option(cmd, '-t')) + '$'
    else:
        yield 'mqtt.publish.topic', '^' + re.escape(option(cmd, '-t')) + '$'
        yield 'mqtt.publish.qos', '^' + option(cmd, '-q', '0') + '$'
        yield 'mqtt.publish.message_length', '^%d$' % len(option(cmd, '-m'))


def facts_ssh(row):
    for side in ('client', 'server'):
        yield f'ssh.{side}.software_version', '^OpenSSH_'
        yield f'ssh.{side}.hassh.hash', '^[0-9a-f]{32}$'
    yield 'ssh.kex_alg', '^(sntrup761x25519|curve25519|mlkem)'
    yield 'ssh.host_key_alg', '^ssh-ed25519$'


def facts_ftp(row):
    yield 'ftp.banner', 'Test World FTP'
    yield 'ftp.user', '^(anonymous|ftp)$'
    yield 'ftp.command', '^RETR$'
    yield 'ftp.command_data', '(data.bin|readme.txt)$'
    yield 'ftp.logged_in', '^True$'


def facts_snmp(row):
    if '-v3' in row['cmd']:
        yield 'snmp.version', '^3$'
        yield 'snmp.usm', '^watcher$'
        yield 'snmp.engine_id', '.'
        yield 'snmp.pdu_type', '^encrypted$'
    else:
        yield 'snmp.version', '^2$'
        yield 'snmp.community', '^public$'
        yield 'snmp.vars', '^' + re.escape(row['cmd'].split()[-1]) + '$'
        yield 'snmp.values.type', '^TimeTicks$'


def facts_ntp(row):
    yield 'ntp.mode', '^server$'
    yield 'ntp.stratum', '^8$'
    yield 'ntp.offset_ms', r'^-?\d'


def facts_stun(row):
    if 'uclient' in row['cmd']:
        yield 'stun.method', '^allocate$'
        yield 'stun.username', '^user$'
        yield 'stun.realm', r'^test\.local$'
        yield 'stun.relayed_address', r'^10\.96\.0\.19:50\d\d\d$'
    else:
        yield 'stun.method', '^binding$'
        yield 'stun.mapped_address', r'^10\.96\.0\.2:\d+$'


def facts_netbios(row):
    yield 'netbios.operation', '^status$' if row['qname'] == '*' else '^query$'
    yield 'netbios.name', '^' + re.escape(row['qname']) + '$'
    if row['qname'] == '*': yield 'netbios.node_names', '^FILESRV<20>$'


def facts_dhcp(row):
    yield 'dhcp.dhcp_type', '^(discover|request)$'
    yield 'dhcp.client_mac', '^02:96:00:00:00:02$'


def facts_ssdp(row):
    yield 'ssdp.method', '^M-SEARCH$'
    yield 'ssdp.st', '(rootdevice|InternetGatewayDevice|WAN)'


def facts_llmnr(row):
    yield 'llmnr.queries.rrname', '^' + row['qname'] + '$'
    yield 'llmnr.queries.rrtype', '^(A|AAAA)$'


FACTS = {name[6:]: rule for name, rule in list(globals().items()) if name.startswith('facts_')}
flows = load(A.eve)
rows = [json.loads(line) for line in open(A.truth)]
ends = {r['id']: r for r in rows if r['event'] == 'end'}
last = max(r['ts'] for r in rows)
tunnel_from = min((f.start for f in flows if f.dst == '10.99.0.1'), default=0)
claimed, problems, counts, skipped = set(), [], collections.Counter(), collections.Counter()


def problem(row, text): problems.append(f"{row['protocol']}: {' '.join(row['cmd'].split())[:150]} (pid {row['pid']}): {text}")


def in_time(flow, row):
    end = ends.get(row['id']); return flow.last >= row['ts'] - 0.3 and flow.start <= (end['ts'] if end else last) + 0.3


def own(row, wanted):
    """The flows of a client that `wanted` accepts: those of its process, or else those of nobody at its time. A UDP port that was used again
    before its flow ended still counts as the first user's."""
    near = [f for f in flows if in_time(f, row) and wanted(f)]
    by_pid = [f for f in near if row['pid'] in f.pids]
    return by_pid or [f for f in near if not f.pids or (f.proto == 'UDP' and f.start < row['ts'] - 0.3)]


def reaches(row):
    dst = ipaddress.ip_address(row['dst']); end = ends.get(row['id'], {})
    return lambda f: (f.proto in PROTO[row['transport']] and ipaddress.ip_address(f.dst) == dst and (row['port'] is None or f.dport == row['port'])
                      and end.get('src_port') in (None, f.sport))


def demand(row, found, label, facts, what):
    counts[what] += 1
    if not found: return problem(row, f'{what}: no flow')
    for flow in found:
        claimed.add(id(flow))
        if flow.app != label: problem(row, f'{what}: label {flow.app or "none"}, not {label}: {flow}')
    for path, pattern in facts:
        # A key that comes after 1 MiB of ciphertext is too late for the oldest records; that is said with the flow.
        if A.decrypted and path.startswith('http.') and label != 'http' and any('gap' in str(v) for f in found for v in f.values('decryption.status')): counts['gaps'] += 1; continue
        # A secret that comes between question and answer may let the answer out first; it is told without its question then. Rare, so few are let through.
        if A.decrypted and path == 'http.url' and label != 'http' and not any(f.values(path) for f in found) and any(f.values('http.status') for f in found):
            counts['answers before questions'] += 1; continue
        counts['facts'] += 1
        said = [v for f in found for v in f.values(path)]
        if any(re.search(pattern, str(v)) for v in said): continue
        # Where another flow says it, the process of that one is what is wrong.
        others = [f'{f} of {sorted(f.pids)}' for f in flows if f not in found and in_time(f, row) and any(re.search(pattern, str(v)) for v in f.values(path))]
        problem(row, f'{what}: {path} is {said[:4]}, not {pattern}: {found[0]}; said by {others[:3] or "nobody"}')


def info_hash():
    data = open(glob.glob(A.state + '/bt/file.torrent')[0], 'rb').read()
    # The info dictionary is the last member; the end mark of the outer dictionary follows it.
    return hashlib.sha1(data[data.index(b'4:info') + 6:-1]).hexdigest()


def torrent(row):
    peers = own(row, reaches(row))
    counts['bittorrent'] += 1
    if not peers: problem(row, 'bittorrent: no flow to the peer')
    for f in peers:
        claimed.add(id(f))
        # Plain peer wire has a label; its encryption looks like chance, so that the port is all there is.
        if f.spoke and f.app != 'bittorrent' and f.guess != 'bittorrent': problem(row, f'bittorrent: {f}')
    demand(row, own(row, lambda f: f.proto == 'UDP' and 6881 in (f.sport, f.dport)), 'bittorrent', [('bittorrent_dht.request_type', '.'), ('bittorrent_dht.client_version', '.')], 'dht')
    demand(row, own(row, lambda f: f.proto == 'TCP' and f.dport == 80), 'http', [('http.url', '^/announce'), ('http.hostname', r'^api\.test\.local$'),
           ('bittorrent.info_hash', '^' + info_hash() + '$'), ('bittorrent.event', '^(started|completed|stopped)$'), ('bittorrent.peers', '10.96.0.66:6881')], 'tracker')


def also(row):
    for what in row.get('also', []):
        if what == 'dns' and row.get('host'):
            demand(row, own(row, lambda f: f.dport == 53), 'dns', [('dns.queries.rrname', '^' + re.escape(row['host']) + '$'), ('dns.rcode', '^NOERROR$')], 'lookup')
        elif what.startswith('ftp-data'):
            name = row['cmd'].split('/')[-1]
            found = own(row, lambda f: 40000 <= (f.dport or 0) <= 40100)
            demand(row, found, 'ftp-data', [('ftp_data.filename', re.escape(name) + '$'), ('ftp_data.command', '^RETR$'), ('ftp_data.user', '^(anonymous|ftp)$')], 'ftp-data')
        elif what.startswith('http 10.96.0.1/device.xml'):
            demand(row, own(row, lambda f: f.proto == 'TCP' and f.dport == 80), 'http', [('http.url', '^/device.xml$'), ('http.hostname', r'^10\.96\.0\.1$')], 'device')


def storm(row):
    """Each of thousands of connections to one port; the client says how many were answered."""
    said = ends.get(row['id'], {}).get('said', ''); total = re.search(r'total (\d+) (\d+) (\d+)', said)
    found = [f for f in own(row, reaches(row)) if f.spoke]
    demand(row, found, 'http', [('http.url', '^/tiny$'), ('http.status', '^200$')], 'http')
    # Ports come round again within seconds, so a few connections share a flow.
    if total and len(found) < int(total[2]) * 0.99: problem(row, f'{len(found)} flows for {total[2]} answered connections')
    for f in found:
        if '/tiny' not in f.values('http.url'): problem(row, f'no url: {f}')


for row in rows:
    if row['event'] != 'start': continue
    end = ends.get(row['id'])
    # What the end of the traffic broke off, or what failed by itself, has said less than the row claims.
    if (end is not None and end['rc'] != 0 and not LASTING.search(row.get('note', '')) and (row['protocol'] not in ('dhcp', 'ssdp', 'scan') or (end['rc'] < 0 and row['protocol'] != 'dhcp'))) or (end or row)['ts'] > last - 0.5 and not LASTING.search(row.get('note', '')):
        skipped[row['protocol']] += 1; continue
    protocol = row['protocol']
    # The capture on the interface of the tunnel begins when that is there, which is a little later than its first user.
    if protocol == 'scan' or ('dns0' in row.get('note', '') and row['ts'] < tunnel_from): continue
    if protocol == 'bittorrent': torrent(row)
    elif 'storm' in row.get('note', ''): storm(row)
    elif protocol == 'unknown': demand(row, own(row, reaches(row)), None, [], 'unknown')
    elif protocol == 'icmp': demand(row, [f for f in flows if in_time(f, row) and reaches(row)(f)], None, [], 'icmp')
    elif row.get('qname') == '*.t.test.local': demand(row, own(row, reaches(row)), 'dns', [('dns.queries.rrname', r't\.test\.local$'), ('dns.answers.rrtype', '^(NULL|TXT|CNAME|A|MX|SRV)$')], 'tunnel')
    else:
        demand(row, own(row, reaches(row)), protocol, FACTS[protocol](row), protocol)
    also(row)


def answers():
    """Answers to multicast and broadcast are flows of their own; each kind must be there once with what it says."""
    def one(what, label, wanted, facts):
        counts['answers'] += 1
        fitting = [f for f in flows if wanted(f)]
        if not any(all(any(re.search(p, str(v)) for v in f.values(path)) for path, p in facts) for f in fitting if f.app == label):
            problems.append(f'{what}: no flow says {facts}; {len(fitting)} flows, the first {fitting[0] if fitting else "none"}')
    seen = {r['protocol'] for r in rows if r['event'] == 'start' and ends.get(r['id'], {}).get('rc') == 0}
    if 'llmnr' in seen: one('llmnr', 'llmnr', lambda f: 5355 in (f.sport, f.dport), [('llmnr.queries.rrname', '^filesrv$'), ('llmnr.answers.rdata', r'^10\.96\.0\.1$')])
    if 'netbios' in seen: one('netbios', 'netbios', lambda f: 137 in (f.sport, f.dport), [('netbios.name', '^FILESRV$'), ('netbios.addresses', r'^10\.96\.0\.1$')])
    if 'ssdp' in seen: one('ssdp', 'ssdp', lambda f: 1900 in (f.sport, f.dport), [('ssdp.status', '^200$'), ('ssdp.location', '/device.xml$'), ('ssdp.usn', '^uuid:5a34308c')])
    if 'dhcp' in seen: one('dhcp', 'dhcp', lambda f: f.proto == 'UDP' and 67 in (f.sport, f.dport), [('dhcp.assigned_ip', r'^10\.96\.0\.1\d\d$'), ('dhcp.lease_time', '^3600$'), ('dhcp.dhcp_type', '^ack$')])


def others():
    """Flows that no row of the log asks for."""
    for f in flows:
        if id(f) in claimed: continue
        counts['other flows'] += 1
        expected = {SERVICES.get((f.proto, p)) for p in (f.dport, f.sport) if p is not None}
        if f.proto == 'TCP' and 40000 <= (f.dport or 0) <= 40100: expected.add('ftp-data')
        if f.proto == 'UDP' and 50000 <= (f.dport or 0) <= 50100: expected.add('stun')
        # The relayed data of TURN between two relayed addresses has no label of its own.
        if f.app and f.app not in expected and not (f.app == 'stun' and f.proto == 'UDP'): problems.append(f'another flow: {f} is no {f.app}')
        if not f.app and f.spoke and f.answered and f.proto in ('TCP', 'UDP') and any(expected - {None, 'bittorrent'}): problems.append(f'another flow: no label: {f}')


answers(); others()
if counts['answers before questions'] > 4: problems.append(f"{counts['answers before questions']} answers came out before their questions")
for line in problems[:60]: print('differs:', line)
print(f"{', '.join(A.eve[0].split('/')[-1:])}: {len(flows)} flows; " + ', '.join(f'{k} {v}' for k, v in sorted(counts.items())))
if skipped: print('clients that failed or were broken off, not judged: ' + ', '.join(f'{k} {v}' for k, v in sorted(skipped.items())))
required = {'mixed': {'tls', 'http', 'quic', 'dns', 'ssh', 'dhcp', 'ntp', 'mqtt', 'stun', 'snmp', 'ssdp', 'llmnr', 'netbios', 'ftp', 'bittorrent'}, 'tunnel': {'tunnel'}, 'storm': {'http'}}
profiles = {p for r in rows if r['event'] == 'begin' for p in r['profiles']}
absent = sorted({w for p in profiles for w in required.get(p, ())} - set(counts))
if absent: print('not judged at all:', *absent)
print(f'{len(problems)} of {sum(counts.values())} differ')
sys.exit(bool(problems or absent))
