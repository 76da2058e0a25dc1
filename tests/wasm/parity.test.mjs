// The core in WebAssembly writes what the native program writes, byte for byte.
//
// MESHWRIGHT is the native program; `cargo xtask test parity` builds both sides and sets it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative, sep } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import * as meshwright from "../../pkg/meshwright_wasm.js";

const root = fileURLToPath(new URL("../..", import.meta.url));
const program = process.env.MESHWRIGHT;
const examples = readdirSync(join(root, "examples")).filter((name) => name.endsWith(".yaml"));
let folder;

before(() => {
  assert.ok(program, "MESHWRIGHT names the native program");
  const module = readFileSync(join(root, "pkg/meshwright_wasm_bg.wasm"));
  meshwright.initSync({ module });
  folder = mkdtempSync(join(tmpdir(), "meshwright-parity-"));
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** Every file below `directory`, as a path with slashes. */
function filesBelow(directory) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath ?? entry.path, entry.name)))
    .map((path) => path.split(sep).join("/"))
    .sort();
}

test("there are examples to compare", () => {
  assert.ok(examples.length >= 9, `${examples.length} examples`);
});

for (const example of examples) {
  test(`${example}: the bundle is the same, byte for byte`, () => {
    const source = join(root, "examples", example);
    const out = join(folder, example);
    execFileSync(program, ["render", source, "-o", out], {
      cwd: folder,
      stdio: ["ignore", "ignore", "inherit"],
      env: { ...process.env, LC_ALL: "C", TZ: "Pacific/Chatham" },
    });
    const files = meshwright.render(readFileSync(source, "utf8"));
    assert.deepEqual(Object.keys(files).sort(), filesBelow(out));
    for (const [path, text] of Object.entries(files)) {
      const native = readFileSync(join(out, path));
      assert.ok(native.equals(Buffer.from(text, "utf8")), `${example}: ${path} differs`);
    }
  });

  test(`${example}: the findings are the same`, () => {
    const source = join(root, "examples", example);
    const { findings } = meshwright.compile(readFileSync(source, "utf8"));
    const printed = execFileSync(program, ["check", "--format", "json", source], {
      cwd: folder,
      encoding: "utf8",
    });
    const codes = (list) => list.map((finding) => finding.code);
    assert.deepEqual(codes(findings), codes(JSON.parse(printed).findings));
  });
}

test("what is no topology gives findings, and rendering it throws", () => {
  const { findings, plan } = meshwright.compile("clusters: 3\n");
  assert.ok(findings.some((finding) => finding.severity === "error"));
  assert.equal(plan, null);
  assert.throws(() => meshwright.render("clusters: 3\n"), Error);
});

test("the version is the package's", () => {
  const { version } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
  assert.equal(meshwright.version(), version);
});
