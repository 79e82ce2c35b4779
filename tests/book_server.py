"""A server on this computer that has books, and every fault that a server can have."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

BOOK = ("The river was there. " * 10_000).encode()
HALF = len(BOOK) // 2


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self):
        self.server.asked.append(self.path)
        name, _, argument = self.path.strip("/").partition("/")
        getattr(self, f"give_{name}")(argument)

    def begin(self, status=200, **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()

    def give_book(self, _name):
        self.begin(Content_Type="text/plain; charset=utf-8", Content_Length=len(BOOK))
        self.wfile.write(BOOK)

    def give_unmeasured(self, _name):
        self.begin()
        self.wfile.write(BOOK)

    def give_word(self, _name):
        """Nothing but one long word."""
        self.begin(Content_Type="text/plain")
        self.wfile.write(b"drip" * 1_000)

    def give_moved(self, _name):
        self.begin(302, Location="/book/here.txt")

    def give_elsewhere(self, address):
        self.begin(302, Location=address)

    def give_circle(self, _name):
        self.begin(302, Location="/circle")

    def give_status(self, status):
        self.begin(int(status), Content_Length=0)

    def give_kind(self, kind):
        self.begin(Content_Type=kind, Content_Length=4)
        self.wfile.write(b"text")

    def give_announced(self, size):
        self.begin(Content_Length=size)

    def give_endless(self, _name):
        self.begin()
        try:
            while True:
                self.wfile.write(BOOK)
        except ConnectionError:
            self.server.hung_up.set()

    def give_broken(self, _name):
        self.begin(Content_Length=len(BOOK))
        self.wfile.write(BOOK[:HALF])

    def give_half(self, _name):
        """One half, and the other when the test lets it."""
        self.begin(Content_Length=len(BOOK))
        self.wfile.write(BOOK[:HALF])
        self.server.may_go_on.wait(20)
        try:
            self.wfile.write(BOOK[HALF:])
        except ConnectionError:
            self.server.hung_up.set()

    def give_silence(self, _name):
        self.server.may_go_on.wait(20)

    def give_noise(self, _name):
        self.wfile.write(b"no HTTP\r\n\r\n")

    def log_message(self, *_):
        pass


@contextmanager
def book_server():
    """The server: ``url`` of a path, ``asked``, the paths so far, and two events."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = False  # So that closing waits for them.
    server.asked = []
    server.may_go_on, server.hung_up = threading.Event(), threading.Event()
    server.url = lambda path: f"http://127.0.0.1:{server.server_port}/{path}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server
    finally:
        server.may_go_on.set()
        server.shutdown()
        thread.join()
        server.server_close()
