/** The phrases of src/core/phrases.ts in French, total over them. */
import type { PhraseName } from "../../core/index.ts";

export const frenchPhrases: Readonly<Record<PhraseName, string>> = {
  // --- what was asked for ---------------------------------------------------------------------------
  "the document": "le document",
  "the picture": "l'image",
  "the new picture": "la nouvelle image",
  "the bundle": "le recueil",
  "the picture or envelope": "l'image ou l'enveloppe",
  "the envelope's text": "le texte de l'enveloppe",
  "the passphrase file": "le fichier de la phrase secrète",
  "the private key": "la clé privée",
  "the signing key": "la clé de signature",
  "the receiver's public key": "la clé publique du destinataire",
  "the issuer's public key": "la clé publique de l'émetteur",
  "the trust list": "la liste de confiance",
  "the trust bundle": "le recueil de confiance",
  "the key folder": "le dossier de clés",
  "the record of which key succeeds which": "le registre des successions de clés",
  "the register": "le registre",
  "the other desk's register": "le registre de l'autre poste",
  "the audit log": "le journal d'audit",
  "the record of known services": "le registre des services connus",
  "{} {} is not a fingerprint: 64 hexadecimal digits":
    "{} {} n'est pas une empreinte : 64 chiffres hexadécimaux",
  "the configuration file": "le fichier de configuration",
  "the authorities' certificates": "les certificats des autorités",
  "the administration's token": "le jeton de l'administration",
  "the statuses": "les états",
  "--admin-token-file {} holds no token: one line of letters, digits and - . _ ~ + /":
    "--admin-token-file {} ne contient pas de jeton : une ligne de lettres, chiffres et - . _ ~ + /",
  "a private key": "une clé privée",
  "a public key": "une clé publique",
  "a document": "un document",
  "a picture": "une image",
  "a picture or an envelope": "une image ou une enveloppe",
  "a name for the new picture or envelope": "un nom pour la nouvelle image ou enveloppe",
  "protected keys": "clés protégées",
  "signing keys": "clés de signature",
  "standard input": "l'entrée standard",
  "standard output": "la sortie standard",
  typed: "au clavier",
  "{} {}": "{} {}",
  "a second --public-key": "un second --public-key",

  // --- options that do not go together --------------------------------------------------------------
  "both name the same thing": "les deux nomment la même chose",
  "both go to standard output": "les deux vont à la sortie standard",
  "both read standard input": "les deux lisent l'entrée standard",
  "both give the passphrase": "les deux donnent la phrase secrète",
  "it is a picture, and needs a file of its own": "c'est une image, qui a besoin de son propre fichier",
  "there is one picture to draw on, no more and no less": "on dessine sur une image, ni plus ni moins",
  "they are the same key": "c'est la même clé",
  "the document is for that key already": "le document est déjà pour cette clé",
  "one thing is revoked at a time": "on révoque une chose à la fois",
  "one asks for a signature, the other for none": "l'un demande une signature, l'autre n'en veut pas",
  "only a compact envelope carries that": "seule une enveloppe compact porte cela",
  "that format carries JSON only; the others carry any file":
    "ce format ne porte que du JSON ; les autres portent tout fichier",
  "the example has no settings but --port and --statuses":
    "l'exemple n'a d'autres réglages que --port et --statuses",
  "only RSA keys to open with come in several lengths":
    "seules les clés RSA pour ouvrir existent en plusieurs longueurs",
  "the dates of a signing key are in its readers' trust lists":
    "les dates d'une clé de signature sont dans les listes de confiance de ses lecteurs",

  // --- options that are not as they must be ---------------------------------------------------------
  "{}": "{}",
  "no command was named": "aucune commande n'est nommée",
  "unknown option '{}'": "option inconnue : {}",
  "unknown option '{}' (Did you mean one of {}?)":
    "option inconnue : {} (vouliez-vous dire l'une de celles-ci : {} ?)",
  "unknown option '{}' (Did you mean {}?)": "option inconnue : {} (vouliez-vous dire {} ?)",
  "unknown command '{}'": "commande inconnue : {}",
  "unknown command '{}' (Did you mean one of {}?)":
    "commande inconnue : {} (vouliez-vous dire l'une de celles-ci : {} ?)",
  "unknown command '{}' (Did you mean {}?)": "commande inconnue : {} (vouliez-vous dire {} ?)",
  "missing required argument '{}'": "il manque l'argument {}",
  "option '{}' argument missing": "il manque la valeur de l'option {}",
  "required option '{}' not specified": "il manque l'option obligatoire {}",
  "command-argument value '{}' is invalid for argument '{}'. Allowed choices are {}":
    "la valeur « {} » n'est pas admise pour l'argument {} : il faut l'une des valeurs {}",
  "option '{}' argument '{}' is invalid. Allowed choices are {}":
    "l'option {} n'admet pas la valeur « {} » : il faut l'une des valeurs {}",
  "too many arguments for '{}'. Expected {} arguments but got {}":
    "trop d'arguments pour {} : {} attendus, {} donnés",
  "too many arguments for '{}'. Expected {} argument but got {}":
    "trop d'arguments pour {} : {} attendu, {} donnés",
  "--accept {} is none of {}": "--accept {} : il faut un nom parmi {}",
  "--type {} is not for --use {}: expected {}": "--type {} ne va pas avec --use {} : il faut {}",
  "--bits {} is not for --type {}: expected {}": "--bits {} ne va pas avec --type {} : il faut {}",
  "{} or {}": "{} ou {}",
  "--name {} ends as the names of signing keys do, and this key is to open with":
    "--name {} finit comme les noms des clés de signature, et cette clé sert à ouvrir",
  "--name {} is not a plain name: letters, digits, dot, dash and underscore, at most 64":
    "--name {} n'est pas un nom simple : lettres, chiffres, point, tiret et tiret bas, 64 au plus",
  "--module-size {} is not a whole number of pixels from {} to {}":
    "--module-size {} n'est pas un nombre entier de pixels de {} à {}",
  "--public-key stands {} times, at most {} receivers share a code":
    "--public-key figure {} fois, {} destinataires au plus partagent un code",
  "--document {} is no document's identifier: 32 small hexadecimal digits, or sha256: and 64 of them":
    "--document {} n'identifie aucun document : 32 chiffres hexadécimaux en minuscules, ou sha256: et 64 de ces chiffres",
  "--document {} is not a document's id: 32 digits from 0 to 9 and a to f":
    "--document {} n'est pas l'identifiant d'un document : 32 chiffres de 0 à 9 et de a à f",
  "--noted {} is not a head: 64 hexadecimal digits, as audit verify prints them":
    "--noted {} n'est pas une tête de journal : 64 chiffres hexadécimaux, comme audit verify les affiche",
  "{} is no deposit's id: 32 digits from 0 to 9 and a to f":
    "{} n'est pas le numéro d'un dépôt : 32 chiffres de 0 à 9 et de a à f",
  "--deposit-days {} is not a whole number of days from 1 to {}":
    "--deposit-days {} n'est pas un nombre entier de jours de 1 à {}",
  "{} needs {}": "{} demande {}",
  "it holds a path, for which a code has no place":
    "elle contient un chemin, pour lequel un code n'a pas de place",
  "name the new key with --new-sign-key, or make one with qrseal keygen --use signing":
    "nommez la nouvelle clé avec --new-sign-key, ou créez-en une avec qrseal keygen --use signing",
  "name the key that the service knows you by with --participant-key":
    "nommez avec --participant-key la clé sous laquelle le service vous connaît",
  "--last {} is not a whole number of entries from 1":
    "--last {} n'est pas un nombre entier d'entrées à partir de 1",
  "--until {} is before --from {}": "--until {} est avant --from {}",
  "{} {} is not a length of time: hours, days, weeks or years, as 12h, 90d, 6w or 2y":
    "{} {} n'est pas une durée : heures (h), jours (d), semaines (w) ou années (y), comme 12h, 90d, 6w ou 2y",
  "{} {} is not a day or time from 1970 on, as 2026-01-31 or 2026-01-31T18:00:00Z":
    "{} {} n'est pas un jour ni une heure à partir de 1970, comme 2026-01-31 ou 2026-01-31T18:00:00Z",
  "{} is empty": "{} : il n'y a rien",
  "{} has {} characters, expected 1 to {}": "{} compte {} caractères, il en fallait 1 à {}",
  "{} has {} characters, at most {} are kept": "{} compte {} caractères, {} au plus sont gardés",
  "{} needs --key or --document": "{} demande --key ou --document",
  "the name": "le nom",
  "the desk's name in QRSEAL_DESK has {} characters, at most {} are recorded":
    "le nom du poste dans QRSEAL_DESK compte {} caractères, {} au plus sont consignés",

  // --- what the system says -------------------------------------------------------------------------
  "permission denied": "accès refusé",
  "the disk is read-only": "le disque est en lecture seule",
  "the disk reports an error": "le disque signale une erreur",
  "another program is using it": "un autre programme s'en sert",
  "another program changes it": "un autre programme le modifie",
  "the name is too long": "le nom est trop long",
  "its links lead in a circle": "ses liens tournent en rond",
  "part of the path is a file": "une partie du chemin est un fichier",
  "a file of that name is in the way": "un fichier de ce nom occupe la place",
  "the name is not allowed here": "ce nom n'est pas permis ici",
  "unknown error": "erreur inconnue",

  // --- what was found instead -----------------------------------------------------------------------
  nothing: "rien",
  "{} bytes that are not text": "{} octets qui ne sont pas du texte",
  "a web address": "une adresse web",
  "a key or certificate in PEM": "une clé ou un certificat en PEM",
  "JSON of another kind": "du JSON d'une autre sorte",
  "no JSON from line {}, column {} on": "autre chose que du JSON à partir de la ligne {}, colonne {}",
  "something else under {}": "autre chose sous {}",
  "other text, {} bytes": "un autre texte, de {} octets",
  "a sealed document": "un document scellé",
  "a QR code that holds {}": "un code QR qui contient {}",
  "{} different ones in one picture": "une image qui en montre {} différents",
  "an empty file": "un fichier vide",
  "a HEIC picture of a kind that is not read here": "une image HEIC d'un type qui n'est pas lu ici",
  "a video or another media file": "une vidéo ou un autre fichier multimédia",
  "a PDF": "un PDF",
  "a BMP picture": "une image BMP",
  "a JPEG XL picture": "une image JPEG XL",
  "a JPEG 2000 picture": "une image JPEG 2000",
  "a Photoshop document": "un document Photoshop",
  "an icon": "une icône",
  "a ZIP archive or an office document": "une archive ZIP ou un document bureautique",
  "a gzip archive": "une archive gzip",
  "an SVG drawing": "un dessin SVG",
  "a file of {} byte that is no picture": "un fichier de {} octet qui n'est pas une image",
  "a file of {} bytes that is no picture": "un fichier de {} octets qui n'est pas une image",
  "a PEM block of {}": "un bloc PEM de {}",
  "a damaged PEM block": "un bloc PEM abîmé",
  "a PEM block that is cut short or damaged": "un bloc PEM coupé ou abîmé",
  "several PEM blocks": "plusieurs blocs PEM",
  "UTF-16": "de l'UTF-16",
  "bytes that are not UTF-8": "des octets qui ne sont pas de l'UTF-8",
  "several lines": "plusieurs lignes",

  // --- pictures -------------------------------------------------------------------------------------
  "the left edge": "au bord gauche",
  "the right edge": "au bord droit",
  "the upper edge": "au bord supérieur",
  "the lower edge": "au bord inférieur",

  // --- documents ------------------------------------------------------------------------------------
  "an escape that JSON knows": "un échappement connu de JSON",
  'the closing " of a text': 'le " qui ferme un texte',
  'a name in "': 'un nom entre "',
  'a name in " or }': 'un nom entre " ou }',
  "a colon": "un deux-points",
  "a value": "une valeur",
  "a value or ]": "une valeur ou ]",
  "a comma or }": "une virgule ou }",
  "a comma or ]": "une virgule ou ]",
  "the end of the document": "la fin du document",
  "the end of the file": "la fin du fichier",
  "the end of the line": "la fin de la ligne",
  "a tab": "une tabulation",
  "a byte order mark": "une marque d'ordre des octets",
  "the character U+{}": "le caractère U+{}",
  "a UTF-8 byte order mark at its start": "une marque d'ordre des octets UTF-8 au début",
  "UTF-16 (little endian)": "de l'UTF-16 (petit-boutiste)",
  "UTF-16 (big endian)": "de l'UTF-16 (gros-boutiste)",
  "the byte 0x{} at position {}": "l'octet 0x{} à la position {}",

  // --- envelopes ------------------------------------------------------------------------------------
  "it ends too early": "la fin vient trop tôt",
  "it is not JSON": "ce n'est pas du JSON",
  "it is not a JSON object": "ce n'est pas un objet JSON",
  "{} missing": "il manque {}",
  "it has fields that do not belong there": "il y a des champs qui n'ont rien à y faire",
  "its fields are not spelled, ordered and spaced as they must be":
    "l'écriture, l'ordre ou l'espacement des champs n'est pas celui qu'il faut",
  "{} is not in the one spelling of its base64": "{} n'est pas dans l'unique écriture de son base64",
  "expected {} bytes, found {}": "il fallait {} octets, il y en a {}",
  "its receipt is not signed by it": "son reçu n'est pas signé par lui",
  "its receipt is not for what was sent": "son reçu n'est pas pour ce qui a été envoyé",
  "it is not the part that was asked for": "ce n'est pas la partie demandée",
  "its digest is another": "son empreinte est une autre",
  "{}: expected {} bytes, found {}": "{} : il fallait {} octets, il y en a {}",
  "{}: expected {} to {} bytes, found {}": "{} : il fallait {} à {} octets, il y en a {}",
  "{}: expected at least {} bytes, found {}": "{} : il fallait au moins {} octets, il y en a {}",
  "it is not five parts of base64url with dots between":
    "ce ne sont pas cinq parties en base64url séparées par des points",
  "its header is not a JSON object in base64url": "l'en-tête n'est pas un objet JSON en base64url",
  "its header has a name twice or holds objects": "l'en-tête a un nom en double ou contient des objets",
  "it is not base45 in its one spelling": "ce n'est pas du base45 dans son unique écriture",
  "it is not CBOR in its one spelling": "ce n'est pas du CBOR dans son unique écriture",
  "it is not a COSE_Encrypt structure": "ce n'est pas une structure COSE_Encrypt",
  "its protected header is not a map": "l'en-tête protégé n'est pas une table",
  "its header is not as it must be": "l'en-tête n'est pas comme il faut",
  "its IV is not of {} bytes": "le vecteur initial n'a pas {} octets",
  "its ciphertext is too short": "le texte chiffré est trop court",
  "its protected header does not fit its recipients": "l'en-tête protégé ne va pas avec les destinataires",
  "it names no recipient": "aucun destinataire n'est nommé",
  "it names more than {} recipients": "plus de {} destinataires sont nommés",
  "it names a recipient twice": "un destinataire est nommé deux fois",
  "it names its own recipients twice": "les destinataires y sont nommés deux fois",
  "a recipient is not built as it must be": "un destinataire n'est pas construit comme il faut",
  "its content is neither claims nor a COSE_Sign1 structure":
    "le contenu n'est ni des déclarations ni une structure COSE_Sign1",
  "its signature is not built as it must be": "la signature n'est pas construite comme il faut",
  "its signature has a header that is not signed": "la signature a un en-tête qui n'est pas signé",
  "its signer is not named as it must be": "le signataire n'est pas nommé comme il faut",
  "its claims are not as they must be": "les déclarations ne sont pas comme il faut",
  "the content algorithm": "l'algorithme du contenu",
  "the signature algorithm": "l'algorithme de signature",
  "a known one": "un algorithme connu",
  missing: "rien",
  "something else": "autre chose",
  "a header parameter": "un paramètre d'en-tête",
  "only known ones": "un paramètre connu",
  "a media type": "un type de média",
  "a registered media type": "un type de média enregistré",
  "it needs a dictionary": "il lui faut un dictionnaire",
  "it is not a {} stream or its checksum is wrong":
    "ce n'est pas un flux {}, ou sa somme de contrôle est fausse",
  "1 byte follows its end": "1 octet suit la fin",
  "{} bytes follow its end": "{} octets suivent la fin",

  // --- keys -----------------------------------------------------------------------------------------
  "name the receiver's public key with --public-key, or make a pair for a trial with qrseal keygen":
    "nommez la clé publique du destinataire avec --public-key, ou faites une paire d'essai avec qrseal keygen",
  "name your office's private key with --private-key, or make a pair with qrseal keygen":
    "nommez la clé privée de votre bureau avec --private-key, ou faites une paire avec qrseal keygen",
  "name the signing key with --sign-key, or make one with qrseal keygen --use signing":
    "nommez la clé de signature avec --sign-key, ou faites-en une avec qrseal keygen --use signing",
  "name one with --sign-key, or make one with qrseal keygen --use signing":
    "nommez-en une avec --sign-key, ou faites-en une avec qrseal keygen --use signing",
  "name the public key file that the issuer gave you, usually called …_signing_public.pem":
    "nommez le fichier de clé publique que l'émetteur vous a remis, en général …_signing_public.pem",
  "an RSA or X25519 key": "une clé RSA ou X25519",
  "an RSA key for a {} envelope": "une clé RSA pour une enveloppe {}",
  "an RSA key for --format {}": "une clé RSA pour --format {}",
  "an Ed25519, P-256, RSA or DSA-2048 signing key": "une clé de signature Ed25519, P-256, RSA ou DSA-2048",
  "an Ed25519 signing key": "une clé de signature Ed25519",
  "an RSA key restricted to PSS signatures": "une clé RSA réservée aux signatures PSS",
  "a P-256 key with its point written whole": "une clé P-256 dont le point est écrit en entier",
  "a compressed point": "un point comprimé",
  "a key of type {}": "une clé de type {}",
  "a key of unknown type": "une clé de type inconnu",
  iterations: "nombre d'itérations",
  "scrypt memory in bytes": "mémoire de scrypt en octets",
  "scrypt parallelisation": "parallélisme de scrypt",
  "no algorithm named": "aucun algorithme nommé",
  "no key derivation named": "aucune dérivation de clé nommée",
  "algorithm {}": "algorithme {}",
  "key derivation {}": "dérivation de clé {}",
  "it is not a list of old and new fingerprints with dates":
    "ce n'est pas une liste d'anciennes et de nouvelles empreintes avec leurs dates",

  // --- trust lists ----------------------------------------------------------------------------------
  bytes: "octets",
  issuers: "émetteurs",
  "revoked keys": "clés révoquées",
  "revoked documents": "documents révoqués",
  "a revoked key": "une clé révoquée",
  "a revoked document": "un document révoqué",
  "at any time": "sans limite de dates",
  "from {}": "à partir du {}",
  "until {}": "jusqu'au {}",
  "from {} until {}": "du {} au {}",
  "this desk's own list": "la liste propre à ce poste",
  "this desk's own list; it comes with the authority's bundle, against which qrseal trust revoke helps":
    "la liste propre à ce poste ; il vient du recueil de l'autorité, contre lequel agit qrseal trust revoke",
  "the trust lists, and no key file of that name": "les listes de confiance, ni de fichier de clé de ce nom",
  "the trust lists; a key that is not there is named by all 64 digits, or by its file":
    "les listes de confiance ; une clé qui n'y est pas se désigne par ses 64 chiffres, ou par son fichier",
  "it is empty": "il n'y a rien dedans",
  "it is longer than any list may be": "la longueur dépasse celle que peut avoir une liste",
  "it is a link to nothing": "c'est un lien vers rien",
  "it is missing, and trust.txt names its authority": "il manque, et trust.txt nomme son autorité",
  "trust.txt does not name the authority it is by": "trust.txt ne nomme pas l'autorité dont il vient",
  "the authority named in trust.txt did not sign it": "l'autorité nommée dans trust.txt ne l'a pas signé",
  "it is not a desk's own list": "ce n'est pas la liste propre à un poste",
  "it is not signed": "il n'y a pas de signature",
  "its signature does not hold": "la signature ne tient pas",
  "it is not a COSE_Sign1 structure": "ce n'est pas une structure COSE_Sign1",
  "its signature algorithm is not known": "l'algorithme de signature est inconnu",
  "what is signed is not a trust list": "ce qui est signé n'est pas une liste de confiance",
  "it begins as {}": "le début ressemble à ceci : {}",
  "its characters are not base45": "les caractères ne sont pas du base45",
  "it is cut short, or not in its one spelling": "elle est coupée, ou pas dans son unique écriture",
  "its fields are not those of a trust list": "les champs ne sont pas ceux d'une liste de confiance",
  "it names an authority, which each desk does for itself":
    "elle nomme une autorité, ce que chaque poste fait pour lui-même",
  "its date is not as it must be": "la date n'est pas comme il faut",
  "it revokes a key twice": "une clé y est révoquée deux fois",
  "it revokes a document twice": "un document y est révoqué deux fois",
  "it names a key twice for the same dates": "une clé y figure deux fois pour les mêmes dates",
  "its {} are not a list": "{} : ce n'est pas une liste",
  "it has more than {} {}": "il y a plus de {} {}",
  "an issuer's fields are not as they must be": "les champs d'un émetteur ne sont pas comme il faut",
  "an issuer's name or place is not text of 1 to {} characters":
    "le nom ou le lieu d'un émetteur n'est pas un texte de 1 à {} caractères",
  "an issuer's dates are not as they must be": "les dates d'un émetteur ne sont pas comme il faut",
  "an issuer's last date is before the first": "la dernière date d'un émetteur est avant la première",
  "the fields of {} are not as they must be": "{} : les champs ne sont pas comme il faut",
  "{} is not named by {} bytes": "{} : il fallait un nom de {} octets",
  "date or reason of {} is not as it must be": "{} : la date ou le motif n'est pas comme il faut",
  "a key in it is none that signs documents":
    "une clé qui s'y trouve n'est pas de celles qui signent des documents",
  "a key in it is none that signs documents: {}":
    "une clé qui s'y trouve n'est pas de celles qui signent des documents : {}",
  "a key in it is not in its one spelling": "une clé qui s'y trouve n'est pas dans son unique écriture",

  // --- the audit log --------------------------------------------------------------------------------
  "it is no entry of this log": "ce n'est pas une entrée de ce journal",
  "the noted head is not in it: entries were cut off or replaced":
    "la tête notée n'y est pas : des entrées ont été coupées ou remplacées",
  "it was written further down in the file: what was before it is gone":
    "cette entrée a été écrite plus bas dans le fichier : ce qui la précédait a disparu",
  "before it stands a line that no writer leaves there":
    "elle suit une ligne qu'aucune écriture ne laisse à cet endroit",
  "it is a copy of an earlier line": "c'est la copie d'une ligne antérieure",
  "its chain value fits neither what stands before it nor its own content":
    "sa valeur de chaîne ne va ni avec ce qui précède ni avec son propre contenu",

  // --- services -------------------------------------------------------------------------------------
  "it is no https:// address": "ce n'est pas une adresse https://",
  "it holds a user name or password": "elle contient un nom d'utilisateur ou un mot de passe",
  "it holds more than a host and a path": "elle contient plus qu'un nom de machine et un chemin",
  "plain http:// is only for this machine": "http:// sans chiffrement ne vaut que pour cette machine",
  "its certificate's fingerprint is not 64 hexadecimal digits":
    "l'empreinte de son certificat n'a pas 64 chiffres hexadécimaux",
  "nothing answers at this address": "rien ne répond à cette adresse",
  "no machine has this name": "aucune machine ne porte ce nom",
  "the name cannot be looked up now": "ce nom ne peut pas être recherché pour le moment",
  "no way leads there": "aucun chemin n'y mène",
  "the connection was broken off": "la connexion a été coupée",
  "no answer within {} s": "pas de réponse en {} s",
  "it is not encrypted": "elle n'est pas chiffrée",
  "it was not encrypted for this call": "elle n'a pas été chiffrée pour cet appel",
  "it is larger than {} bytes": "elle dépasse {} octets",
  "its JSON is not as the description of the service says":
    "son JSON n'est pas comme le dit la description du service",
  "its challenge is not sealed for this key": "son défi n'est pas scellé pour cette clé",
  "it sends to another place, and nobody is sent on":
    "elle renvoie ailleurs, et on ne se laisse pas renvoyer",
  "this passphrase": "cette phrase de passe",
  "this key file": "ce fichier de clé",
  "their format is not known here": "leur format est inconnu ici",
  "their protection asks for more work than is done for it":
    "leur protection demande plus de travail qu'on n'en fait pour elle",
  "it does not speak TLS": "il ne parle pas TLS",

  // --- what a service says when it refuses ----------------------------------------------------------------
  "the body is larger than this route takes": "le corps est plus grand que ce que prend cette route",
  "too many requests; try again after the time in Retry-After":
    "trop de requêtes ; réessayez après le temps dit dans Retry-After",
  "there is no such deposit, or it is not for whoever asks":
    "ce dépôt n'existe pas, ou n'est pas pour qui le demande",
  "the deposit is larger than this service takes": "le dépôt est plus grand que ce que prend ce service",
  "the deposit is to be kept longer than this service keeps any":
    "le dépôt doit rester plus longtemps que ce service n'en garde aucun",
  "the participant's deposits would take more than their quota":
    "les dépôts du participant dépasseraient leur quota",
  "no service of this name is behind the gateway":
    "aucun service de ce nom ne se trouve derrière la passerelle",
  "the service behind the gateway cannot be reached": "le service derrière la passerelle est injoignable",
  "the service behind the gateway did not answer in time":
    "le service derrière la passerelle n'a pas répondu à temps",
  "the answer of the service behind the gateway is larger than is passed on":
    "la réponse du service derrière la passerelle est plus grande que ce qui est transmis",
  "the service behind the gateway sends to another place, and nobody is sent on":
    "le service derrière la passerelle renvoie ailleurs, et personne n'y est envoyé",
  "the request is not signed; docs/EXCHANGE.md tells how":
    "la requête n'est pas signée ; docs/EXCHANGE.md dit comment",
  "the signature's time is over; the Date of this answer is what the service's clock says":
    "le temps de la signature est passé ; la Date de cette réponse est l'heure du service",
  "the signature is from the future; the Date of this answer is what the service's clock says":
    "la signature vient du futur ; la Date de cette réponse est l'heure du service",
  "the signature does not belong to this request, or no participant has its key":
    "la signature n'est pas celle de cette requête, ou aucun participant n'a sa clé",
  "possession of the encryption key is not proved yet":
    "la possession de la clé de chiffrement n'est pas encore prouvée",
  "the participant is suspended; ask the operator": "le participant est suspendu ; demandez à l'exploitant",
  "the connection's client certificate is not of the key that signed the request":
    "le certificat client de la connexion n'est pas celui de la clé qui a signé la requête",
  "names have 3 to 63 characters: words of a to z or numbers, joined by hyphens; some are reserved":
    "un nom a de 3 à 63 caractères : des mots de a à z ou des nombres, reliés par des traits d'union ; certains sont réservés",
  "another participant has this name": "un autre participant a ce nom",
  "another participant has this signing key": "un autre participant a cette clé de signature",
  "the participant was changed at the same moment; look at it, and ask again":
    "le participant a été modifié au même moment ; regardez-le, et redemandez",
  "there is no participant of this name": "aucun participant n'a ce nom",
  "another participant cannot do this": "un autre participant ne peut pas faire cela",
  "this is for the administration, and the request does not carry its token":
    "c'est pour l'administration, et la requête ne porte pas son jeton",
  "the service cannot serve this now; try again later":
    "le service ne peut pas répondre maintenant ; réessayez plus tard",
  "the service is being stopped; try again in a moment":
    "le service est en cours d'arrêt ; réessayez dans un instant",
  "the service failed; its log holds the reason under this request's id":
    "le service a échoué ; son journal en dit la raison sous l'identifiant de cette requête",

  // --- what to do about that ------------------------------------------------------------------------
  "it takes this from participants only: name the key that it knows you by with --participant-key":
    "il ne le fait que pour des participants : nommez avec --participant-key la clé sous laquelle il vous connaît",
  "ask for fewer days with --deposit-days, or its operator for more":
    "demandez moins de jours avec --deposit-days, ou davantage à son exploitant",
  "set this machine's clock, then run the same command again":
    "mettez à l'heure l'horloge de cette machine, puis relancez la même commande",
  "name the key that it knows you by, or make this one known: qrseal participant register":
    "nommez la clé sous laquelle il vous connaît, ou faites connaître celle-ci : qrseal participant register",
  "run qrseal participant register again, with the same --private-key: that proves it":
    "relancez qrseal participant register, avec la même --private-key : cela le prouve",
  "only its operator can end that": "seul son exploitant peut y mettre fin",
  "choose another name, as city-office or port-12":
    "choisissez un autre nom, par exemple city-office ou port-12",
  "choose another; if it is yours, give it your new key with qrseal participant replace-key":
    "choisissez-en un autre ; si c'est le vôtre, donnez-lui votre nouvelle clé avec qrseal participant replace-key",
  "use the name that this key has, or make another: qrseal keygen --use signing":
    "prenez le nom qu'a cette clé, ou créez-en une autre : qrseal keygen --use signing",
  "see what it is now with qrseal participant show, then decide again":
    "voyez ce qu'il en est avec qrseal participant show, puis décidez à nouveau",
  "check how the name is written, or ask that office under which one it registered":
    "vérifiez comment le nom s'écrit, ou demandez à ce bureau sous lequel il s'est inscrit",
  "use the key of that very participant, or ask its operator":
    "prenez la clé de ce participant même, ou demandez à son exploitant",
  "name the token's file with --admin-token-file: qrseal serve tells where it is":
    "nommez le fichier du jeton avec --admin-token-file : qrseal serve dit où il se trouve",
  "check the id, and that you use the key with which it was deposited":
    "vérifiez l'identifiant, et que vous prenez la clé avec laquelle il a été déposé",
  "make the document smaller, or ask its operator for a higher limit":
    "réduisez le document, ou demandez à son exploitant une limite plus haute",
  "take out what is not needed with qrseal deposit remove, or ask its operator for more":
    "retirez ce qui ne sert plus avec qrseal deposit remove, ou demandez davantage à son exploitant",
  "check how the name is written, or ask its operator what is behind it":
    "vérifiez comment le nom s'écrit, ou demandez à son exploitant ce qui se trouve derrière lui",
  "that is its own answer: check the address and what was asked, or ask its operator":
    "c'est sa propre réponse : vérifiez l'adresse et ce qui a été demandé, ou voyez avec son exploitant",
  "docs/EXCHANGE.md tells what each of its refusals means":
    "docs/EXCHANGE.md dit ce que signifie chacun de ses refus",
};
