/** All refusals and terms in French, one file for each room that declares some. */
import type { Refusals, Terms } from "../../declared.ts";
import type { RefusalWords, TermWords } from "../../wordings.ts";
import * as cli from "./cli.ts";
import * as ground from "./core.ts";
import * as deposit from "./core/deposit.ts";
import * as encoding from "./core/encoding.ts";
import * as envelope from "./core/envelope.ts";
import * as key from "./core/keys.ts";
import * as trust from "./core/trust.ts";
import * as verdict from "./core/verdict.ts";
import * as client from "./exchange/client.ts";
import * as config from "./exchange/config.ts";
import * as http from "./exchange/http.ts";
import * as serviceKey from "./exchange/keys.ts";
import * as store from "./exchange/store.ts";
import * as folder from "./office/folder.ts";
import * as office from "./office.ts";
import * as picture from "./pictures/formats.ts";
import * as symbol from "./qr/symbol.ts";

export const refusals: RefusalWords<Refusals> = {
  ...cli.refusals,
  ...ground.refusals,
  ...deposit.refusals,
  ...encoding.refusals,
  ...envelope.refusals,
  ...key.refusals,
  ...trust.refusals,
  ...verdict.refusals,
  ...client.refusals,
  ...config.refusals,
  ...http.refusals,
  ...serviceKey.refusals,
  ...store.refusals,
  ...office.refusals,
  ...folder.refusals,
  ...picture.refusals,
  ...symbol.refusals,
};

export const terms: TermWords<Terms> = {
  ...cli.terms,
  ...ground.terms,
  ...deposit.terms,
  ...encoding.terms,
  ...envelope.terms,
  ...key.terms,
  ...trust.terms,
  ...client.terms,
  ...serviceKey.terms,
  ...office.terms,
  ...folder.terms,
  ...picture.terms,
};
