"""The peer of `npm run bench -- exchange`: the same routes in Flask and cryptography, kept in memory.

Usage: flask_peer.py PORT [RSA_BITS]. Prints "ready" when it listens; ends with its standard input.
"""
import base64
import json
import os
import sys
import threading

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from flask import Flask, jsonify, request
from werkzeug.serving import WSGIRequestHandler, make_server

port = int(sys.argv[1])
rsa_bits = int(sys.argv[2]) if len(sys.argv) > 2 else 3072

signing_key = dsa.generate_private_key(2048)
verifying_key = signing_key.public_key()
data_key = AESGCM(os.urandom(32))
session_key_opener = rsa.generate_private_key(65537, rsa_bits)
oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None)
kept = []
app = Flask(__name__)


def b64(data):
    return base64.b64encode(data).decode()


@app.post("/store")
def store():
    nonce = os.urandom(12)
    sealed = data_key.encrypt(nonce, request.get_json()["data"].encode(), None)
    ciphertext, tag = sealed[:-16], sealed[-16:]
    signature = signing_key.sign(nonce + ciphertext + tag, hashes.SHA256())
    record = {"nonce": b64(nonce), "encrypted_data": b64(ciphertext), "tag": b64(tag), "signature": b64(signature)}
    kept.append(record)
    return jsonify(message="Data stored securely", data=record)


@app.post("/retrieve")
def retrieve():
    body = request.get_json()
    nonce, ciphertext, tag, signature = (
        base64.b64decode(body[name]) for name in ("nonce", "encrypted_data", "tag", "signature")
    )
    try:
        verifying_key.verify(signature, nonce + ciphertext + tag, hashes.SHA256())
    except InvalidSignature:
        return jsonify(error="Invalid signature. Data may be compromised."), 400
    data = data_key.decrypt(nonce, ciphertext + tag, None).decode()
    return jsonify(decrypted_data=data, signature_status="Signature is valid.")


@app.get("/api/encryption/public-key/")
def public_key():
    pem = session_key_opener.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return jsonify(public_key=pem.decode(), key_size=rsa_bits, algorithm="RSA")


@app.post("/api/encryption/test/")
def encryption_test():
    body = request.get_json()
    session_key = AESGCM(session_key_opener.decrypt(base64.b64decode(body["encrypted_session_key"]), oaep))
    sealed = base64.b64decode(body["encrypted_data"])
    asked = json.loads(session_key.decrypt(sealed[:12], sealed[12:], None))
    nonce = os.urandom(12)
    answer = nonce + session_key.encrypt(nonce, json.dumps(asked).encode(), None)
    return jsonify(encrypted_data=b64(answer), encrypted_session_key="")


class Quiet(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_request(self, *_):
        pass


server = make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet)
threading.Thread(target=server.serve_forever, daemon=True).start()
print("ready", flush=True)
sys.stdin.read()
