// The package as somebody uses it: copied to a place of its own, found by its name, loaded in Node.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../..", import.meta.url));
const kept = JSON.parse(readFileSync(join(root, "pkg/package.json"), "utf8"));
let folder;

before(() => {
  folder = mkdtempSync(join(tmpdir(), "meshwright-package-"));
  const own = join(folder, "node_modules/meshwright");
  mkdirSync(own, { recursive: true });
  for (const file of [...kept.files, "package.json", "README.md"]) {
    cpSync(join(root, "pkg", file), join(own, file));
  }
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** What a program that uses the package prints. */
function run(program) {
  writeFileSync(join(folder, "program.mjs"), program);
  return execFileSync(process.execPath, ["program.mjs"], { cwd: folder, encoding: "utf8" });
}

test("the example of the README runs, with the files of the package alone", () => {
  const readme = readFileSync(join(root, "pkg/README.md"), "utf8");
  const [, example] = readme.match(/## In Node\n\n```js\n([\s\S]*?)```/);
  const source = join(root, "examples/two-primaries-two-networks.yaml");
  const text = `const text = ${JSON.stringify(readFileSync(source, "utf8"))};\n`;
  const printed = run(text + example);
  assert.equal(printed.split("\n")[0], kept.version);
  assert.match(printed, /^runbook\.md \d+$/m);
});

test("a mesh is asked, and says what is wrong with a question", () => {
  const source = JSON.stringify(readFileSync(join(root, "examples/two-primaries-two-networks.yaml"), "utf8"));
  const printed = run(`
    import { readFile } from "node:fs/promises";
    import { initSync, Mesh } from "meshwright";
    initSync({ module: await readFile(new URL(import.meta.resolve("meshwright/meshwright_wasm_bg.wasm"))) });
    const mesh = new Mesh(${source}, { language: "en" });
    const asked = {
      judge: mesh.judge(),
      plan: mesh.plan(),
      endpoints: mesh.endpoints(),
      losses: mesh.losses(),
      ports: mesh.ports(),
      render: mesh.render(),
    };
    const [from, to] = asked.judge.clusters;
    asked.why = mesh.why(from, to);
    asked.whatIf = mesh.whatIf([from]);
    const args = { why: [from, to], whatIf: [from] };
    for (const [method, told] of Object.entries(asked)) {
      const again = JSON.parse(mesh.json(method, args[method] ?? []));
      const same = JSON.stringify(again) === JSON.stringify(told);
      console.log(method, typeof told, same);
    }
    for (const wrong of [() => mesh.why("nowhere", to), () => mesh.json("nothing", []), () => new Mesh("", { language: "xx" })]) {
      try { wrong(); console.log("no error"); } catch (error) { console.log(error.message); }
    }
    console.log(mesh.zip().subarray(0, 2).join(" "));
    mesh.free();
  `);
  const lines = printed.trim().split("\n");
  for (const method of ["judge", "plan", "endpoints", "losses", "ports", "render", "why", "whatIf"]) {
    assert.ok(lines.includes(`${method} object true`), printed);
  }
  assert.ok(lines.some((line) => line.includes("`nowhere`")), printed);
  assert.ok(lines.includes("there is no method `nothing`"), printed);
  assert.ok(lines.includes("there is no language `xx`"), printed);
  assert.equal(lines.at(-1), "80 75");
});
