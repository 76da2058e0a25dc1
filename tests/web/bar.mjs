// Sizes and speeds of the designer against what they should be, in one run.
//
// Each line: what, measured, the most it may be. Timings are of this machine under its load;
// beside them stands what a plain page needs for the same picture.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

import * as meshwright from "../../pkg/meshwright_wasm.js";
import { judged, launch, open, root, serve, text } from "./browser.mjs";

const results = [];
const note = (what, measured, most, unit) => {
  results.push(measured <= most);
  const verdict = measured <= most ? "ok  " : "MORE";
  console.log(`${verdict} ${what}: ${measured.toFixed(1)} ${unit}, at most ${most} ${unit}`);
};
const tell = (what, measured, unit) => console.log(`     ${what}: ${measured.toFixed(1)} ${unit}`);
const quantile = (all, share) => all.toSorted((a, b) => a - b)[Math.floor(share * (all.length - 1))];

/** A mesh with a primary and nine remotes on each network. */
function mesh(clusters, perNetwork = 10) {
  let out = "apiVersion: meshwright/v1alpha1\nkind: MeshTopology\nmetadata:\n  name: large\nclusters:\n";
  for (let index = 0; index < clusters; index += 1) {
    const network = Math.floor(index / perNetwork);
    const leader = network * perNetwork;
    out += `  - name: c${index}\n    network: n${network}\n`;
    out += index === leader ? "    eastWestGateway: {}\n" : `    role: remote\n    controlPlane: c${leader}\n`;
  }
  return out;
}

function sizes() {
  const brotli = (path) =>
    brotliCompressSync(readFileSync(join(root, path)), {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11 },
    }).length / 1000;
  const page = ["index.html", ...["style.css", "start.js", "page.js", "web.js", "web_bg.wasm", "icon.svg"].map((it) => `pkg/app/${it}`)];
  const planner = ["pkg/app/planner.js", "pkg/meshwright_wasm.js", "pkg/meshwright_wasm_bg.wasm"];
  const sum = (paths) => paths.map(brotli).reduce((all, one) => all + one, 0);
  note("first visit, usable (brotli)", sum(page), 350, "kB");
  note("first visit, complete (brotli)", sum(page) + sum(planner), 700, "kB");
}

function judging() {
  meshwright.initSync({ module: readFileSync(join(root, "pkg/meshwright_wasm_bg.wasm")) });
  for (const [clusters, most] of [[200, 16], [1000, 100]]) {
    const source = mesh(clusters);
    const times = [];
    for (let edit = 0; edit < 30; edit += 1) {
      const edited = source.replace("name: large", `name: large-${edit}`);
      const start = performance.now();
      const compiled = new meshwright.Mesh(edited);
      compiled.judge();
      times.push(performance.now() - start);
      compiled.free();
    }
    // The first ones are not compiled to fast code yet.
    note(`edit to judged, ${clusters} clusters (median)`, quantile(times.slice(5), 0.5), most, "ms");
  }
}

async function panning(browser, server) {
  for (const clusters of [200, 1000]) {
    const { page, context } = await open(browser, server);
    await page.keyboard.press("Escape");
    const buffer = Buffer.from(mesh(clusters));
    await page.locator('input[type="file"]').setInputFiles({ name: "large.yaml", mimeType: "text/plain", buffer });
    await judged(page);
    await page.waitForTimeout(1500);
    const times = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const canvas = document.getElementById("canvas");
          const all = [];
          let last = performance.now();
          let frame = 0;
          const tick = (now) => {
            all.push(now - last);
            last = now;
            const deltaX = frame % 40 < 20 ? 12 : -12;
            canvas.dispatchEvent(new WheelEvent("wheel", { deltaX, deltaY: deltaX / 2, bubbles: true, cancelable: true }));
            frame += 1;
            if (frame < 120) requestAnimationFrame(tick);
            else resolve(all.slice(5));
          };
          requestAnimationFrame(tick);
        }),
    );
    note(`panning ${clusters} clusters, a frame (p95)`, quantile(times, 0.95), 33.4, "ms");
    tell(`panning ${clusters} clusters, a frame (median)`, quantile(times, 0.5), "ms");
    const plain = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const copy = document.getElementById("drawing").cloneNode(true);
          document.body.replaceChildren(copy);
          const world = copy.querySelector("[data-world]");
          const base = world.getAttribute("transform");
          const all = [];
          let last = performance.now();
          let frame = 0;
          const tick = (now) => {
            all.push(now - last);
            last = now;
            frame += 1;
            world.setAttribute("transform", `translate(${(frame % 40) * 6} 0) ${base}`);
            if (frame < 120) requestAnimationFrame(tick);
            else resolve(all.slice(5));
          };
          requestAnimationFrame(tick);
        }),
    );
    tell("the same picture as a plain page (p95)", quantile(plain, 0.95), "ms");
    await context.close();
  }
}

async function editing(browser, server) {
  const { page, context } = await open(browser, server);
  await page.keyboard.press("Escape");
  await page.locator('input[type="file"]').setInputFiles({ name: "large.yaml", mimeType: "text/plain", buffer: Buffer.from(mesh(200)) });
  await judged(page);
  await page.waitForTimeout(500);
  await page.locator("#canvas").focus();
  const times = await page.evaluate(async () => {
    const all = [];
    for (let edit = 0; edit < 20; edit += 1) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      const start = performance.now();
      document.getElementById("canvas").dispatchEvent(new KeyboardEvent("keydown", { key: "n", bubbles: true, cancelable: true }));
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)));
      all.push(performance.now() - start);
    }
    return all;
  });
  note("edit to painted, 200 clusters (median)", quantile(times, 0.5), 50, "ms");
  if (!(await text(page)).includes("cluster20")) throw new Error("the edits were not made");
  await context.close();
}

sizes();
judging();
const server = await serve();
const browser = await launch();
await editing(browser, server);
await panning(browser, server);
await browser.close();
server.close();
process.exitCode = results.every(Boolean) ? 0 : 1;
