"""A client of the exchange, written from docs/EXCHANGE.md alone, with requests and cryptography.

Usage: exchange.py URL CERTIFICATE, where CERTIFICATE is a PEM file or "-" for plain HTTP. Reads a list of calls as
JSON from standard input, each [name, {argument: value}], and writes the list of what they answered.
"""
import base64
import hashlib
import hmac
import json
import os
import sys
import time
from urllib.parse import urlsplit

import requests
from cryptography.hazmat.primitives import hashes, padding as block_padding, serialization
from cryptography.hazmat.primitives.asymmetric import ed25519, padding, rsa, x25519
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

OAEP = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)


def b64(data):
    return base64.b64encode(data).decode()


def b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def from_b64url(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def spki(key):
    return key.public_bytes(serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class Exchange:
    def __init__(self, url, certificate):
        self.url = url
        self.authority = urlsplit(url).netloc
        self.session = requests.Session()
        # Or a certificate bundle named in the environment would be taken in the place of ours.
        self.session.trust_env = False
        if certificate != "-":
            self.session.verify = certificate

    def send(self, method, path, body=None, key=None, kind="application/json", **headers):
        raw = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        if body is not None:
            fields["content-type"] = kind
        if key is not None:
            fields.update(self.signature(method, path, raw, fields.get("content-type"), key))
        answer = self.session.request(method, self.url + path, data=raw or None, headers=fields)
        return answer

    def call(self, *args, **named):
        answer = self.send(*args, **named)
        body = answer.json() if answer.content else None
        return {"status": answer.status_code, "body": body}

    def signature(self, method, path, body, kind, key):
        """RFC 9421 as docs/EXCHANGE.md narrows it down."""
        digest = "sha-256=:" + b64(hashlib.sha256(body).digest()) + ":"
        target, _, query = path.partition("?")
        values = [
            ("@method", method),
            ("@authority", self.authority),
            ("@path", target),
            ("@query", "?" + query),
            ("content-digest", digest),
        ]
        if kind is not None:
            values.append(("content-type", kind))
        now = int(time.time())
        names = " ".join(f'"{name}"' for name, _ in values)
        parameters = (
            f'({names});created={now};expires={now + 60};nonce="{b64url(os.urandom(16))}"'
            f';keyid="{sha256(spki(key.public_key()))}";alg="ed25519";tag="qrseal"'
        )
        lines = [f'"{name}": {value}' for name, value in values] + [f'"@signature-params": {parameters}']
        signed = key.sign("\n".join(lines).encode())
        return {
            "content-digest": digest,
            "signature-input": "sig=" + parameters,
            "signature": "sig=:" + b64(signed) + ":",
        }

    # --- secure data handling -------------------------------------------------------------------------

    def store(self, data):
        return self.call("POST", "/store", {"data": data})

    def retrieve(self, record):
        return self.call("POST", "/retrieve", record)

    def keep(self, data):
        return self.call("POST", "/v1/vault", {"data": data})

    def kept(self, id):
        return self.call("GET", f"/v1/vault/{id}")

    def kept_sealed(self, id):
        return self.call("GET", f"/v1/vault/{id}/sealed")

    # --- the encrypted API ----------------------------------------------------------------------------

    def public_key(self):
        return self.call("GET", "/api/encryption/public-key/")

    def encrypted(self, path, data, form="gcm"):
        pem = self.public_key()["body"]["public_key"]
        session_key = os.urandom(32)
        sealed = seal(session_key, json.dumps(data).encode(), form)
        wrapped = serialization.load_pem_public_key(pem.encode()).encrypt(session_key, OAEP)
        answer = self.call(
            "POST", path, {"encrypted_data": b64(sealed), "encrypted_session_key": b64(wrapped)}
        )
        body = answer["body"]
        if "encrypted_data" in body:
            assert body["encrypted_session_key"] == ""
            opened = unseal(session_key, base64.b64decode(body["encrypted_data"]), form)
            answer["decrypted"] = json.loads(opened)
        return answer

    def test(self, data, form="gcm"):
        return self.encrypted("/api/encryption/test/", data, form)

    def forward(self, name, data, form="gcm"):
        return self.encrypted(f"/api/encrypted/{name}/", data, form)

    # --- participants ---------------------------------------------------------------------------------

    def register(self, name, seed, encryption_seed=None):
        """Ed25519 and X25519 keys from 32 bytes each, in hexadecimal, so that the caller knows them too."""
        key = signing_key(seed)
        opening = None
        if encryption_seed is not None:
            opening = x25519.X25519PrivateKey.from_private_bytes(bytes.fromhex(encryption_seed))
        body = {"name": name, **public_halves(key, opening)}
        return self.proved(name, key, opening, self.call("POST", "/v1/participants", body, key=key))

    def replace_keys(self, name, seed, new_seed):
        """With an RSA key to encrypt for, made here: what is sealed for it is opened here too."""
        old, new = signing_key(seed), signing_key(new_seed)
        opening = rsa.generate_private_key(65537, 2048)
        ids = [sha256(spki(each.public_key())) for each in (old, new, opening)]
        text = "\n".join(["qrseal exchange new keys", self.authority, name, *ids])
        body = {**public_halves(new, opening), "proof": b64(new.sign(text.encode()))}
        answer = self.call("PUT", f"/v1/participants/{name}/keys", body, key=old)
        return self.proved(name, new, opening, answer)

    def proved(self, name, key, opening, answer):
        """The answer to the challenge, where there is one."""
        if opening is None or answer["body"].get("challenge") is None:
            return answer
        secret = open_challenge(opening, base64.b64decode(answer["body"]["challenge"]))
        ids = [sha256(spki(each.public_key())) for each in (key, opening)]
        text = "\n".join(["qrseal exchange possession", self.authority, name, *ids])
        proof = hmac.new(secret, text.encode(), hashlib.sha256).digest()
        return self.call("POST", f"/v1/participants/{name}/possession", {"answer": b64(proof)}, key=key)

    def participant(self, name, seed):
        return self.call("GET", f"/v1/participants/{name}", key=signing_key(seed))

    def leave(self, name, seed):
        return self.call("DELETE", f"/v1/participants/{name}", key=signing_key(seed))

    def participants(self, token):
        return self.call("GET", "/v1/participants", authorization="Bearer " + token)

    def administer(self, name, act, token):
        """`act` is suspend or resume."""
        return self.call("POST", f"/v1/participants/{name}/{act}", authorization="Bearer " + token)

    # --- deposits -------------------------------------------------------------------------------------

    def deposit(self, seed, content, token, once=False, days=1):
        """`content` is base64 of what is to be kept, `token` 32 bytes in base64url."""
        key = signing_key(seed)
        blob = base64.b64decode(content)
        announced = self.call(
            "POST",
            "/v1/deposits",
            {
                "size": len(blob),
                "digest": sha256(blob),
                "expires": int(time.time()) + days * 86400,
                "once": once,
                "read_token_hash": sha256(from_b64url(token)),
            },
            key=key,
        )
        if announced["status"] >= 300:
            return announced
        id, size = announced["body"]["id"], announced["body"]["piece_bytes"]
        for index, start in enumerate(range(0, len(blob), size)):
            piece = blob[start : start + size]
            path = f"/v1/deposits/{id}/pieces/{index}"
            sent = self.send("PUT", path, piece, key=key, kind="application/octet-stream")
            assert sent.status_code < 300, sent.text
        return self.call("POST", f"/v1/deposits/{id}/complete", key=key)

    def fetch(self, id, token, claim, confirm=False):
        bearer = {"authorization": "Bearer " + token}
        path = f"/v1/deposits/{id}"
        claimed = self.call("POST", path + "/claim", {"claim": claim}, **bearer)
        if claimed["status"] >= 300:
            return claimed
        half = claimed["body"]["size"] // 2
        first = self.send("GET", path + "/content", range=f"bytes=0-{half}", qrseal_claim=claim, **bearer)
        rest = self.send("GET", path + "/content", range=f"bytes={half + 1}-", qrseal_claim=claim, **bearer)
        blob = first.content + rest.content
        assert sha256(blob) == claimed["body"]["digest"]
        if confirm:
            assert self.send("POST", path + "/collected", {"claim": claim}, **bearer).status_code == 200
        return {"status": 200, "content": b64(blob), "ranges": [first.status_code, rest.status_code]}

    def state(self, seed, id):
        return self.call("GET", f"/v1/deposits/{id}", key=signing_key(seed))

    def remove(self, seed, id):
        key = signing_key(seed)
        return {"status": self.send("DELETE", f"/v1/deposits/{id}", key=key).status_code}

    def receipt(self, receipt):
        """The claims of a receipt that the service's identity key signed."""
        generations = self.call("GET", "/v1/keys")["body"]["generations"]
        signed, _, signature = receipt.rpartition(".")
        header, payload = (json.loads(from_b64url(part)) for part in signed.split("."))
        for generation in generations:
            key = serialization.load_pem_public_key(generation["identity"]["public_key"].encode())
            if sha256(spki(key)) == header["kid"]:
                key.verify(from_b64url(signature), signed.encode())
                return payload
        raise ValueError("no key of the service has this id")


def seal(session_key, data, form):
    if form == "gcm":
        nonce = os.urandom(12)
        return nonce + AESGCM(session_key).encrypt(nonce, data, None)
    iv = os.urandom(16)
    padder = block_padding.PKCS7(128).padder()
    encryptor = Cipher(algorithms.AES(session_key), modes.CBC(iv)).encryptor()
    return iv + encryptor.update(padder.update(data) + padder.finalize()) + encryptor.finalize()


def unseal(session_key, sealed, form):
    if form == "gcm":
        return AESGCM(session_key).decrypt(sealed[:12], sealed[12:], None)
    decryptor = Cipher(algorithms.AES(session_key), modes.CBC(sealed[:16])).decryptor()
    unpadder = block_padding.PKCS7(128).unpadder()
    return unpadder.update(decryptor.update(sealed[16:]) + decryptor.finalize()) + unpadder.finalize()


def signing_key(seed):
    return ed25519.Ed25519PrivateKey.from_private_bytes(bytes.fromhex(seed))


def public_halves(key, opening):
    encryption_key = None if opening is None else b64(spki(opening.public_key()))
    return {"signing_key": b64(spki(key.public_key())), "encryption_key": encryption_key}


def open_challenge(key, challenge):
    """For RSA the secret under OAEP. For X25519 a key of the service made for this once, 32 bytes; ciphertext and tag
    under a nonce of zeros."""
    if isinstance(key, rsa.RSAPrivateKey):
        return key.decrypt(challenge, OAEP)
    ephemeral = challenge[:32]
    own = key.public_key().public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    shared = key.exchange(x25519.X25519PublicKey.from_public_bytes(ephemeral))
    derived = HKDF(hashes.SHA256(), 32, ephemeral + own, b"qrseal exchange challenge").derive(shared)
    return AESGCM(derived).decrypt(bytes(12), challenge[32:], None)


exchange = Exchange(sys.argv[1], sys.argv[2])
answers = [getattr(exchange, name)(**arguments) for name, arguments in json.load(sys.stdin)]
json.dump(answers, sys.stdout)
