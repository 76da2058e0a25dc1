// Calls the module that crates/meshwright-check/examples/graph_in_wasm.rs becomes until it is done,
// and prints the milliseconds of each run, a list for each work, as JSON.

import { readFileSync } from "node:fs";

const { instance } = await WebAssembly.instantiate(readFileSync(process.argv[2]), {});
const times = [];
for (;;) {
  const before = performance.now();
  const step = instance.exports.main(0, 0);
  const ms = performance.now() - before;
  if (step === 0) times.push([]);
  else if (step === 1) times.at(-1).push(ms);
  else break;
}
console.log(JSON.stringify(times));
