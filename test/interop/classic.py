#!/usr/bin/env python3
"""Independent maker and opener of the two classic envelopes, written from their description alone.

Needs only the package "cryptography". to-qr and from-qr also need a drawing package (qrcode or segno) and a
reading one (Pillow with pyzbar, or OpenCV); "parts" says which of them this Python has.
"""
import argparse
import base64
import json
import os
import sys
import zlib
from importlib.util import find_spec

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

OAEP = padding.OAEP(mgf=padding.MGF1(hashes.SHA256()), algorithm=hashes.SHA256(), label=None)
V1_HEADER = {"v": 1, "alg": "RSA-OAEP256+AES-256-GCM", "z": "zlib"}


def read(path):
    with open(path, "rb") as file:
        return file.read()


def passphrase_of(args):
    return read(args.passphrase_file).rstrip(b"\r\n") if args.passphrase_file else None


def seal(document, args):
    public_key = serialization.load_pem_public_key(read(args.public_key))
    key, iv = os.urandom(32), os.urandom(12)
    ciphertext = AESGCM(key).encrypt(iv, zlib.compress(document, 9), None)  # ends with the 16-byte tag
    fields = [public_key.encrypt(key, OAEP), iv, ciphertext]
    if args.format == "classic":
        names, header = ["encrypted_aes_key", "iv", "ciphertext"], {}
        texts = [base64.b64encode(field).decode() for field in fields]
    else:
        names, header = ["ek", "iv", "ct"], {**V1_HEADER, "cty": args.type or "application/json"}
        texts = [base64.urlsafe_b64encode(field).decode().rstrip("=") for field in fields]
    return json.dumps({**header, **dict(zip(names, texts))}, separators=(",", ":")).encode()


def open_envelope(envelope, args):
    private_key = serialization.load_pem_private_key(read(args.private_key), passphrase_of(args))
    fields = json.loads(envelope)
    if "encrypted_aes_key" in fields:
        texts = [fields[name] for name in ("encrypted_aes_key", "iv", "ciphertext")]
        wrapped, iv, ciphertext = (base64.b64decode(text, validate=True) for text in texts)
    else:
        if {name: fields[name] for name in V1_HEADER} != V1_HEADER:
            raise ValueError("not a classic-v1 envelope")
        texts = [fields[name] for name in ("ek", "iv", "ct")]
        padded = (text + "=" * (-len(text) % 4) for text in texts)
        wrapped, iv, ciphertext = (base64.b64decode(text, altchars=b"-_", validate=True) for text in padded)
    return zlib.decompress(AESGCM(private_key.decrypt(wrapped, OAEP)).decrypt(iv, ciphertext, None))


def keygen(args):
    key, passphrase = rsa.generate_private_key(public_exponent=65537, key_size=args.bits), passphrase_of(args)
    how = serialization.BestAvailableEncryption(passphrase) if passphrase else serialization.NoEncryption()
    kinds = serialization.PrivateFormat
    kind = kinds.PKCS8 if args.format == "pkcs8" else kinds.TraditionalOpenSSL
    pem, public_kind = serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    for path, text in (
        (args.out_private, key.private_bytes(pem, kind, how)),
        (args.out_public, key.public_key().public_bytes(pem, public_kind)),
    ):
        with open(path, "wb") as file:
            file.write(text)


def parts():
    pillow = find_spec("PIL") is not None
    draw = "qrcode" if find_spec("qrcode") and pillow else "segno" if find_spec("segno") else None
    reader = "pyzbar" if find_spec("pyzbar") and pillow else "opencv" if find_spec("cv2") else None
    return {"draw": draw, "read": reader}


def draw_qr(text, path):
    if parts()["draw"] == "qrcode":
        import qrcode
        code = qrcode.QRCode(error_correction=qrcode.constants.ERROR_CORRECT_M, box_size=8, border=4)
        code.add_data(text)
        code.make_image().save(path)
    else:
        import segno
        segno.make_qr(text, error="m", boost_error=False).save(path, scale=8, border=4)


def read_qr(path):
    if parts()["read"] == "pyzbar":
        from PIL import Image
        from pyzbar.pyzbar import ZBarSymbol, decode
        found = [code.data for code in decode(Image.open(path), symbols=[ZBarSymbol.QRCODE])]
    else:
        import cv2
        found = [cv2.QRCodeDetector().detectAndDecode(cv2.imread(path))[0].encode()]
    if not any(found):
        raise ValueError("no QR code read in " + path)
    return found[0]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)

    def add(name, run, required="", optional="", formats=None):
        command = commands.add_parser(name)
        command.set_defaults(run=run)
        for option in (required + " " + optional).split():
            command.add_argument(option, required=option in required.split())
        if formats:
            command.add_argument("--format", choices=formats, default=formats[0])
        return command

    stdin, write, envelopes = sys.stdin.buffer, sys.stdout.buffer.write, ["classic", "classic-v1"]
    add("seal", lambda a: write(seal(stdin.read(), a)), "--public-key", "--type", envelopes)
    add("open", lambda a: write(open_envelope(stdin.read(), a)), "--private-key", "--passphrase-file")
    making = add("keygen", keygen, "--out-private --out-public", "--passphrase-file", ["pkcs8", "pkcs1"])
    making.add_argument("--bits", type=int, default=3072)
    add("to-qr", lambda a: draw_qr(seal(stdin.read(), a).decode(), a.out_png),
        "--public-key --out-png", "--type", envelopes)
    add("from-qr", lambda a: write(open_envelope(read_qr(a.qr), a)), "--private-key --qr", "--passphrase-file")
    add("parts", lambda a: print(json.dumps(parts())))
    args = parser.parse_args()
    args.run(args)


if __name__ == "__main__":
    try:
        main()
    except (InvalidTag, KeyError, OSError, ValueError, zlib.error) as problem:
        sys.exit(f"classic.py: {type(problem).__name__}: {problem}")
