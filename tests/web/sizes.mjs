// What the designer weighs on the way to a browser, against what it may.
//
// Beside each: how much it is without compression, and with the gzip that every server has.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import { Bars } from "./mesh.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const app = (names) => names.map((name) => `pkg/app/${name}`);

// What is there when one can draw, and what follows: the planner, and what keeps the page.
const usable = ["index.html", ...app(["style.css", "start.js", "page.js", "web.js", "web_bg.wasm", "icon.svg"])];
const later = [
  ...app(["planner.js", "app.webmanifest", "build.js", "offline.js"]),
  "service-worker.js",
  "pkg/meshwright_wasm.js",
  "pkg/meshwright_wasm_bg.wasm",
];

function weigh(path) {
  const bytes = readFileSync(join(root, path));
  const quality = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
  return {
    path,
    plain: bytes.length / 1000,
    gzip: gzipSync(bytes, { level: 9 }).length / 1000,
    brotli: brotliCompressSync(bytes, quality).length / 1000,
  };
}

const sum = (all, kind) => all.reduce((total, one) => total + one[kind], 0);
const beside = (all) =>
  `(gzip ${sum(all, "gzip").toFixed(0)} kB, not compressed ${sum(all, "plain").toFixed(0)} kB)`;

const first = usable.map(weigh);
const all = [...first, ...later.map(weigh)];
for (const { path, plain, gzip, brotli } of all) {
  const shown = [brotli, gzip, plain].map((it) => it.toFixed(1).padStart(9)).join("");
  console.log(`     ${path.padEnd(48)}${shown} kB: brotli, gzip, plain`);
}
const bars = new Bars();
bars.note("first visit, usable (brotli)", sum(first, "brotli"), 350, "kB", beside(first));
bars.note("first visit, complete (brotli)", sum(all, "brotli"), 700, "kB", beside(all));
bars.end();
