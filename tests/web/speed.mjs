// How quick the designer is, against how quick it should be; the machine's own share beside it.
//
// Times are of this machine under its load. Beside judging stands the native program with the
// same topology, its start included; beside moving the drawing, a page that has nothing but the
// same picture and moves it as a whole.

import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import * as meshwright from "../../pkg/meshwright_wasm.js";
import * as designer from "../../pkg/app/web.js";
import { judged, launch, open, root, serve, text } from "./browser.mjs";
import { Bars, mesh, quantile } from "./mesh.mjs";

const bars = new Bars();
const folder = mkdtempSync(join(tmpdir(), "meshwright-speed-"));

/** How long the native program takes to say the same, in milliseconds. */
function native(source) {
  const file = join(folder, "mesh.yaml");
  writeFileSync(file, source);
  const start = performance.now();
  const quiet = { stdio: "ignore" };
  execFileSync(process.env.MESHWRIGHT, ["check", "--format", "json", file], quiet);
  return performance.now() - start;
}

function judging() {
  meshwright.initSync({ module: readFileSync(join(root, "pkg/meshwright_wasm_bg.wasm")) });
  for (const [clusters, most] of [[200, 16], [1000, 100]]) {
    const source = mesh(clusters);
    const times = [];
    for (let edit = 0; edit < 40; edit += 1) {
      const edited = source.replace("name: large", `name: large-${edit}`);
      const start = performance.now();
      const compiled = new meshwright.Mesh(edited);
      compiled.json("judge", []);
      times.push(performance.now() - start);
      compiled.free();
    }
    // The first ones are not compiled to fast code yet.
    const beside = `(native, unoptimised, with its start ${native(source).toFixed(0)} ms)`;
    bars.note(`edit to judged, ${clusters} clusters (median)`, quantile(times.slice(8), 0.5), most, "ms", beside);
  }
}

function laying() {
  designer.initSync({ module: readFileSync(join(root, "pkg/app/web_bg.wasm")) });
  const source = mesh(1000);
  const time = (times) => {
    const start = performance.now();
    designer.layOut(source, times);
    return performance.now() - start;
  };
  time(20);
  const reading = Math.min(time(0), time(0), time(0));
  const each = (time(40) - reading) / 40;
  const beside = `(reading the same topology ${reading.toFixed(0)} ms)`;
  bars.note("layout of 1000 clusters", each, 50, "ms", beside);
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
    const beside = `(median ${quantile(times, 0.5).toFixed(1)} ms; the same picture alone, p95 ${quantile(plain, 0.95).toFixed(1)} ms)`;
    bars.note(`panning ${clusters} clusters, a frame (p95)`, quantile(times, 0.95), 33.4, "ms", beside);
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
  bars.note("edit to painted, 200 clusters (median)", quantile(times, 0.5), 50, "ms");
  if (!(await text(page)).includes("cluster20")) throw new Error("the edits were not made");
  await context.close();
}

async function certificates(browser, server) {
  const { page, context } = await open(browser, server);
  await page.getByRole("button", { name: /^One hundred clusters/ }).click();
  await judged(page);
  await page.keyboard.press("Control+k");
  await page.keyboard.type("certificates");
  await page.keyboard.press("Enter");
  await page.locator("#dialog-first").fill("correct horse battery");
  await page.locator("#passphrase-again").fill("correct horse battery");
  await page.evaluate(() => {
    globalThis.longest = 0;
    const note = (list) => {
      for (const { duration } of list.getEntries()) globalThis.longest = Math.max(globalThis.longest, duration);
    };
    new PerformanceObserver(note).observe({ entryTypes: ["longtask"] });
  });
  const waits = page.waitForEvent("download");
  const start = performance.now();
  await page.keyboard.press("Enter");
  await waits;
  const all = performance.now() - start;
  const longest = await page.evaluate(() => globalThis.longest);
  bars.note("longest task of the page, certificates", longest, 50, "ms", `(all of a hundred ${(all / 1000).toFixed(1)} s, in the worker)`);
  await context.close();
}

try {
  judging();
  laying();
  const server = await serve();
  const browser = await launch();
  await editing(browser, server);
  await panning(browser, server);
  await certificates(browser, server);
  await browser.close();
  server.close();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
bars.end();
