"""Independent reader of compact envelopes, written from docs/FORMAT.md, section 7, alone.

In: a line of JSON, [{envelope, key: the reader's private key, signer: the issuer's public key or null, succeeds: [the
public keys that the reader's succeeds]}]. Out: [{step that refuses it} or {step: "opened", document, claims}]. Keys in
PEM, bytes in hexadecimal.
"""
import hashlib
import json
import re
import zlib
from functools import lru_cache

import brotli
import cbor2
from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import dsa, ec, ed25519, padding, rsa, utils, x25519
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap

BASE45 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
LARGEST_DOCUMENT, LARGEST_INTEGER = 4194304, 2**53 - 1
SHA256, MGF1 = hashes.SHA256(), padding.MGF1(hashes.SHA256())
MEDIA_TYPE = re.compile(r"[a-z0-9][a-z0-9!#$&^_.+-]*/[a-z0-9][a-z0-9!#$&^_.+-]*")
COMMITMENT, SIGNED_FOR, TYPE, COMPRESSION, CONTENT = -65540, -65541, -65537, -65538, -65539
SIGNATURES = {-8: (ed25519.Ed25519PublicKey,), -7: (ec.EllipticCurvePublicKey, ec.ECDSA(SHA256)),
              -37: (rsa.RSAPublicKey, padding.PSS(MGF1, 32), SHA256), -65600: (dsa.DSAPublicKey, SHA256)}
STEPS = {InvalidUnwrap: "unwrap", ValueError: "unwrap", InvalidTag: "tag", InvalidSignature: "signature",
         zlib.error: "decompress", brotli.error: "decompress"}

load_private = lru_cache(lambda pem: serialization.load_pem_private_key(pem.encode(), None))
load_public = lru_cache(lambda pem: serialization.load_pem_public_key(pem.encode()))

class Refused(Exception):
    """Carries the step."""

def need(condition, step):
    if not condition:
        raise Refused(step)

def base45(text):
    need(len(text) % 3 != 1 and all(character in BASE45 for character in text), "text")
    content = bytearray()
    for part in (text[at:at + 3] for at in range(0, len(text), 3)):
        value, size = sum(BASE45.index(digit) * 45**place for place, digit in enumerate(part)), len(part) - 1
        need(value < 256**size, "text")
        content += value.to_bytes(size, "big")
    return bytes(content)

def encode(value):
    """The one spelling. Compared by it, 1 is neither True nor 1.0, which Python's == holds to be the same."""
    if isinstance(value, cbor2.CBORTag):
        return {18: b"\xd2", 96: b"\xd8\x60"}[value.tag] + encode(value.value)
    if isinstance(value, (list, tuple, dict)):
        major, items = (0x80, map(encode, value)) if not isinstance(value, dict) else (
            0xa0, sorted(encode(key) + encode(item) for key, item in value.items()))
        first, *rest = cbor2.dumps(len(value))
        return bytes([major | first, *rest]) + b"".join(items)
    if (value is None or isinstance(value, bytes) or isinstance(value, int) and abs(value) <= LARGEST_INTEGER
            or isinstance(value, float) and value % 1 > 0  # neither whole nor infinite nor not a number
            or isinstance(value, str) and not value.startswith("\ufeff")):
        return cbor2.dumps(value, canonical=True)
    raise ValueError("no spelling")

def decode(content, step):
    try:
        value = cbor2.loads(content)
        need(encode(value) == content, step)
    except Exception:  # Whatever it stumbles over: this is not the one spelling of anything.
        raise Refused(step) from None
    return value

def is_bytes(value, length=None):
    return isinstance(value, bytes) and length in (None, len(value))

def array(value, shortest, longest, step):
    need(isinstance(value, (list, tuple)) and shortest <= len(value) <= longest, step)
    return value

def labels(value, allowed, step):
    need(isinstance(value, dict) and all(type(label) is int and label in allowed for label in value), step)
    return value

def protected(value, allowed, step):
    need(is_bytes(value) and value != b"\xa0", step)
    return labels(decode(value, step) if value else {}, allowed, step)

def hkdf(secret, info):
    return HKDF(SHA256, 32, None, info).derive(secret)

def fingerprint(public_key):
    form = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    return hashlib.sha256(public_key.public_bytes(*form)).digest()

def check_recipient(recipient, is_alone, step="recipients"):
    header, unprotected, wrapped = array(recipient, 3, 3, step)
    algorithm, key_id = protected(header, [1], step), labels(unprotected, [1, 4, -1], step).get(4)
    need(is_bytes(key_id, 8 if is_alone else 32) and is_bytes(wrapped), step)
    if header == b"":
        need(encode(unprotected) == encode({1: -41, 4: key_id}) and 256 <= len(wrapped) <= 1024, step)
    else:
        x = labels(unprotected.get(-1), [1, -1, -2], step).get(-2)
        need(encode(unprotected) == encode({-1: {1: 1, -1: 4, -2: x}, 4: key_id}) and is_bytes(x, 32), step)
        need(encode(algorithm) == encode({1: -25 if is_alone else -31}), step)
        need(len(wrapped) == (0 if is_alone else 40), step)

def unwrap(recipient, key, is_alone):
    header, unprotected, wrapped = recipient
    need(isinstance(key, x25519.X25519PrivateKey if header else rsa.RSAPrivateKey), "unwrap")
    if header == b"":
        need(len(wrapped) * 8 == key.key_size, "unwrap")
        return key.decrypt(wrapped, padding.OAEP(MGF1, SHA256, None))
    shared = key.exchange(x25519.X25519PublicKey.from_public_bytes(unprotected[-1][-2]))  # Refuses zero.
    derived = hkdf(shared, encode([3 if is_alone else -5, [None] * 3, [None] * 3, [256, header]]))
    return derived if is_alone else aes_key_unwrap(derived, wrapped)

