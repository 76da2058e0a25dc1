// Reads zip files as the designer makes them: small, whole, deflated.

import { inflateRawSync } from "node:zlib";

const END = 0x06054b50;

/** The entries of the directory at the end of a zip file. */
function* entries(zip) {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== END) end -= 1;
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((it) => zip.readUInt16LE(at + it));
    yield {
      name: zip.toString("utf8", at + 46, at + 46 + name),
      size: zip.readUInt32LE(at + 20),
      start: zip.readUInt32LE(at + 42),
    };
    at += 46 + name + extra + comment;
  }
}

/** The paths in a zip file. */
export const names = (zip) => [...entries(zip)].map((entry) => entry.name);

/** The text of one file. */
export function unpacked(zip, path) {
  const { start, size } = [...entries(zip)].find((entry) => entry.name === path);
  const from = start + 30 + zip.readUInt16LE(start + 26) + zip.readUInt16LE(start + 28);
  return inflateRawSync(zip.subarray(from, from + size)).toString("utf8");
}
