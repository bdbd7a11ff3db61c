// Writes a brotli twin beside every asset that shrinks. Node's own brotli is C: at quality 11
// a debug build of a Rust one would take minutes.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { extname, join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

const shrinks = new Set([".wasm", ".bin", ".js", ".mjs", ".css", ".html", ".json", ".svg", ".tsv", ".txt", ".webmanifest"]);
const folder = process.argv[1];

for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile() || !shrinks.has(extname(entry.name))) continue;
  const path = join(entry.parentPath, entry.name);
  const plain = readFileSync(path);
  const packed = brotliCompressSync(plain, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: 11,
      [constants.BROTLI_PARAM_LGWIN]: 24,
      [constants.BROTLI_PARAM_SIZE_HINT]: plain.length,
    },
  });
  writeFileSync(`${path}.br`, packed);
}
