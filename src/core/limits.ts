/**
 * Every maximum of the system, with its reason. Nothing else in the project holds a limit of its own:
 * what is refused, and why, can be read here in one sitting.
 */

const KiB = 1024;
const MiB = 1024 * KiB;

export const limits = {
  /**
   * Bytes of one document. A symbol holds at most 2,953 bytes and zlib expands at most 1,032 times, so
   * no single code can carry more than about 2.3 MB: four MiB refuses bombs and nothing honest.
   */
  documentBytes: 4 * MiB,

  /** Bytes of an envelope's text: a document that cannot be compressed, in base64, and its header. */
  envelopeBytes: 6 * MiB,

  /**
   * Bytes of a document that is deposited instead of printed: a scanned file of some hundred pages. Sealing and opening
   * hold it in memory three times, which any desk's machine can.
   */
  depositDocumentBytes: 16 * MiB,

  /**
   * Bytes of one piece of a deposit: a line of 1 Mbit/s sends it in four seconds, and what is broken off costs no more
   * than that.
   */
  depositPieceBytes: 512 * KiB,

  /** Seconds for which any service keeps a deposit: the year of the longest certificates. */
  depositSeconds: 366 * 24 * 60 * 60,

  /** What the deposits of one participant may take together: an office's day of the largest documents. */
  depositQuota: { bytes: 512 * MiB, count: 1_000 },

  /** Characters of a service's origin: a host name of 253 (RFC 1035 §2.3.4), https:// and a port. */
  originCharacters: 267,

  /** Bytes of a picture file: a 100-megapixel TIFF without compression is 300 MB. */
  pictureFileBytes: 320 * MiB,

  /** Pixels of a picture, refused from its header. The largest phone sensors deliver 100 or less. */
  picturePixels: 100_000_000,

  /**
   * Pixels up to which pngjs decodes a PNG: it works in the main thread at four bytes a pixel. Larger
   * ones go to sharp, which takes a fraction of the time and memory.
   */
  pngjsPixels: 4_000_000,

  /**
   * Pixels of the longer side of what WeChat's detector gets: above 24 megapixels it aborts, and five make its memory
   * grow to 280 MB. Its network sees 160,000 of them anyway.
   */
  wechatSide: 2_000,

  /**
   * Milliseconds for decoding a HEIC picture in its thread, which is then ended: one of 12 megapixels takes a second
   * or two, one of 100 ten times that, and desks have slower processors than ours.
   */
  heicMilliseconds: 60_000,

  /** Symbols looked for in one picture: a sheet of labels; one code is taken, the others are counted. */
  symbolsPerPicture: 64,

  /**
   * Milliseconds a picture is looked at, by effort. Whoever holds the paper in front of a camera rather takes
   * another picture than waits longer than three seconds, loading it and saying why it was not read included; a quick look is for pictures that come one after the other,
   * a thorough one for the only picture there is.
   */
  scanMilliseconds: { quick: 700, normal: 2_200, thorough: 20_000 },

  /** Times what a rung of the reading ladder is given at a normal look. */
  scanPatience: { quick: 0.5, normal: 1, thorough: 6 },

  /** Milliseconds after its time that a reader still has to end by itself, with what it found, before it is ended. */
  readerGraceMilliseconds: 250,

  /** Bytes by which a reader may let the process grow: one of 100 megapixels takes about a gigabyte. */
  readerMemoryBytes: 1.5 * 1024 * MiB,

  /** Recipients of one document: an RSA key of 3,072 bits takes 400 bytes of the code for each. */
  recipients: 16,

  /** Issuers a trust list names: the issuing offices of a country are some hundreds. */
  trustedIssuers: 1_000,

  /** Revoked keys, and revoked documents, of a trust list: a label programme revokes some dozens a year. */
  revocations: 10_000,

  /** Bytes of a trust list's text: a thousand issuers with RSA keys and all revocations take about 3 MB. */
  trustListBytes: 4 * MiB,

  /** Characters of a name, place or reason in a trust list: one line on a screen, or two. */
  trustTextCharacters: 200,

  /** Characters of an issuer's or subject's text in a document: each takes room on the paper. */
  claimTextCharacters: 200,

  /** Seconds since 1970 of the last moment that has a date of four digits, the end of the year 9999. */
  timeSeconds: 253_402_300_799,

  /**
   * Seconds by which the clocks of two offices may differ: those set by hand are minutes off, and a document that
   * ended five minutes ago was good when whoever presents it set out.
   */
  clockSkewSeconds: 300,

  /** Milliseconds for one answer of a service, from the first byte sent to the last received: people wait for it. */
  exchangeMilliseconds: 30_000,

  /** Times a service is asked for the same thing: within two seconds or so, which a restart takes. */
  exchangeAttempts: 4,

  /**
   * Milliseconds between attempts: the first pause, which doubles, the longest one, and the longest that a service may
   * ask for; if it asks for more, whoever waits is told instead.
   */
  exchangePauseMilliseconds: { first: 250, longest: 4_000, longestAsked: 30_000 },

  /** Connections to one service at the same time: browsers keep six. */
  exchangeConnections: 8,

  /** Bytes of an answer where its route does not say more: 64 KiB of JSON, encrypted and in base64, and room. */
  exchangeAnswerBytes: MiB,

  /** Bytes of an encrypted request: 64 KiB of JSON in base64, and a session key under RSA. */
  gatewayRequestBytes: 96 * KiB,

  /** Bytes that a service behind the gateway answers, where the operator does not say more. */
  gatewayAnswerBytes: MiB,

  /** Milliseconds that a service behind the gateway has for its answer, where the operator does not say more. */
  gatewayMilliseconds: 10_000,

  /** Connections to one service behind the gateway: what waits for one waits in its own time limit. */
  gatewayConnections: 64,

  /**
   * Undecryptable requests with one session key after which it opens no CBC: a line that garbles what it carries does
   * so once or twice, whoever learns by trying needs hundreds of them for a byte.
   */
  gatewayFailures: 8,

  /**
   * Milliseconds after which it is told that a request could not be decrypted: several times what the attempt takes, so
   * that when it is told does not depend on where it failed.
   */
  gatewayRefusalMilliseconds: 20,

  /** Places in which they are counted, a byte each: one MiB, and no list that can be made to overflow. */
  gatewayFailureCounters: MiB,

  /** Bytes of a request's body where its route does not say more. */
  exchangeBodyBytes: 64 * KiB,

  /** Milliseconds in which a client must have agreed on TLS: a handshake is two or three exchanges. */
  exchangeHandshakeMilliseconds: 10_000,

  /** Milliseconds in which all headers must have come: they fit into a few packets. */
  exchangeHeadersMilliseconds: 10_000,

  /** Milliseconds in which the whole request must have come: 64 KiB at 9,600 bit/s, as over an old line. */
  exchangeRequestMilliseconds: 60_000,

  /** How often, in milliseconds, those two are looked at: a client that stalls stays at most so much longer. */
  exchangeCheckMilliseconds: 2_000,

  /** Milliseconds of silence on a connection while an answer is made or read: longer than any upstream may take. */
  exchangeSilenceMilliseconds: 150_000,

  /** Milliseconds a connection is kept for the next request: longer than clients and proxies keep theirs (60 s). */
  exchangeKeepMilliseconds: 65_000,

  /** Requests on one connection, after which its client connects anew: spreads clients over replicas. */
  exchangeRequestsPerConnection: 10_000,

  /** Connections at the same time: well under the 4,096 open files that systems allow at most by default. */
  exchangeServiceConnections: 2_000,

  /** Milliseconds for what is running to be finished when the service stops: container managers wait 10 s. */
  exchangeStopMilliseconds: 8_000,

  /** Milliseconds a store may take to say that it can serve: a probe gives up after about that. */
  exchangePingMilliseconds: 3_000,

  /** Client addresses, and keys, whose requests are counted at the same time; the longest unseen are forgotten. */
  exchangeCountedClients: 20_000,

  /** Bytes of a service's configuration file: some hundred upstreams. */
  serviceConfigBytes: 256 * KiB,

  /** Bytes of the statuses that the example service answers: some ten thousand documents. */
  statusListBytes: MiB,

  /** Bytes of a key file: a protected RSA-8192 key in PEM is under 8 KB. */
  keyFileBytes: 64 * KiB,

  /** Characters of a desk's name: a computer's full name has at most 255 (RFC 1035 §2.3.4). */
  deskNameCharacters: 255,

  /** Bytes of one line of register or audit log: sixteen fingerprints and every other field take 4 KiB. */
  journalLineBytes: 16 * KiB,

  /** Bytes of another desk's register: about 700,000 presentations, read into memory at once. */
  registerBytes: 256 * MiB,

  /** Bytes of a passphrase: OpenSSL reads no key file under a longer one, so none is written either. */
  passphraseBytes: KiB,

  /** RSA modulus, bits. Under 2,048 is breakable (NIST SP 800-131A); over 8,192 only costs time. */
  rsaModulusBits: { min: 2048, max: 8192 },

  /** RSA public exponent, bits: a 2,000-bit exponent makes every wrap 37 times slower. */
  rsaExponentBits: 32,

  /** PBKDF2 iterations a key file may ask for: 10 million take about 2 s; 50 million block 15 s. */
  pbkdf2Iterations: 10_000_000,

  /** PBES1 and PKCS #12 iterations a key file may ask for; the fielded default is 2,048. */
  pbes1Iterations: 10_000_000,

  /** scrypt memory, 128·N·r bytes: OpenSSL refuses more than 32 MiB in a key file anyway. */
  scryptMemoryBytes: 32 * MiB,

  /** scrypt parallelisation p, which multiplies the time and not the memory. */
  scryptParallelisation: 16,

  /** Bytes of a request to open sealed data: what was sealed came in 64 KiB, and base64 takes a third more. */
  sealedDataRequestBytes: 88 * KiB,

  /**
   * Operations, and bytes of deposited pieces, in one transaction of the SQLite store: more share one wait for the disk
   * than come in it anyway, and a log of 16 MiB is written in a fraction of a second.
   */
  storeBatchOperations: 1_000,
  storeBatchBytes: 16 * MiB,

  /** Connections to a PostgreSQL server, which has 100 by default, for all services that use it. */
  storeConnections: 16,
} as const;