def decrypt(envelope, key):
    """The plaintext, and the fingerprints of the envelope's recipients."""
    need(envelope.startswith(b"QS1:") and envelope.isascii(), "text")
    tagged = decode(base45(envelope[4:].decode()), "cbor")
    need(isinstance(tagged, cbor2.CBORTag) and tagged.tag == 96, "structure")
    header, unprotected, ciphertext, recipients = array(tagged.value, 4, 4, "structure")
    need(is_bytes(ciphertext) and len(ciphertext) > 16, "structure")
    headers = protected(header, [1, COMMITMENT], "header")
    need(encode(headers.get(1)) == encode(3) and is_bytes(labels(unprotected, [5], "header").get(5), 12), "header")
    is_alone = len(array(recipients, 1, 16, "recipients")) == 1
    need(COMMITMENT not in headers if is_alone else is_bytes(headers.get(COMMITMENT), 32), "header")
    for recipient in recipients:
        check_recipient(recipient, is_alone)
    ids, own = [recipient[1][4] for recipient in recipients], fingerprint(key.public_key())
    need(len(set(ids)) == len(ids), "recipients")
    mine = [recipient for recipient in recipients if own.startswith(recipient[1][4])]
    need(mine, "addressed")
    secret = unwrap(mine[0], key, is_alone)
    need(len(secret) == 32, "unwrap")
    need(is_alone or hkdf(secret, b"qrseal compact 1 key commitment") == headers[COMMITMENT], "commitment")
    additional = encode(["Encrypt", header, encode(recipients)])
    return AESGCM(secret).decrypt(unprotected[5], ciphertext, additional), [own] if is_alone else ids

def read_claims(payload, step="claims"):
    claims = labels(decode(payload, step), [1, 2, 4, 5, 6, 7, TYPE, COMPRESSION, CONTENT], step)
    texts, times = ([claims[label] for label in claims if label in some] for some in ((1, 2, TYPE), (4, 5, 6)))
    need(all(isinstance(text, str) and 1 <= len(text) <= 200 for text in texts), step)
    need(6 in claims and all(type(time) is int and time >= 0 for time in times), step)
    need(is_bytes(claims.get(7), 16) and is_bytes(claims.get(CONTENT)), step)
    need(type(claims.get(COMPRESSION)) is int and claims[COMPRESSION] in (0, 1, 2), step)
    kind = claims.get(TYPE, "x/x")
    need(MEDIA_TYPE.fullmatch(kind) and len(kind) <= 127 and kind != "application/json", step)
    return claims

def read_statement(plaintext, recipients, issuer, readers):
    """The claims; `readers` are the fingerprints of the reader's key and of those it succeeds."""
    tagged, step = decode(plaintext, "statement"), "signature-structure"
    if isinstance(tagged, dict):
        need(issuer is None, "signature")
        return read_claims(plaintext)
    need(isinstance(tagged, cbor2.CBORTag) and tagged.tag == 18, "statement")
    header, unprotected, payload, signature = array(tagged.value, 4, 4, "statement")
    algorithm, signer = (protected(header, [1, 4], step).get(label) for label in (1, 4))
    need(type(algorithm) is int and algorithm in SIGNATURES and is_bytes(signer, 8), step)
    made_for = array(labels(unprotected, [SIGNED_FOR], step).get(SIGNED_FOR, recipients), 1, 16, step)
    need(all(is_bytes(one, 32) for one in made_for) and len(set(made_for)) == len(made_for), step)
    need(is_bytes(payload) and is_bytes(signature), step)
    claims = read_claims(payload)
    if issuer is not None:
        kind, *how = SIGNATURES[algorithm]
        need(isinstance(issuer, kind) and fingerprint(issuer).startswith(signer), "signature")
        if algorithm in (-7, -65600):
            need(len(signature) == 64, "signature")
            signature = utils.encode_dss_signature(*(int.from_bytes(signature[at:at + 32], "big") for at in (0, 32)))
        external = encode([fingerprint(issuer), made_for])
        issuer.verify(signature, encode(["Signature1", header, external, payload]), *how)
    need((SIGNED_FOR not in unprotected or list(made_for) != recipients) and {*made_for} & {*readers}, "signed-for")
    return claims

def decompress(content, kind):
    if kind == 0:
        return content
    engine, document = zlib.decompressobj() if kind == 1 else brotli.Decompressor(), bytearray()
    for byte in content:
        need(len(document) <= LARGEST_DOCUMENT and not (engine.eof if kind == 1 else engine.is_finished()), "decompress")
        document += (engine.decompress if kind == 1 else engine.process)(bytes([byte]))
    need(len(document) <= LARGEST_DOCUMENT and (engine.eof if kind == 1 else engine.is_finished()), "decompress")
    return bytes(document)

def outcome(case):
    key, issuer = load_private(case["key"]), case["signer"] and load_public(case["signer"])
    readers = [fingerprint(reader) for reader in (key.public_key(), *map(load_public, case["succeeds"]))]
    try:
        plaintext, recipients = decrypt(bytes.fromhex(case["envelope"]), key)
        claims = read_statement(plaintext, recipients, issuer, readers)
        document = decompress(claims.pop(CONTENT), claims[COMPRESSION])
    except (Refused, *STEPS) as problem:
        return {"step": STEPS.get(type(problem), str(problem))}
    shown = {label: value.hex() if is_bytes(value) else value for label, value in claims.items()}
    return {"step": "opened", "document": document.hex(), "claims": shown}

print(json.dumps([outcome(case) for case in json.loads(input())]))
