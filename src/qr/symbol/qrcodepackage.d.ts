/** What is called inside the qrcode package, written down from its source: it brings no types for this file. */

declare module "qrcode/lib/core/qrcode.js" {
  const encoder: {
    /** Throws where the data do not fit the version. */
    create(
      segments: readonly { readonly mode: "alphanumeric" | "byte"; readonly data: Uint8Array | string }[],
      options: { readonly version: number; readonly errorCorrectionLevel: "L" | "M" | "Q" | "H" },
    ): { readonly modules: { readonly size: number; readonly data: ArrayLike<number> } };
  };
  export default encoder;
}
