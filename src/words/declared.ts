/** All codes and terms of all rooms: what a language must word. */
import type { cliRefusals, CliTerms } from "../cli/refusals.ts";
import type { coreRefusals, CoreTerms } from "../core/index.ts";
import type { clientRefusals, ClientTerms } from "../exchange/client/refusals.ts";
import type { configRefusals } from "../exchange/config/refusals.ts";
import type { httpRefusals } from "../exchange/http/refusals.ts";
import type { serviceKeyRefusals, ServiceKeyTerms } from "../exchange/keys/refusals.ts";
import type { storeRefusals } from "../exchange/store/refusals.ts";
import type { folderRefusals, FolderTerms } from "../office/folder/refusals.ts";
import type { officeRefusals, OfficeTerms } from "../office/refusals.ts";
import type { pictureRefusals, PictureTerms } from "../pictures/formats/refusals.ts";
import type { symbolRefusals } from "../qr/symbol/refusals.ts";

export type Refusals = typeof coreRefusals &
  typeof symbolRefusals &
  typeof pictureRefusals &
  typeof clientRefusals &
  typeof configRefusals &
  typeof httpRefusals &
  typeof storeRefusals &
  typeof serviceKeyRefusals &
  typeof officeRefusals &
  typeof folderRefusals &
  typeof cliRefusals;
export type RefusalCode = keyof Refusals;

export interface Terms
  extends CoreTerms, PictureTerms, ClientTerms, ServiceKeyTerms, OfficeTerms, FolderTerms, CliTerms {}
