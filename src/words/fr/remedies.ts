/** What to do about a refusal of a service, in French. */
import { remedyAmong } from "../services.ts";
import type { Remedies } from "../services.ts";

const remedies: Remedies = {
  known: {
    "signature/missing":
      "il ne le fait que pour des participants : nommez avec --participant-key la clé sous laquelle il vous connaît",
    "signature/expired": "mettez à l'heure l'horloge de cette machine, puis relancez la même commande",
    "signature/early": "mettez à l'heure l'horloge de cette machine, puis relancez la même commande",
    "signature/invalid":
      "nommez la clé sous laquelle il vous connaît, ou faites connaître celle-ci : qrseal participant register",
    "participant/pending":
      "relancez qrseal participant register, avec la même --private-key : cela le prouve",
    "participant/suspended": "seul son exploitant peut y mettre fin",
    "participant/name-refused": "choisissez un autre nom, par exemple city-office ou port-12",
    "participant/name-taken":
      "choisissez-en un autre ; si c'est le vôtre, donnez-lui votre nouvelle clé avec qrseal participant replace-key",
    "participant/key-taken":
      "prenez le nom qu'a cette clé, ou créez-en une autre : qrseal keygen --use signing",
    "participant/changed": "voyez ce qu'il en est avec qrseal participant show, puis décidez à nouveau",
    "participant/unknown":
      "vérifiez comment le nom s'écrit, ou demandez à ce bureau sous lequel il s'est inscrit",
    "participant/not-yours": "prenez la clé de ce participant même, ou demandez à son exploitant",
    "admin/refused": "nommez le fichier du jeton avec --admin-token-file : qrseal serve dit où il se trouve",
    "deposit/unknown": "vérifiez l'identifiant, et que vous prenez la clé avec laquelle il a été déposé",
    "deposit/too-large": "réduisez le document, ou demandez à son exploitant une limite plus haute",
    "deposit/too-long": "demandez moins de jours avec --deposit-days, ou davantage à son exploitant",
    "deposit/over-quota":
      "retirez ce qui ne sert plus avec qrseal deposit remove, ou demandez davantage à son exploitant",
    "gateway/unknown-name":
      "vérifiez comment le nom s'écrit, ou demandez à son exploitant ce qui se trouve derrière lui",
  },
  ofAnother:
    "c'est sa propre réponse : vérifiez l'adresse et ce qui a été demandé, ou voyez avec son exploitant",
  unknown: "docs/EXCHANGE.md dit ce que signifie chacun de ses refus",
};

export const remedyFor = (refusal: string): string => remedyAmong(remedies, refusal);
