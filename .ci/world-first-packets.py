"""world-first-packets.py NETWATCH CAPTURE WORK: cuts every flow of a pcapng after its first 1, 2, 4 and 8 packets with payload and looks how soon the label
stands that it has in the end. It must stand with the first one."""
import collections, json, struct, subprocess, sys
netwatch, capture, work = sys.argv[1:]
# A greeting of FTP may look like that of mail; then the command decides.
BY = {'ftp': 2}
CUTS = (1, 2, 4, 8)


def blocks(data):
    at = 0
    while at + 12 <= len(data):
        kind, length = struct.unpack_from('<II', data, at)
        yield kind, data[at:at + length]; at += length


def flow_of(frame):
    """The five-tuple of an Ethernet frame, both directions alike, whether it has payload, and whether it opens a connection; None for what is no flow of ports."""
    if frame[12:14] == b'\x08\x00':
        ip = frame[14:]; header = (ip[0] & 15) * 4; proto, src, dst = ip[9], ip[12:16], ip[16:20]; end = struct.unpack_from('>H', ip, 2)[0]
        if struct.unpack_from('>H', ip, 6)[0] & 0x3fff: return None
    elif frame[12:14] == b'\x86\xdd':
        ip = frame[14:]; header = 40; proto, src, dst = ip[6], ip[8:24], ip[24:40]; end = 40 + struct.unpack_from('>H', ip, 4)[0]
    else: return None
    if proto not in (6, 17): return None
    body = ip[header:end]
    ports = struct.unpack_from('>HH', body); size = len(body) - ((body[12] >> 4) * 4 if proto == 6 else 8)
    return (proto, *sorted([(src, ports[0]), (dst, ports[1])])), size > 0, proto == 6 and body[13] & 0x12 == 2


def cut(data, limit, whole_ftp):
    seen = collections.Counter(); out = []
    for kind, block in blocks(data):
        if kind == 6:
            size = struct.unpack_from('<I', block, 20)[0]; found = flow_of(block[28:28 + size])
            # What announces data connections stays whole where it is their label that is looked for.
            if found and not (whole_ftp and 21 in (found[0][1][1], found[0][2][1])):
                if found[2]: seen[found[0]] = 0
                seen[found[0]] += found[1]
                if seen[found[0]] > limit or (seen[found[0]] == limit and not found[1]): continue
        out.append(block)
    return b''.join(out)


def labels(path):
    text = subprocess.run([netwatch, 'read', path, '-o', 'eve'], capture_output=True, text=True, check=True).stdout
    found = {}
    for line in text.splitlines():
        r = json.loads(line)
        if r['event_type'] == 'flow' and 'src_port' in r: found.setdefault((r['proto'], r['src_ip'], r['src_port'], r['dest_ip'], r['dest_port'], r['flow']['start']), r.get('app_proto'))
    return found


data = open(capture, 'rb').read(); final = labels(capture); when = {}
for limit in CUTS:
    for whole_ftp in (False, True):
        path = f'{work}/first-{limit}.pcapng'
        open(path, 'wb').write(cut(data, limit, whole_ftp))
        for key, app in labels(path).items():
            if final.get(key) == app and app and (app == 'ftp-data') == whole_ftp: when.setdefault(key, limit)
bad = 0; table = collections.defaultdict(collections.Counter)
for key, app in final.items():
    if not app: continue
    table[app][when.get(key, 'later')] += 1
    if when.get(key, 99) > BY.get(app, 1): bad += 1; print(f'label {app} stands only after {when.get(key, "more than 8")} packets with payload: {key}') if bad <= 20 else None
for app in sorted(table): print(f'{app}: ' + ', '.join(f'{n} flows by packet {k}' for k, n in sorted(table[app].items(), key=str)))
sys.exit(bool(bad))
