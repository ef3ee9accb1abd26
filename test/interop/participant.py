"""A participant in Python, written from docs/EXCHANGE.md alone: http://host:port in, what was answered out."""
import base64, hashlib, hmac, http.client, json, os, sys, time

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

AUTHORITY = sys.argv[1]


def b64(data):
    return base64.b64encode(data).decode()


def spki(key):
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return key.public_key().public_bytes(serialization.Encoding.DER, form)


def raw(public_key):
    return public_key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def fingerprint(key):
    return hashlib.sha256(spki(key)).hexdigest()


def ask(key, method, target, value=None):
    body = b"" if value is None else json.dumps(value).encode()
    path, _, query = target.partition("?")
    digest = "sha-256=:%s:" % b64(hashlib.sha256(body).digest())
    covered = [
        ("@method", method),
        ("@authority", AUTHORITY),
        ("@path", path),
        ("@query", "?" + query),
        ("content-digest", digest),
    ]
    headers = {"Content-Digest": digest}
    if value is not None:
        headers["Content-Type"] = "application/json"
        covered.append(("content-type", "application/json"))
    now = int(time.time())
    nonce = base64.urlsafe_b64encode(os.urandom(18)).decode()
    parameters = '(%s);created=%d;expires=%d;nonce="%s";keyid="%s";alg="ed25519";tag="qrseal"' % (
        " ".join('"%s"' % name for name, _ in covered), now, now + 60, nonce, fingerprint(key))
    lines = covered + [("@signature-params", parameters)]
    base = "\n".join('"%s": %s' % line for line in lines).encode()
    headers["Signature-Input"] = "sig=" + parameters
    headers["Signature"] = "sig=:%s:" % b64(key.sign(base))
    connection = http.client.HTTPConnection(AUTHORITY)
    connection.request(method, target, body or None, headers)
    answer = connection.getresponse()
    text = answer.read()
    return answer.status, json.loads(text) if text else None


def open_challenge(key, sealed):
    if isinstance(key, X25519PrivateKey):
        ephemeral = sealed[:32]
        salt = ephemeral + raw(key.public_key())
        shared = key.exchange(X25519PublicKey.from_public_bytes(ephemeral))
        derived = HKDF(hashes.SHA256(), 32, salt, b"qrseal exchange challenge").derive(shared)
        return AESGCM(derived).decrypt(bytes(12), sealed[32:], None)
    return key.decrypt(sealed, padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), None))


def prove(signing, encryption, name, answer):
    secret = open_challenge(encryption, base64.b64decode(answer["challenge"]))
    text = ["qrseal exchange possession", AUTHORITY, name, fingerprint(signing), fingerprint(encryption)]
    mac = hmac.new(secret, "\n".join(text).encode(), hashlib.sha256).digest()
    return ask(signing, "POST", "/v1/participants/%s/possession" % name, {"answer": b64(mac)})


def keys(signing, encryption):
    return {"signing_key": b64(spki(signing)), "encryption_key": b64(spki(encryption))}


told = []
old, new = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
first, second = X25519PrivateKey.generate(), rsa.generate_private_key(65537, 2048)
name = "python-office"
status, answer = ask(old, "POST", "/v1/participants", {"name": name, **keys(old, first)})
told.append([status, answer["participant"]["state"]])
status, answer = prove(old, first, name, answer)
told.append([status, answer["state"], answer["encryption_key_fingerprint"] == fingerprint(first)])
text = ["qrseal exchange new keys", AUTHORITY, name, fingerprint(old), fingerprint(new), fingerprint(second)]
proof = b64(new.sign("\n".join(text).encode()))
path = "/v1/participants/" + name
status, answer = ask(old, "PUT", path + "/keys", {**keys(new, second), "proof": proof})
told.append([status, answer["participant"]["state"]])
status, answer = prove(new, second, name, answer)
told.append([status, answer["state"], answer["encryption_key_fingerprint"] == fingerprint(second)])
told.append([ask(old, "GET", path)[0], ask(new, "GET", path)[0], ask(new, "DELETE", path)[0]])
print(json.dumps(told))
