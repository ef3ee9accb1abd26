/** Files inside two packages that load several times faster than the packages' main files; they bring no types. */

declare module "pngjs/lib/png-sync.js" {
  /** Decodes to four bytes (RGBA) a pixel; throws for what it cannot read. */
  export function read(file: Buffer): {
    readonly width: number;
    readonly height: number;
    readonly data: Buffer;
  };
}

/** libheif compiled by Emscripten; addresses and handles are numbers, a heif_error goes to the address that comes first. */
declare module "libheif-js/libheif-wasm/libheif.js" {
  export interface Libheif {
    /** Another array each time that the memory has grown. */
    readonly HEAPU8: Uint8Array;
    _malloc(bytes: number): number;
    _heif_context_alloc(): number;
    _heif_context_get_security_limits(context: number): number;
    _heif_context_read_from_memory_without_copy(
      error: number,
      context: number,
      address: number,
      bytes: number,
      options: number,
    ): void;
    _heif_context_get_primary_image_handle(error: number, context: number, result: number): void;
    _heif_image_handle_get_width(handle: number): number;
    _heif_image_handle_get_height(handle: number): number;
    _heif_image_handle_get_ispe_width(handle: number): number;
    _heif_image_handle_get_ispe_height(handle: number): number;
    _heif_image_handle_has_alpha_channel(handle: number): number;
    _heif_image_handle_is_premultiplied_alpha(handle: number): number;
    _heif_decode_image(
      error: number,
      handle: number,
      result: number,
      colourspace: number,
      chroma: number,
      options: number,
    ): void;
    _heif_image_get_width(image: number, channel: number): number;
    _heif_image_get_height(image: number, channel: number): number;
    _heif_image_get_plane_readonly2(image: number, channel: number, stride: number): number;
  }
  /** Compiles the WebAssembly beside it before it returns. */
  export default function startLibheif(options: {
    print(line: string): void;
    printErr(line: string): void;
  }): Libheif;
}
