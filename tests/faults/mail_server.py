"""A mail server that takes e-mails, or takes a connection and says nothing, or says it very slowly."""

import email
import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage, Message
from email.policy import default


class Session(socketserver.StreamRequestHandler):
    server: "MailServer"

    def handle(self) -> None:
        if not self.server.answers.is_set():
            self.server.somebody_waits.set()
            self.server.keep_waiting(self)
        self.say("220 ready")
        for line in self.rfile:
            if self.answer(line[:4].upper()):
                return

    def answer(self, verb: bytes) -> bool:
        """Whether the session has ended."""
        if verb == b"DATA":
            self.say("354 go on")
            self.server.received.append(self.message())
        self.say("221 bye" if verb == b"QUIT" else "250 done")
        return verb == b"QUIT"

    def message(self) -> Message:
        lines = iter(self.rfile.readline, b".\r\n")
        return email.message_from_bytes(b"".join(lines), EmailMessage, policy=default)

    def say(self, words: str) -> None:
        self.wfile.write(f"{words}\r\n".encode("ascii"))


class MailServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, *, drips: bool = False) -> None:
        super().__init__(("127.0.0.1", 0), Session)
        self.received: list[Message] = []
        self.drips = drips
        self.answers = threading.Event()
        self.somebody_waits = threading.Event()
        self.answers.set()

    @property
    def port(self) -> int:
        return int(self.server_address[1])

    def keep_waiting(self, session: Session) -> None:
        """Say nothing, or a byte now and then, by which no time limit of a single answer runs out."""
        while not self.answers.wait(0.2):
            if self.drips:
                session.wfile.write(b"-")

    def handle_error(self, request: object, client_address: object) -> None:
        """Who was kept waiting may have gone."""

    def message_ids(self) -> list[str]:
        return [str(message["Message-ID"]) for message in self.received]

    def letters(self) -> list[tuple[str, str]]:
        """To whom and about what; a long subject comes in several lines."""
        return sorted(
            (str(message["To"]), " ".join(str(message["Subject"]).split())) for message in self.received
        )


@contextmanager
def mail_server(*, drips: bool = False) -> Iterator[MailServer]:
    with MailServer(drips=drips) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.answers.set()
        server.shutdown()
        thread.join()
