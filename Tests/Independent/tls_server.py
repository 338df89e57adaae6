#!/usr/bin/python3
"""An HTTPS server on loopback for tests: HTTP/1.1 and, scripted, HTTP/2. The name that is asked for picks its manners.

usage: tls_server.py FOLDER. Makes an authority and certificates in FOLDER with openssl, prints `ready PORT`, then a line
for each connection and request; ends when standard input does. The authority is FOLDER/authority.pem.
"""
import pathlib
import socket
import ssl
import subprocess
import sys
import threading

import h2.config
import h2.connection
import h2.errors
import h2.events

FOLDER = pathlib.Path(sys.argv[1])
# Names that are answered over HTTP/2.
H2_NAMES = {"h2.test", "goaway.test", "refused.test", "reset.test", "cut.test"}
FEED = ("<rss version='2.0'><channel><title>T</title>" + "".join(
    f"<item><title>Item {n}</title><guid>{n}</guid><link>https://x.test/{n}</link></item>" for n in range(3))
    + "</channel></rss>").encode()
OUTPUT = threading.Lock()
COUNTS = {}


def tell(*words):
    with OUTPUT:
        print(*words, flush=True)


def openssl(*words):
    subprocess.run(["openssl", *words], cwd=FOLDER, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def make_authority(name):
    openssl("ecparam", "-genkey", "-noout", "-name", "prime256v1", "-out", f"{name}.key")
    openssl("req", "-x509", "-new", "-key", f"{name}.key", "-days", "2", "-subj", f"/CN=Khabar test {name}",
            "-out", f"{name}.pem")


def make_certificate(name, authority, days="2"):
    openssl("ecparam", "-genkey", "-noout", "-name", "prime256v1", "-out", f"{name}.key")
    if authority is None:
        openssl("req", "-x509", "-new", "-key", f"{name}.key", "-days", days, "-subj", f"/CN={name}",
                "-addext", f"subjectAltName=DNS:{name}", "-out", f"{name}.pem")
        return
    openssl("req", "-new", "-key", f"{name}.key", "-subj", f"/CN={name}", "-addext", f"subjectAltName=DNS:{name}",
            "-out", f"{name}.csr")
    openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key",
            "-days", days, "-copy_extensions", "copy", "-out", f"{name}.pem")


def make_certificates():
    make_authority("authority")
    make_authority("stranger")
    make_certificate("good.test", "authority")
    make_certificate("expired.test", "authority", days="-1")
    make_certificate("untrusted.test", "stranger")
    make_certificate("self-signed.test", None)
    make_certificate("expires.test", "authority")
    for name in H2_NAMES:
        make_certificate(name, "authority")


def make_context(name):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    # A session that is taken up again would show no certificate.
    context.num_tickets = 0
    context.options |= ssl.OP_NO_TICKET
    context.load_cert_chain(FOLDER / f"{name}.pem", FOLDER / f"{name}.key")
    context.set_alpn_protocols(["h2", "http/1.1"] if name in H2_NAMES else ["http/1.1"])
    return context


def main():
    make_certificates()
    contexts = {path.stem: make_context(path.stem) for path in FOLDER.glob("*.test.pem")}
    # Any other name is shown a certificate that is not its own.
    default = make_context("good.test")

    def choose(connection, name, _):
        connection.context = contexts.get(name, default)
        # A name whose certificate has run out at its second connection, and was renewed at the third.
        if name == "expires.test" and COUNTS.get(name, 0) == 1:
            connection.context = contexts["expired.test"]
            COUNTS[name] += 1
        connection.khabar_name = name

    default.sni_callback = choose
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    tell("ready", listener.getsockname()[1])
    threading.Thread(target=lambda: (sys.stdin.read(), __import__("os")._exit(0)), daemon=True).start()
    while True:
        plain, _ = listener.accept()
        threading.Thread(target=serve, args=(default, plain), daemon=True).start()


def serve(context, plain):
    try:
        plain.settimeout(30)
        with context.wrap_socket(plain, server_side=True) as connection:
            name = getattr(connection, "khabar_name", None) or "-"
            with OUTPUT:
                COUNTS[name] = COUNTS.get(name, 0) + 1
                number = COUNTS[name]
            tell("connection", name, number, connection.selected_alpn_protocol() or "-")
            if connection.selected_alpn_protocol() == "h2":
                HTTP2(connection, name, number).run()
            else:
                http1(connection, name, number)
    except (OSError, ValueError):
        pass


