// The core in WebAssembly writes what the native program writes, byte for byte.
//
// MESHWRIGHT is the native program; `cargo xtask test parity` builds both sides and sets it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
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

  test(`${example}: findings and plan are the same`, () => {
    const source = join(root, "examples", example);
    const printed = execFileSync(program, ["plan", "--format", "json", source], {
      cwd: folder,
      encoding: "utf8",
      maxBuffer: 1 << 28,
    });
    assert.deepEqual(meshwright.compile(readFileSync(source, "utf8")), JSON.parse(printed));
  });
}

/** SHA-256 of each file that an authority makes, by its path. */
function digests(authority) {
  const files = {
    "root/root-cert.pem": authority.rootCertificate(),
    "root/root-key.pem": authority.sealedRootKey("correct horse battery"),
  };
  for (const cluster of authority.clusters()) {
    for (const [name, text] of Object.entries(authority.issue(cluster))) {
      files[`${cluster}/${name}`] = text;
    }
  }
  const sha256 = (text) => createHash("sha256").update(text).digest("hex");
  return Object.fromEntries(Object.entries(files).map(([path, text]) => [path, sha256(text)]));
}

// The list is written and compared by a test of meshwright-core, natively.
test("certificates are the same, byte for byte, for the same seed", () => {
  const golden = JSON.parse(readFileSync(join(root, "tests/wasm/certificates.json"), "utf8"));
  const text = readFileSync(join(root, "examples", golden.topology), "utf8");
  const seed = new Uint8Array(32).fill(golden.seed);
  for (const [algorithm, files] of Object.entries(golden.files)) {
    const asked = text.replace("mesh:\n", `mesh:\n  ca: {keyAlgorithm: ${algorithm}}\n`);
    const authority = new meshwright.CertificateAuthority(asked, seed, golden.now * 1000);
    assert.deepEqual(digests(authority), files, algorithm);
    authority.free();
  }
});

test("a cluster's certificate takes less than 50 ms", () => {
  const text = readFileSync(join(root, "examples/hundred-clusters.yaml"), "utf8");
  const seed = new Uint8Array(32).fill(1);
  const authority = new meshwright.CertificateAuthority(text, seed, 1_800_000_000_000);
  const clusters = authority.clusters();
  authority.issue(clusters[0]);
  let longest = 0;
  for (const cluster of clusters) {
    const start = performance.now();
    authority.issue(cluster);
    longest = Math.max(longest, performance.now() - start);
  }
  assert.ok(longest < 50, `${longest} ms`);
});

