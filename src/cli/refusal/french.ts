/** The refusals in French, total over their codes: the same facts and the same voice as in src/core/errors.ts. */
import { fillPhrase, remedyFor } from "../../core/index.ts";
import type { ErrorCode, ErrorFacts, Phrase, PhraseFact, Wording } from "../../core/index.ts";
import { frenchPhrases } from "./frenchphrases.ts";

export function wordInFrench({ code, facts }: { readonly code: string; readonly facts: object }): Wording {
  // The compiler cannot see that a code and its facts go together; whoever made the error proved it.
  const word = frenchRefusals[code as ErrorCode] as (facts: object) => Wording;
  return word(facts);
}

/** A phrase; one without facts is its name. */
const say = (wanted: Phrase): string => (typeof wanted === "string" ? frenchPhrases[wanted] : quote(wanted));

/** What stands beside phrases: a text for itself, a number as French writes it, another refusal by its sentence. */
function quote(wanted: PhraseFact): string {
  if (typeof wanted === "string") return wanted;
  if (typeof wanted === "number") return frenchNumber(wanted);
  if ("code" in wanted) return wordInFrench(wanted).says;
  return fillPhrase(frenchPhrases[wanted.phrase], wanted.facts.map(quote));
}

/** 1 234 567, with the narrow space that French puts there (U+202F). */
const frenchNumber = (number: number): string => number.toLocaleString("fr");
const plural = (count: number, noun: string): string =>
  `${frenchNumber(count)} ${noun}${count < 2 ? "" : "s"}`;
const bytes = (count: number): string => plural(count, "octet");
const list = (names: readonly string[]): string => names.join(", ");

