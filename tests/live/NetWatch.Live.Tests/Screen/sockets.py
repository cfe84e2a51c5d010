# Holds connections open within one namespace. usage: sockets.py HOST PORT TCP UDP; prints "ready PID". Then for each line "send N" it sends a few bytes
# over the first N connections and answers "sent"; "short N" makes N connections that end at once and answers "ended".
import os
import socket
import sys

host, port, tcp, udp = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
family = socket.AF_INET6 if ":" in host else socket.AF_INET
listener = socket.create_server((host, port), family=family, backlog=1024)
clients, accepted, datagrams = [], [], []


def connect():
    client = socket.create_connection((host, port))
    return client, listener.accept()[0]


for _ in range(tcp):
    client, peer = connect()
    client.sendall(b"x" * 1000)
    peer.recv(1000)
    clients.append(client)
    accepted.append(peer)
for number in range(udp):
    sock = socket.socket(family, socket.SOCK_DGRAM)
    sock.connect((host, 9))
    datagrams.append(sock)
print("ready", os.getpid(), flush=True)
for line in sys.stdin:
    verb, count = line.split()
    if verb == "send":
        for i in range(int(count)):
            clients[i].sendall(b"hello")
            accepted[i].recv(5)
        print("sent", flush=True)
    else:
        for _ in range(int(count)):
            client, peer = connect()
            client.close()
            peer.close()
        print("ended", flush=True)