test("an authority is refused without a plan, a seed or a cluster", () => {
  const text = readFileSync(join(root, "examples", examples[0]), "utf8");
  const seed = new Uint8Array(32);
  const { CertificateAuthority } = meshwright;
  assert.throws(() => new CertificateAuthority("clusters: 3\n", seed, 0), /error\[DOC/);
  assert.throws(() => new CertificateAuthority(text, seed.subarray(1), 0), /32 bytes/);
  const authority = new CertificateAuthority(text, seed, 1_800_000_000_000);
  assert.throws(() => authority.issue("nowhere"), /nowhere/);
  assert.throws(() => authority.sealedRootKey("short"), /fewer than 12/);
});

/** The fields of each interface of the types, with those that may be absent marked. */
function interfaces() {
  const types = readFileSync(join(root, "crates/meshwright-wasm/src/types.d.ts"), "utf8");
  const found = new Map();
  for (const [, name, body] of types.matchAll(/export interface (\w+) \{\n(.*?)\n\}/gs)) {
    const fields = [...body.matchAll(/^ {2}(\w+)(\??): (.*);$/gm)];
    found.set(name, {
      // `[argument: string]: unknown` allows any further field.
      open: /^ {2}\[/m.test(body),
      fields: fields.map(([, field, optional, type]) => ({ field, optional, type })),
    });
  }
  return found;
}

/** Fails unless `value` has exactly the fields of the interface `name`, all the way down. */
function conforms(value, name, all, seen) {
  const { open, fields } = all.get(name);
  seen.add(name);
  const known = fields.map(({ field }) => field);
  const extra = Object.keys(value).filter((key) => !open && !known.includes(key));
  assert.deepEqual(extra, [], `${name} has fields that the types lack`);
  for (const { field, optional, type } of fields) {
    if (value[field] === undefined) {
      assert.ok(optional, `${name} lacks ${field}`);
    }
    const [, inner] = type.match(/^(\w+)/) ?? [];
    if (all.has(inner) && value[field]) {
      for (const item of [value[field]].flat()) conforms(item, inner, all, seen);
    }
  }
}

test("the objects are those of the types", () => {
  const all = interfaces();
  const seen = new Set(["Options"]);
  for (const example of examples) {
    const text = readFileSync(join(root, "examples", example), "utf8");
    conforms(meshwright.compile(text), "Plan", all, seen);
    const mesh = new meshwright.Mesh(text, { today: "2026-11-21", language: "en" });
    const judged = mesh.judge();
    conforms(judged, "Judgement", all, seen);
    const [from, to] = [judged.clusters[0], judged.clusters.at(-1)];
    conforms(mesh.why(from, to), "Why", all, seen);
    conforms(mesh.endpoints(from), "Endpoints", all, seen);
    conforms(mesh.whatIf([from]), "WhatIf", all, seen);
    conforms(mesh.losses(), "Losses", all, seen);
    conforms(mesh.ports(), "Ports", all, seen);
    mesh.free();
  }
  // A field that does not exist: a finding with a repair.
  const text = readFileSync(join(root, "examples", examples[0]), "utf8");
  const misspelt = meshwright.compile(text.replace("clusters:", "clutsers:"));
  conforms(misspelt, "Plan", all, seen);
  assert.deepEqual([...all.keys()].filter((name) => !seen.has(name) && name !== "Related"), []);
});

for (const example of examples) {
  test(`${example}: the zip is the same, byte for byte`, () => {
    const source = join(root, "examples", example);
    const out = join(folder, `${example}.zip`);
    execFileSync(program, ["render", source, "--zip", "-o", out], { cwd: folder, stdio: "ignore" });
    const mesh = new meshwright.Mesh(readFileSync(source, "utf8"));
    assert.ok(readFileSync(out).equals(Buffer.from(mesh.zip())), `${example}: the zip differs`);
    mesh.free();
  });
}

test("what a mesh cannot be asked says why", () => {
  const text = readFileSync(join(root, "examples", examples[0]), "utf8");
  const mesh = new meshwright.Mesh(text);
  assert.throws(() => mesh.why("nowhere", "nowhere"), /nowhere/);
  assert.throws(() => mesh.whatIf(["gateway:nowhere"]), /nowhere/);
  mesh.free();
  assert.throws(() => new meshwright.Mesh(text, { language: "xx" }), /xx/);
  const broken = new meshwright.Mesh("- a\n");
  assert.ok(broken.judge().findings.length > 0);
  for (const ask of ["why", "ports", "render", "zip", "losses"]) {
    assert.throws(() => broken[ask]("a", "b"), /error\[DOC/, ask);
  }
  broken.free();
});

test("what is no topology gives findings, and rendering it throws", () => {
  const { findings, steps } = meshwright.compile("clusters: 3\n");
  assert.ok(findings.some((finding) => finding.severity === "error"));
  assert.deepEqual(steps, []);
  assert.throws(() => meshwright.render("clusters: 3\n"), /^Error: topology:1:.*error\[DOC/);
});

test("an option of another type is refused", () => {
  assert.throws(() => meshwright.compile("", { today: 20261121 }), /string/);
});

test("the version is the package's", () => {
  const { version } = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
  assert.equal(meshwright.version(), version);
});