const frenchRefusals: { readonly [C in ErrorCode]: (facts: ErrorFacts<C>) => Wording } = {
  // --- how the command was called -------------------------------------------------------------------
  "usage/bad-option": (f) => ({
    says: say(f.problem),
    hint: `voir : qrseal ${f.command === "" ? "" : `${f.command} `}--help`,
  }),
  "usage/missing-input": (f) => ({
    says: `il manque à ${f.command} ${say(f.what)}`,
    hint: `nommez un fichier, ou - pour l'entrée standard ; voir : qrseal ${f.command} --help`,
  }),
  "usage/conflict": (f) => ({
    says: `${quote(f.first)} et ${quote(f.second)} ne vont pas ensemble : ${say(f.reason)}`,
    hint: "retirez l'un des deux",
  }),
  "usage/picture-as-text": (f) => ({
    says: `--text prend le texte d'une enveloppe, et c'est une image ${f.format} : ${quote(f.path)}`,
    hint: "nommez une image avec --qr",
  }),
  "usage/same-file": (f) => ({
    says: `${quote(f.output)} et ${quote(f.other)} sont un seul et même fichier, ${f.path}`,
    hint: "donnez un autre nom au fichier à écrire",
  }),
  "usage/binary-on-terminal": (f) => ({
    says: `${say(f.what)} ne peut pas s'afficher dans un terminal`,
    hint: `nommez un fichier avec ${f.option} FICHIER, ou dirigez la sortie avec | ou >`,
  }),

  // --- files that are read --------------------------------------------------------------------------
  "input/not-found": (f) => ({
    says: `${say(f.what)} est introuvable : ${quote(f.path)}`,
    hint: "vérifiez le nom et le dossier",
  }),
  "input/is-folder": (f) => ({
    says: `il fallait ${say(f.what)}, et c'est un dossier : ${quote(f.path)}`,
    hint: "nommez un fichier de ce dossier",
  }),
  "input/unreadable": (f) => ({
    says: `on ne peut pas lire ${say(f.what)} : ${quote(f.path)} (${say(f.reason)})`,
    hint: "vérifiez que vous avez le droit de lire ce fichier et que le disque ou la clé USB est toujours là",
  }),
  "input/empty": (f) => ({
    says: `il fallait ${say(f.what)}, et il n'y a rien : ${quote(f.path)} est vide`,
    hint: "vérifiez que le fichier a été copié, ou l'image enregistrée, en entier",
  }),
  "input/too-large": (f) => ({
    says: `${say(f.what)} dépasse les ${bytes(f.maxBytes)} permis : ${quote(f.path)}`,
    hint: "vérifiez que c'est le bon fichier",
  }),
  "input/some-unreadable": (f) => ({
    says: `on ne peut pas lire ${f.paths.length} des ${f.count} images : ${list(f.paths)}`,
    hint: "les résultats disent pourquoi pour chacune ; ceux des autres images sont complets",
  }),
  "input/interrupted": () => ({
    says: "arrêt avant que le texte de l'enveloppe soit là, rien n'a été écrit",
    hint: "relancez la commande et lisez le code au lecteur, ou tapez son texte puis Entrée",
  }),

  // --- files that are written -----------------------------------------------------------------------
  "output/exists": (f) => ({
    says: `${f.path} existe déjà et n'a pas été touché`,
    hint: "donnez un autre nom, ou --force pour le remplacer",
  }),
  "output/no-folder": (f) => ({
    says: `le dossier où écrire n'existe pas : ${f.path}`,
    hint: "créez d'abord ce dossier, ou nommez-en un autre",
  }),
  "output/is-folder": (f) => ({
    says: `il fallait un nom de fichier où écrire, et c'est un dossier : ${f.path}`,
    hint: "ajoutez-y un nom de fichier",
  }),
  "output/not-writable": (f) => ({
    says: `écriture impossible : ${f.path} (${say(f.reason)})`,
    hint: "vérifiez que vous avez le droit d'y écrire, ou nommez un autre dossier",
  }),
  "output/disk-full": (f) => ({
    says: `le disque est plein, rien n'a été écrit : ${quote(f.path)}`,
    hint: "libérez de la place ou nommez un autre disque, puis relancez la même commande",
  }),
  "output/broken-pipe": () => ({
    says: "le programme qui lisait la sortie s'est arrêté avant la fin",
    hint: "relancez avec la sortie dans un fichier, puis transmettez ce fichier",
  }),

  // --- the document ---------------------------------------------------------------------------------
  "document/not-json": (f) => ({
    says: `le document n'est pas du JSON : ligne ${f.line}, colonne ${f.column} : il fallait ${say(f.expected)}, et il y a ${say(f.found)}`,
    hint: f.isJsonOnly
      ? "corrigez à cet endroit"
      : "corrigez à cet endroit ; pour porter d'autres sortes de fichiers : --in FICHIER",
  }),
  "document/not-utf8": (f) => ({
    says: `le document n'est pas du texte UTF-8, que le JSON exige : il y a ${say(f.found)}`,
    hint: "enregistrez-le de nouveau en UTF-8, sans marque d'ordre des octets",
  }),
  "document/opened-not-json": (f) => ({
    says: `le code s'est ouvert, mais ce qu'il contient n'est pas du JSON (ligne ${f.line}, colonne ${f.column})`,
    hint: "c'est ce que l'expéditeur a scellé ; pour le prendre tel quel : --out FICHIER",
  }),
  "document/too-large": (f) => ({
    says: `le document fait ${bytes(f.bytes)}, on peut en sceller ${frenchNumber(f.maxBytes)} au plus`,
    hint: "partagez-le, ou retirez ce dont le lecteur n'a pas besoin",
  }),

  // --- pictures and symbols -------------------------------------------------------------------------
  "image/unsupported": (f) =>
    f.textAllowed
      ? {
          says: `il fallait une image ou le texte d'une enveloppe, et c'est ${say(f.found)}`,
          hint: "donnez une image PNG, JPEG, WebP, TIFF, GIF, AVIF ou HEIC, ou le texte d'une enveloppe",
        }
      : {
          says: `il fallait une image, et c'est ${say(f.found)}`,
          hint: "donnez une image PNG, JPEG, WebP, TIFF, GIF, AVIF ou HEIC",
        },
  "image/too-many-pixels": (f) => ({
    says: `l'image fait ${f.width} × ${f.height} pixels, on en lit ${frenchNumber(f.maxPixels / 1e6)} millions au plus`,
    hint: "enregistrez-la plus petite ou découpez le code, puis réessayez",
  }),
  "image/damaged": (f) => ({
    says: `l'image ${f.format} est abîmée ou incomplète`,
    hint: "copiez-la de nouveau depuis son origine, ou refaites la photo",
  }),
  "qr/none-found": (f) => ({
    says: `aucun code QR n'a pu être lu dans l'image (${f.width} × ${f.height} pixels)`,
    hint: "refaites la photo : de plus près, à plat, nette, bien éclairée, le code entier avec sa bordure blanche",
  }),
  "qr/blurred": (f) =>
    f.moved
      ? {
          says: "le code est filé : le téléphone a bougé pendant la prise de vue",
          hint: "tenez le téléphone à deux mains ou appuyez-le, puis refaites la photo",
        }
      : {
          says: "l'image est trop floue pour qu'un code y soit lu",
          hint: "touchez le code à l'écran pour faire la mise au point, ne bougez plus, puis refaites la photo",
        },
  "qr/too-small": (f) => ({
    says:
      f.needed === null
        ? `le code est trop petit dans l'image : il n'y couvre que ${f.pixels} pixels environ`
        : `le code est trop petit dans l'image : il y couvre ${f.pixels} pixels, il en faut ${f.needed}`,
    hint: "approchez le téléphone jusqu'à ce que le code remplisse presque l'image",
  }),
  "qr/glare": (f) => ({
    says: `un reflet sur le code en cache ${f.percent} %`,
    hint: "inclinez le papier ou tournez-vous par rapport à la lampe jusqu'à ce que la tache blanche disparaisse, puis refaites la photo",
  }),
  "qr/shaded": (f) => ({
    says: `une ombre cache ${f.percent} % du code`,
    hint: "tournez-vous pour que la lumière tombe également sur tout le papier, puis refaites la photo",
  }),
  "qr/cut-off": (f) => ({
    says: `le code est coupé ${say(f.edge)} de l'image`,
    hint: "refaites la photo avec le code entier et sa bordure blanche",
  }),
  "qr/crumpled": () => ({
    says: "le code est bien là, mais il est trop froissé, abîmé ou couvert",
    hint: "lissez le papier, retirez ce qui couvre le code, puis refaites la photo bien au-dessus",
  }),
  "qr/too-dark": () => ({
    says: "l'image est trop sombre pour qu'on y voie un code",
    hint: "allumez la lumière ou cherchez un endroit plus clair, puis refaites la photo",
  }),
  "qr/no-contrast": (f) =>
    f.washedOut
      ? {
          says: "l'image est trop claire : elle est blanche presque partout",
          hint: "touchez le code à l'écran pour que le téléphone règle la lumière sur lui, puis refaites la photo",
        }
      : {
          says: "le code est trop pâle pour se détacher de son papier",
          hint: "refaites la photo avec plus de lumière ; si l'impression est pâle, il en faut une nouvelle",
        },
  "qr/foreign-characters": () => ({
    says: "le code est bien là, mais écrit dans des caractères qu'on ne lit pas ici",
    hint: "photographiez le code du document scellé ; celui-ci est d'un autre système",
  }),
  "qr/none-in-any": (f) => ({
    says: `aucun code QR n'a pu être lu dans aucune des ${f.count} images`,
    hint: "refaites les photos : de plus près, à plat, nettes, bien éclairées, le code entier avec sa bordure blanche",
  }),
  "qr/not-an-envelope": (f) => ({
    says: `${f.count === 1 ? "le code QR ne contient" : `les ${f.count} codes QR ne contiennent`} aucune de nos enveloppes, mais ${say(f.found)}`,
    hint: "photographiez le code du document scellé, et lui seul",
  }),
  "qr/several-envelopes": (f) => ({
    says: `il fallait un seul document scellé, il y en a ${f.count} différents`,
    hint: "photographiez un code à la fois",
  }),
  "qr/too-large": (f) => ({
    says:
      `l'enveloppe compte ${plural(f.characters, "caractère")}, ${frenchNumber(f.characters - f.capacity)} de trop pour un code QR` +
      ` au niveau de correction ${f.errorCorrection}, qui en tient ${frenchNumber(f.capacity)}`,
    hint:
      f.fitsAt.length > 0
        ? `elle tient avec --error-correction ${f.fitsAt.join(" ou ")} ; un document plus court aide aussi`
        : "elle ne tient à aucun niveau de correction : raccourcissez le document ; une clé de destinataire de type x25519 prend le moins de place",
  }),

  // --- envelopes ------------------------------------------------------------------------------------
  "envelope/not-recognised": (f) => ({
    says: `il fallait le texte d'une enveloppe, et c'est ${say(f.found)}`,
    hint: "vérifiez que c'est le texte entier du code, du premier caractère au dernier",
  }),
  "envelope/malformed": (f) => ({
    says: `l'enveloppe ${f.format} est abîmée ou a été modifiée : ${say(f.problem)}`,
    hint: "relisez le code ; si la réponse reste la même, ne vous fiez pas au papier",
  }),
  "envelope/unsupported": (f) => ({
    says: `l'enveloppe demande ce que cette version ne connaît pas : ${quote(f.field)} vaut ${quote(f.found)}, il fallait ${quote(f.expected)}`,
    hint: "elle vient d'un autre outil ou d'une version plus récente, ou a été modifiée ; demandez à l'expéditeur comment il l'a faite",
  }),
  "open/not-for-this-key": (f) =>
    f.bits === f.envelopeBits
      ? {
          says: `cette clé privée n'ouvre pas l'enveloppe : ${f.key} (${f.fingerprint})`,
          hint: "elle a été scellée pour une autre clé, ou modifiée en route ; essayez la clé du bureau destinataire",
        }
      : {
          says: `l'enveloppe est pour une clé de ${f.envelopeBits} bits, la vôtre en a ${f.bits} : ${f.key} (${f.fingerprint})`,
          hint: "essayez la clé du bureau destinataire",
        },
  "open/damaged": () => ({
    says: "l'enveloppe est pour votre clé, mais son contenu a été abîmé ou modifié",
    hint: "relisez le code ; si la réponse reste la même, ne vous fiez pas au papier",
  }),
  "open/bad-compression": (f) => ({
    says: `l'enveloppe s'est ouverte, mais le document qu'elle contient est mal compressé : ${say(f.problem)}`,
    hint: "cela vient de l'outil de l'expéditeur ; demandez-lui de sceller le document de nouveau",
  }),
  "open/too-large": (f) => ({
    says: `le document contenu dépasse, une fois décompressé, les ${bytes(f.maxBytes)} permis`,
    hint: "aucun code honnête ne fait cela : ne vous fiez pas au papier, et prévenez l'expéditeur",
  }),
  "open/for-another-key": (f) => ({
    says: `ce document est pour ${list(f.recipients)} ; ${f.held.length === 0 ? "vous n'avez aucune clé pour lui" : `vous avez ${list(f.held)}`}`,
    hint: "remettez-le au bureau destinataire, ou nommez la clé privée de ce bureau avec --private-key",
  }),

  // --- deposits -------------------------------------------------------------------------------------
  "deposit/malformed": () => ({
    says: "le code s'est ouvert et dit que son document est déposé, mais n'indique pas comme il faut où il l'est",
    hint: "demandez-en un nouveau à son émetteur : son outil n'écrit pas ces codes comme il le doit",
  }),
  "deposit/altered": (f) => ({
    says: `le document déposé n'est pas celui que le code désigne : ${say(f.problem)}`,
    hint: "rien n'a été écrit ; demandez à son émetteur de le déposer de nouveau, et prévenez l'exploitant du service",
  }),
  "deposit/not-fetched": (f) => ({
    says:
      f.named === null
        ? `le code dit que son document est déposé à ${f.url}, et aucun émetteur connu ici ne l'affirme : rien n'y a été demandé`
        : `le code dit que son document est déposé à ${f.url}, et --exchange nomme ${f.named} : rien n'a été demandé`,
    hint: "si vous connaissez ce service, nommez-le avec --exchange ; sinon interrogez l'émetteur par téléphone",
  }),
  "deposit/unreachable": (f) => ({
    says: `le document n'est pas dans le code, il est déposé jusqu'au ${f.until} à ${f.url}, qui ne peut être joint (${say(f.reason)})`,
    hint: "connectez cette machine au réseau et lancez de nouveau la même commande ; le code reste tel qu'il est",
  }),
  "deposit/expired": (f) => ({
    says: `le document était déposé à ${f.url} jusqu'au ${f.until}, et n'y est plus gardé`,
    hint: "demandez à son émetteur de le déposer de nouveau et un nouveau code",
  }),
  "deposit/gone": (f) => ({
    says: `le document n'est plus à ${f.url} : qui l'avait déposé l'a retiré`,
    hint: "demandez un nouveau code à son émetteur",
  }),
  "deposit/collected": (f) => ({
    says: `le document était pour un seul lecteur, et a déjà été retiré de ${f.url}`,
    hint: "qrseal register list dit si c'était ce poste ; si ce n'était personne de chez vous, prévenez l'émetteur aussitôt",
  }),
  "deposit/claimed": (f) => ({
    says: `le document est pour un seul lecteur, et un autre est en train de le retirer de ${f.url}`,
    hint: "demandez à qui d'autre a ce code ou votre clé ; si ce n'était personne de chez vous, prévenez l'émetteur aussitôt",
  }),
  "deposit/incomplete": (f) => ({
    says: `le document n'est pas encore complet à ${f.url}`,
    hint: "réessayez plus tard ; si rien ne change, dites à son émetteur que le dépôt n'a pas été achevé",
  }),

  // --- verdicts -------------------------------------------------------------------------------------
  "verdict/bad-signature": (f) => ({
    says: `le document se dit émis par ${f.issuer}, mais cette signature n'est pas la sienne`,
    hint: "c'est un faux, ou il a été modifié : gardez le papier et prévenez votre service de sécurité",
  }),
  "verdict/forwarded": (f) => ({
    says: `le document a été signé pour un autre bureau (${list(f.signedFor)}), puis scellé de nouveau pour vous`,
    hint: "demandez à l'émetteur un document à votre nom ; si c'était votre propre ancienne clé, notez-le : qrseal keys succeed",
  }),
  "verdict/unsigned": () => ({
    says: "le document n'est pas signé : quiconque a votre clé publique a pu le faire",
    hint: "demandez à l'émetteur un document signé ; pour l'accepter sous votre responsabilité : --accept unsigned",
  }),
  "verdict/unknown-issuer": (f) => ({
    says: `le document est signé avec une clé que votre liste de confiance ne connaît pas : ${f.fingerprint}`,
    hint: "interrogez l'émetteur par téléphone sur cette clé ; pour l'accepter sous votre responsabilité : --accept unknown-issuer",
  }),
  "verdict/retired-key": (f) => ({
    says: `le document a été signé le ${f.signedAt}, à une date où cette clé ne valait pas pour ${f.issuer}`,
    hint: "demandez-en un nouveau à l'émetteur ; pour l'accepter sous votre responsabilité : --accept retired-key",
  }),
  "verdict/expired": (f) => ({
    says: `le document valait jusqu'au ${f.until}`,
    hint: "demandez-en un plus récent au porteur ; pour l'accepter sous votre responsabilité : --accept expired",
  }),
  "verdict/not-yet-valid": (f) => ({
    says: `le document ne vaut qu'à partir du ${f.from}`,
    hint: "vérifiez la date et l'heure de cette machine ; pour l'accepter sous votre responsabilité : --accept not-yet-valid",
  }),
  "verdict/key-revoked": (f) => ({
    says: `la clé qui a signé le document a été révoquée le ${f.at} : ${f.issuer}${f.reason === null ? "" : ` (${f.reason})`}`,
    hint: "demandez-en un nouveau à l'émetteur ; pour l'accepter sous votre responsabilité : --accept revoked",
  }),
  "verdict/document-revoked": (f) => ({
    says: `le document a été révoqué le ${f.at}${f.reason === null ? "" : ` (${f.reason})`}`,
    hint: "interrogez l'émetteur ; pour l'accepter sous votre responsabilité : --accept revoked",
  }),

  // --- keys -----------------------------------------------------------------------------------------
  "key/not-found": (f) => ({
    says: `${say(f.what)} est introuvable : ${f.path}`,
    hint: say(f.remedy),
  }),
  "key/not-a-key": (f) => ({
    says: `il fallait ${say(f.what)} en PEM, et c'est ${say(f.found)} : ${f.path}`,
    hint: "nommez un fichier .pem tel qu'en font qrseal keygen, openssl ou le module cryptography de Python",
  }),
  "key/private-needed": (f) => ({
    says: `il fallait une clé privée, et c'est une clé publique : ${f.path}`,
    hint: "nommez la moitié privée, en général …_private.pem",
  }),
  "key/public-needed": (f) => ({
    says: `il fallait une clé publique, et c'est une clé privée : ${f.path}`,
    hint: "nommez plutôt …_public.pem ; une clé privée ne doit jamais quitter son bureau",
  }),
  "key/wrong-type": (f) => ({
    says: `il fallait ${say(f.expected)}, et c'est ${say(f.found)} : ${f.path}`,
    hint: "nommez un autre fichier de clé, ou faites une paire avec qrseal keygen",
  }),
  "key/bad-size": (f) => ({
    says: `la clé RSA a ${f.bits} bits, il en faut ${f.minBits} à ${f.maxBits} en octets entiers : ${f.path}`,
    hint:
      f.bits < f.minBits
        ? "elle est trop petite pour être sûre ; faites une nouvelle paire avec qrseal keygen"
        : "faites une nouvelle paire avec qrseal keygen",
  }),
  "key/bad-exponent": (f) => ({
    says: `l'exposant public de la clé RSA n'est pas un nombre impair compris entre 3 et 32 bits : ${f.path}`,
    hint: "n'utilisez pas cette clé ; faites une nouvelle paire avec qrseal keygen",
  }),
  "key/unknown-protection": (f) => ({
    says: `le fichier de clé est protégé d'une manière qui ne se lit pas ici (${say(f.found)}) : ${f.path}`,
    hint: "convertissez-le une fois : openssl pkcs8 -topk8 -v2 aes-256-cbc -v2prf hmacWithSHA256 -iter 600000",
  }),
  "key/costly-protection": (f) => ({
    says: `le fichier de clé demande ${Number.isFinite(f.found) ? frenchNumber(f.found) : "plus qu'on ne peut compter"} (${say(f.parameter)}), ${frenchNumber(f.max)} au plus se calculent ici : ${f.path}`,
    hint: "aucun outil honnête n'écrit cela ; reprenez le fichier de clé à son origine",
  }),
  "key/ambiguous": (f) => ({
    says: `il y a plusieurs ${say(f.what)} possibles : ${list(f.paths)}`,
    hint: `nommez-en une avec ${f.option} FICHIER`,
  }),
  "key/none": (f) => ({
    says: `aucune clé privée dans le dossier ${f.folder}`,
    hint: "nommez le dossier avec --keys ou la clé avec --private-key, ou faites une paire avec qrseal keygen",
  }),
  "key/bad-succession": (f) => ({
    says: `le registre des successions de clés est abîmé : ${f.path} (${say(f.problem)})`,
    hint: "reprenez-la d'une copie, ou retirez-la et notez de nouveau les successions avec qrseal keys succeed",
  }),
  "key/exists": (f) => ({
    says: `une clé de ce nom existe déjà et n'a pas été touchée : ${f.path}`,
    hint: "choisissez un autre --name, ou --force pour mettre l'ancienne paire de côté et en faire une nouvelle",
  }),

  // --- whom this desk believes ----------------------------------------------------------------------
  "trust/not-recognised": (f) => ({
    says: `il fallait un recueil de confiance, et c'est ${say(f.found)}`,
    hint: "nommez le fichier ou l'image que qrseal trust export a fait",
  }),
  "trust/malformed": (f) => ({
    says: `la liste de confiance est abîmée ou a été modifiée : ${say(f.problem)}`,
    hint: "demandez-la de nouveau à l'autorité qui l'a faite",
  }),
  "trust/bad-signature": () => ({
    says: "le recueil de confiance a été modifié : sa signature ne tient pas",
    hint: "ne l'utilisez pas ; demandez-le de nouveau à l'autorité qui l'a fait",
  }),
  "trust/not-by-authority": (f) => ({
    says: `le recueil de confiance n'est pas signé par l'autorité ${f.authority}, mais par une clé qui commence par ${f.found}`,
    hint: "si l'autorité a vraiment une nouvelle clé, comparez l'empreinte par téléphone, puis --signed-by FICHIER --force",
  }),
  "trust/no-authority": () => ({
    says: "ce poste ne sait pas encore de qui il prend les recueils de confiance",
    hint: "nommez une fois la clé publique de l'autorité avec --signed-by FICHIER, après comparaison de l'empreinte par téléphone",
  }),
  "trust/other-authority": (f) => ({
    says: `ce poste prend les recueils de ${f.authority}, et --signed-by nomme ${f.named}`,
    hint: "comparez la nouvelle empreinte par téléphone ; --force change alors d'autorité",
  }),
  "trust/older": (f) => ({
    says: `le recueil de confiance est du ${f.madeAt}, plus ancien que celui d'ici, du ${f.present}`,
    hint: "une vieille liste rétablirait des clés révoquées depuis ; demandez la dernière à l'autorité",
  }),
  "trust/from-future": (f) => ({
    says: `le recueil de confiance a été fait le ${f.madeAt}, après l'heure de cette machine (${f.now})`,
    hint: "mettez l'horloge de cette machine à l'heure ; si elle l'est, c'est celle de l'autorité qui se trompe",
  }),
  "trust/too-large": (f) => ({
    says: `la liste de confiance aurait ${frenchNumber(f.count)} ${say(f.what)}, ${frenchNumber(f.max)} au plus peuvent se relire`,
    hint: "retirez ce qui ne sert plus",
  }),
  "trust/too-large-for-code": (f) => ({
    says: `le recueil de confiance compte ${plural(f.characters, "caractère")}, un code QR en tient ${frenchNumber(f.capacity)}`,
    hint: "remettez-le en fichier : donnez un nom qui ne finit pas en .png",
  }),
  "trust/empty": (f) => ({
    says: `la liste propre à ce poste est vide, il n'y a rien à exporter : ${f.folder}`,
    hint: "ajoutez des émetteurs avec qrseal trust add, ou nommez le dossier qui les contient avec --keys",
  }),
  "trust/exists": (f) => ({
    says: `cette clé est déjà dans la liste, au nom de ${f.name} (${f.fingerprint}, ${say(f.dates)})`,
    hint: "donnez des dates qui ne chevauchent pas celles-là, ou retirez d'abord l'entrée avec qrseal trust remove",
  }),
  "trust/not-found": (f) => ({
    says: `aucun émetteur ni clé du nom de ${f.wanted} dans ${say(f.where)}`,
    hint: "voyez ce qui s'y trouve avec qrseal trust list",
  }),
  "trust/ambiguous": (f) => ({
    says: `plusieurs clés portent le nom de ${f.wanted} : ${list(f.fingerprints)}`,
    hint: "désignez-en une par son empreinte",
  }),
  "trust/store-damaged": (f) => ({
    says: `la liste de confiance de ce poste est abîmée, personne n'est cru tant qu'elle n'est pas réparée : ${f.path} (${say(f.problem)})`,
    hint: "reprenez le fichier d'une copie ; sinon mettez-le de côté, importez le recueil de l'autorité et ajoutez de nouveau vos émetteurs",
  }),
  "trust/busy": (f) => ({
    says: `d'autres commandes modifient sans cesse la liste de confiance, ce changement n'a pas été fait : ${f.path}`,
    hint: "relancez la commande quand elles auront fini",
  }),

  // --- passphrases ----------------------------------------------------------------------------------
  "passphrase/wrong": (f) => ({
    says: `la phrase secrète n'ouvre pas la clé privée : ${f.path}`,
    hint: "tapez-la de nouveau, attention aux majuscules et au clavier ; si elle est sûrement juste, le fichier est abîmé",
  }),
  "passphrase/no-terminal": () => ({
    says: "il faut une phrase secrète, et il n'y a pas de terminal où la demander",
    hint: "donnez --passphrase-file FICHIER, ou définissez QRSEAL_PASSPHRASE",
  }),
  "passphrase/mismatch": () => ({
    says: "les deux phrases secrètes diffèrent, aucune clé n'a été faite",
    hint: "relancez la commande et tapez deux fois la même phrase secrète",
  }),
  "passphrase/empty": (f) => ({
    says: `la phrase secrète est vide (${quote(f.source)})`,
    hint: "choisissez-en une d'au moins 12 caractères, ou quatre mots sans rapport",
  }),
  "passphrase/too-long": (f) => ({
    says: `la phrase secrète fait ${bytes(f.bytes)}, tous les outils en relisent ${frenchNumber(f.maxBytes)} au plus`,
    hint: "choisissez-en une plus courte : quatre mots sans rapport suffisent",
  }),
  "passphrase/not-text": (f) => ({
    says: `la phrase secrète n'est pas une ligne de texte UTF-8 (${quote(f.source)}) : il y a ${say(f.found)}`,
    hint: "enregistrez-la en UTF-8, sur une seule ligne",
  }),
  "passphrase/interrupted": () => ({
    says: "arrêt à la demande de la phrase secrète, rien n'a été écrit",
    hint: "relancez la commande quand vous aurez la phrase secrète",
  }),

  // --- what a desk records -------------------------------------------------------------------------
  "register/not-a-register": (f) => ({
    says: `il fallait le registre d'un autre poste, et c'est autre chose à la ligne ${frenchNumber(f.line)} : ${f.path}`,
    hint: "nommez le register.jsonl du dossier de clés de ce poste ; votre propre registre est resté tel quel",
  }),
  "audit/broken": (f) => ({
    says: `le journal d'audit a été modifié : ${f.path}${f.line === null ? "" : `, ligne ${frenchNumber(f.line)}`} : ${say(f.problem)}`,
    hint: "laissez le fichier tel quel, et comparez-le à votre dernière copie",
  }),

  // --- services -------------------------------------------------------------------------------------
  "exchange/bad-address": (f) => ({
    says: `le service ne peut pas être appelé sous ce nom : ${f.url} : ${say(f.problem)}`,
    hint: "donnez l'adresse comme son exploitant la donne, par exemple https://exchange.example:5443",
  }),
  "exchange/unreachable": (f) => ({
    says: `le service est injoignable : ${f.url} (${say(f.reason)})`,
    hint: "vérifiez l'adresse et le réseau de cette machine, ou réessayez plus tard",
  }),
  "exchange/unavailable": (f) => ({
    says: `le service ${f.url} ne peut pas le faire pour le moment : ${quote(f.says)} (${f.refusal})`,
    hint: "réessayez plus tard ; si cela dure, prévenez l'exploitant du service",
  }),
  "exchange/refused": (f) => ({
    says: `le service ${f.url} refuse : ${quote(f.says)} (${f.refusal})`,
    hint: say(remedyFor(f.refusal)),
  }),
  "exchange/not-the-service": (f) =>
    f.expected === null
      ? {
          says: `personne de connu ici ne répond du certificat de ${f.url}, dont l'empreinte est ${f.found}`,
          hint: "si son exploitant confirme cette empreinte, donnez-la avec --service-certificate ; sinon nommez l'autorité avec --ca",
        }
      : {
          says: `le certificat de ${f.url} a l'empreinte ${f.found}, il fallait ${f.expected}`,
          hint: "rien n'a été envoyé ; demandez à l'exploitant du service si le certificat a été remplacé, avant de donner le nouveau",
        },
  "exchange/other-keys": (f) => ({
    says: `le service ${f.url} présente la clé ${f.found}, il fallait ${f.expected}, et rien de connu ne répond d'elle`,
    hint: "rien n'a été envoyé ; demandez à son exploitant l'empreinte de sa clé RSA, puis donnez-la avec --pin",
  }),
  "exchange/bad-record": (f) => ({
    says: `le registre des services connus est abîmé : ${f.path}`,
    hint: "reprenez-le d'une copie ; sinon demandez aux exploitants l'empreinte de leur clé RSA avant le prochain appel",
  }),
  "exchange/bad-answer": (f) => ({
    says: `la réponse de ${f.service} n'est pas celle d'un service d'échange : ${say(f.problem)}`,
    hint: "vérifiez que l'adresse mène à un service d'échange, et qu'il n'est pas plus ancien que cette commande",
  }),

  // --- how a service is run -------------------------------------------------------------------------
  "service/unknown-setting": (f) => ({
    says: `il n'y a pas de réglage ${f.setting} (${f.origin})`,
    hint: "qrseal serve --print-config montre les noms de tous les réglages",
  }),
  "service/bad-setting": (f) => ({
    says: `le réglage ${f.setting} n'est pas comme il faut (${f.origin}) : il fallait ${f.form}`,
    hint: "docs/EXCHANGE.md décrit chaque réglage",
  }),
  "service/bad-config-file": (f) => ({
    says: `il fallait un objet JSON avec des réglages, trouvé autre chose : ${f.path}`,
    hint: "qrseal serve --print-config montre les noms de tous les réglages",
  }),
  "service/needs-another": (f) => ({
    says: `le réglage ${f.setting} (${f.origin}) ne va pas sans ${f.other}`,
    hint: "donnez les deux ou aucun",
  }),
  "service/conflict": (f) => ({
    says: `les réglages ${f.setting} et ${f.other} ne vont pas ensemble`,
    hint: "laissez l'un des deux",
  }),
  "service/plain-http": (f) => ({
    says: `HTTP sans chiffrement est réservé à cette machine, et ${f.host} est joignable depuis d'autres`,
    hint: "laissez --plain-http, ou écoutez sur 127.0.0.1 derrière un relais qui parle TLS",
  }),
  "service/port-in-use": (f) => ({
    says: `un autre programme écoute déjà sur ${f.host}, port ${f.port}`,
    hint: "arrêtez-le, ou choisissez un autre port avec --port",
  }),
  "service/cannot-listen": (f) => ({
    says: `le service ne peut pas écouter sur ${f.host}, port ${f.port} (${f.reason})`,
    hint: "les ports sous 1024 demandent un privilège ; vérifiez aussi que l'hôte est une adresse de cette machine",
  }),
  "service/file-unreadable": (f) => ({
    says: `le fichier du réglage ${f.setting} ne peut pas être lu : ${f.path} (${f.reason})`,
    hint: "vérifiez le nom, et que le service a le droit de le lire",
  }),
  "service/data-folder": (f) => ({
    says: `le service ne peut pas écrire dans son dossier de données : ${f.path} (${f.reason})`,
    hint: "créez le dossier et donnez-le à qui fait tourner le service, ou nommez-en un autre avec --data",
  }),
  "service/bad-certificate": (f) => ({
    says: `il fallait des certificats en PEM, trouvé autre chose : ${f.path}`,
    hint: "mettez le certificat d'abord et ceux de ses autorités ensuite, dans un seul fichier",
  }),
  "service/bad-key": (f) => ({
    says: `il fallait une clé privée en PEM sans phrase secrète, trouvé autre chose : ${f.path}`,
    hint: "nommez la clé avec laquelle le certificat a été demandé ; protégez le fichier par ses droits",
  }),
  "service/key-mismatch": (f) => ({
    says: `le certificat et la clé ne vont pas ensemble : ${f.certificate}, ${f.key}`,
    hint: "nommez la clé avec laquelle ce certificat a été demandé",
  }),
  "service/bad-admin-token": (f) => ({
    says: `il fallait une ligne d'au moins 32 lettres, chiffres et - . _ ~ + / comme jeton, trouvé autre chose : ${f.path}`,
    hint: "retirez le fichier et relancez : un nouveau est créé",
  }),
  "service/bad-statuses": (f) => ({
    says: `il fallait un seul objet JSON avec l'état de chaque document, trouvé ${say(f.found)} : ${quote(f.path)}`,
    hint: 'écrivez-le ainsi : {"3f9a":{"status":"issued","since":"2026-01-31"}}, par identifiant de document',
  }),

  // --- where a service keeps its data ---------------------------------------------------------------
  "store/no-sqlite": (f) => ({
    says: `pas de SQLite pour conserver les données : better-sqlite3 ne se charge pas, et Node ${f.node} n'en a pas qui convienne`,
    hint: "lancez npm install better-sqlite3, prenez Node 22.23 ou plus récent, ou nommez un serveur PostgreSQL avec --database-url",
  }),
  "store/sqlite-too-old": (f) => ({
    says: `le SQLite de ${f.engine} est en version ${f.version}, qui peut abîmer des données ouvertes par deux processus ; il fallait ${f.needed} ou plus récent`,
    hint: "installez better-sqlite3 ou Node en version plus récente, ou nommez un serveur PostgreSQL avec --database-url",
  }),
  "store/newer": (f) => ({
    says: `la base de données a la structure ${f.found}, et cette version de qrseal connaît celles jusqu'à ${f.known}`,
    hint: "une version plus récente a travaillé avec elle : installez celle-là ; rien n'a été modifié",
  }),
  "store/foreign": () => ({
    says: "la base de données n'est pas celle d'un service d'échange, ou autre chose a modifié sa structure",
    hint: "vérifiez que le dossier ou l'adresse est le bon ; rien n'a été modifié",
  }),
  "store/unusable": (f) => ({
    says: `la base de données est inutilisable : ${f.where} (${f.reason})`,
    hint: "vérifiez qu'elle est là, que vous avez le droit d'y écrire, et que son disque est sain et non plein",
  }),
  "store/not-durable": (f) => ({
    says: `le serveur PostgreSQL a désactivé ${f.setting} : ce qu'il confirme pourrait être perdu`,
    hint: `activez ${f.setting} dans la configuration du serveur, puis relancez`,
  }),
  "servicekeys/not-opened": (f) => ({
    says: `les clés du service, génération ${frenchNumber(f.generation)}, ne s'ouvrent pas avec ${say(f.secret)}`,
    hint: "donnez ce qui les protégeait en dernier ; si c'est bien cela, les clés enregistrées ont été modifiées : reprenez-les d'une copie",
  }),
  "servicekeys/bad-key-file": (f) => ({
    says: `le fichier de clé du service a ${bytes(f.bytes)}, il en fallait ${frenchNumber(f.expectedBytes)}`,
    hint: "reprenez-le d'une copie ; sans lui, rien de ce que le service garde ne s'ouvre",
  }),
  "servicekeys/malformed": (f) => ({
    says: `les clés enregistrées du service, génération ${frenchNumber(f.generation)}, ne peuvent pas être reprises : ${say(f.problem)}`,
    hint: "reprenez le stock d'une copie ; un service plus récent que celui-ci l'a peut-être écrit",
  }),

  // --- us -------------------------------------------------------------------------------------------
  "internal/bug": (f) => ({
    says: `ceci ne devrait pas arriver : ${f.what}`,
    hint: "rien n'a été écrit ; signalez-le avec la commande lancée, sans le document",
  }),
};
