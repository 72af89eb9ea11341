"""A site with logins: signs tokens with a key of its own, and publishes the public half of it as a JWKS."""

from __future__ import annotations

import http.server
import json
import threading
import time
import uuid
from typing import Any

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwt.algorithms import RSAAlgorithm


class SmallSite:
    def __init__(self) -> None:
        self.change_key()
        self._server: http.server.ThreadingHTTPServer | None = None

    def change_key(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.kid = uuid.uuid4().hex

    @property
    def public_pem(self) -> bytes:
        return self.key.public_key().public_bytes(
            serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
        )

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.server_port}/jwks.json"

    def keys(self) -> jwt.PyJWKClient:
        """What reads the published keys; without the wait that a client takes between two looks for a new key."""
        return jwt.PyJWKClient(self.url, cooldown_duration=0)

    def token(self, subject: str, **claims: Any) -> str:
        whole = {"sub": subject, "aud": "retold-web", "exp": int(time.time()) + 600, **claims}
        return jwt.encode(whole, self.key, algorithm="RS256", headers={"kid": self.kid})

    def start(self) -> None:
        site = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self) -> None:  # noqa: N802 (the name that http.server looks for)
                key = {**RSAAlgorithm.to_jwk(site.key.public_key(), as_dict=True), "kid": site.kid, "use": "sig"}
                body = json.dumps({"keys": [key]}).encode()
                self.send_response(200)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: Any) -> None:
                pass

        self._server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()

    def stop(self) -> None:
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
