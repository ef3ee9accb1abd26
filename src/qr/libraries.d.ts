/** Files inside two packages that load several times faster than the packages' main files; they bring no types. */

declare module "pngjs/lib/png-sync.js" {
  /** Decodes to four bytes (RGBA) a pixel; throws for what it cannot read. */
  export function read(file: Buffer): {
    readonly width: number;
    readonly height: number;
    readonly data: Buffer;
  };
}
