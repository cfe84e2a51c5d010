# Peers of the attribution tests. Servers print "ready PID"; clients print "PID PORT" for each socket that they use.
# usage: peers.py MODE HOST PORT [COUNT]
import os
import signal
import socket
import sys
import time

mode, host, port = sys.argv[1], sys.argv[2], int(sys.argv[3])
count = int(sys.argv[4]) if len(sys.argv) > 4 else 0
family = socket.AF_INET6 if ":" in host else socket.AF_INET


def make(kind):
    return socket.socket(family, kind)


def tell(sock):
    os.write(1, b"%d %d\n" % (os.getpid(), sock.getsockname()[1]))


def connect_once():
    with make(socket.SOCK_STREAM) as sock:
        sock.connect((host, port))
        tell(sock)
        sock.sendall(b"hello")
        sock.recv(16)


def serve_tcp(answers):
    with make(socket.SOCK_STREAM) as listener:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(1024)
        print("ready", os.getpid(), flush=True)
        while True:
            peer, _ = listener.accept()
            if answers:
                peer.recv(16)
                peer.sendall(b"bye")
            peer.close()


def serve_inherited():
    # A child closes last what its parent has accepted, and on its way into another program.
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with make(socket.SOCK_STREAM) as listener:
        listener.bind((host, port))
        listener.listen(1024)
        print("ready", os.getpid(), flush=True)
        while True:
            peer, _ = listener.accept()
            if os.fork() == 0:
                time.sleep(0.02)
                os.execv("/bin/true", ["true"])
            peer.close()


if mode == "tcp-server":
    serve_tcp(True)
elif mode == "mute-server":
    serve_tcp(False)
elif mode == "inherit-server":
    serve_inherited()
elif mode == "udp-server":
    with make(socket.SOCK_DGRAM) as sock:
        sock.bind((host, port))
        print("ready", os.getpid(), flush=True)
        while True:
            data, peer = sock.recvfrom(16)
            sock.sendto(data, peer)
elif mode == "tcp":
    for _ in range(count):
        connect_once()
elif mode == "tcp-forks":
    for _ in range(count):
        child = os.fork()
        if child == 0:
            connect_once()
            os._exit(0)
        os.waitpid(child, 0)
elif mode == "mute":
    for _ in range(count):
        with make(socket.SOCK_STREAM) as sock:
            sock.connect((host, port))
            tell(sock)
            sock.recv(16)
elif mode == "refused":
    for _ in range(count):
        with make(socket.SOCK_STREAM) as sock:
            sock.bind(("", 0))
            tell(sock)
            try:
                sock.connect((host, port))
            except ConnectionRefusedError:
                pass
elif mode == "udp":
    for _ in range(count):
        with make(socket.SOCK_DGRAM) as sock:
            sock.settimeout(5)
            sock.sendto(b"hello", (host, port))
            tell(sock)
            sock.recvfrom(16)
elif mode == "udp-connected":
    for _ in range(count):
        with make(socket.SOCK_DGRAM) as sock:
            sock.settimeout(5)
            sock.connect((host, port))
            sock.send(b"hello")
            tell(sock)
            sock.recv(16)