def http1(connection, name, number):
    """Answers one request; a conditional one with 304."""
    head = b""
    while b"\r\n\r\n" not in head:
        piece = connection.recv(65536)
        if not piece:
            return
        head += piece
    path = head.split(b" ")[1].decode()
    tell("request", name, number, path)
    fields = b'ETag: "v1"\r\nConnection: close\r\n'
    if b'if-none-match: "v1"' in head.lower():
        connection.sendall(b"HTTP/1.1 304 Not Modified\r\n" + fields + b"\r\n")
        return
    body = FEED if path == "/feed" else f"{name} {path}".encode()
    connection.sendall(b"HTTP/1.1 200 OK\r\n" + fields + b"Content-Length: %d\r\n\r\n" % len(body) + body)


class HTTP2:
    """One connection; most streams that were open at once are told at its end."""

    def __init__(self, connection, name, number):
        self.socket, self.name, self.number = connection, name, number
        self.h2 = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        self.waiting = []
        self.seen = 0

    def flush(self):
        self.socket.sendall(self.h2.data_to_send())

    def run(self):
        self.h2.initiate_connection()
        self.flush()
        while True:
            data = self.socket.recv(65536)
            if not data:
                return
            for event in self.h2.receive_data(data):
                if isinstance(event, h2.events.RequestReceived):
                    self.seen += 1
                    path = dict(event.headers).get(b":path", b"").decode() or dict(event.headers).get(":path", "")
                    tell("request", self.name, self.number, path)
                    self.waiting.append((event.stream_id, path))
                    if not self.take():
                        return self.leave()
            self.flush()

    def leave(self):
        """Ends the connection so that what was sent arrives: closing with bytes unread would reset it."""
        self.socket.shutdown(socket.SHUT_WR)
        self.socket.settimeout(2)
        while socket.socket.recv(self.socket, 65536):
            pass

    def answer(self, stream, path):
        body = f"{self.name} {path}".encode()
        self.h2.send_headers(stream, [(":status", "200"), ("etag", '"2"'), ("content-length", str(len(body)))])
        self.h2.send_data(stream, body, end_stream=True)

    def take(self):
        """Looks at the streams that wait; False ends the connection."""
        if self.name == "h2.test":
            # A path that asks for company is answered when so many streams are open at once.
            wanted = int(self.waiting[-1][1].split("/")[-1]) if self.waiting[-1][1].startswith("/together/") else 1
            if len(self.waiting) >= wanted:
                for stream, path in self.waiting:
                    self.answer(stream, path)
                self.waiting = []
            return True
        if self.number > 1 or self.seen < 4:
            # The first connection gathers four streams before it fails; later ones answer.
            if self.number > 1:
                for stream, path in self.waiting:
                    self.answer(stream, path)
                self.waiting = []
            return True
        return self.fail()

    def fail(self):
        (first, path), rest = self.waiting[0], self.waiting[1:]
        if self.name == "goaway.test":
            # Only the first stream was processed (RFC 9113 §6.8): the others may be sent again.
            self.answer(first, path)
            self.h2.close_connection(error_code=h2.errors.ErrorCodes.NO_ERROR, last_stream_id=first)
            self.flush()
            return False
        if self.name == "refused.test":
            self.answer(first, path)
            for stream, _ in rest:
                self.h2.reset_stream(stream, h2.errors.ErrorCodes.REFUSED_STREAM)
            self.waiting = []
            return True
        if self.name == "reset.test":
            self.answer(first, path)
            for stream, _ in rest:
                self.h2.send_headers(stream, [(":status", "200"), ("etag", '"2"')])
                self.h2.send_data(stream, b"half")
                self.h2.reset_stream(stream, h2.errors.ErrorCodes.INTERNAL_ERROR)
            self.waiting = []
            return True
        # cut.test: bodies break off with the connection.
        self.answer(first, path)
        for stream, _ in rest:
            self.h2.send_headers(stream, [(":status", "200"), ("etag", '"2"')])
            self.h2.send_data(stream, b"half")
        self.flush()
        return False


main()
