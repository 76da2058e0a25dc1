// Documents: kept, opened, given away, and never lost; two tabs overwrite nothing of each other.

import assert from "node:assert/strict";
import { test } from "node:test";

import { downloaded, empty, importText, picture, stage } from "./acts.mjs";
import { clean, judged, open, serve, text } from "./browser.mjs";

const on = stage();

test("documents outlive a crash, and what cannot be read is kept and offered", async () => {
  const { page, context, faults } = await on.open();
  await page.getByRole("button", { name: /^Three clusters, two/ }).click();
  await judged(page);
  await page.locator("button.document").click();
  await page.getByRole("button", { name: /^Two primaries, one/ }).click();
  await page.keyboard.press("n");
  await page.locator('g.card[data-name="cluster3"]').waitFor();
  clean(faults);
  const future = "apiVersion: meshwright/v9\n- not: [yet known\n";
  await page.evaluate((it) => localStorage.setItem("meshwright/document/future", it), future);
  const address = page.url();
  // Nobody asks the page before it goes.
  await page.close();
  const again = await context.newPage();
  await again.goto(address);
  await again.locator('g.card[data-name="cluster3"]').waitFor();
  await again.locator("button.document").click();
  assert.equal(await again.locator(".kept li").count(), 3);
  const row = again.locator(".kept li", { hasText: "Cannot be read here" });
  await picture(again, "11-documents");
  const saved = await downloaded(again, () => row.getByRole("button", { name: "Download", exact: true }).click());
  assert.equal(saved.toString(), future);
  // Deleting takes two clicks.
  await row.getByRole("button", { name: "Delete", exact: true }).click();
  assert.equal(await again.evaluate(() => localStorage.getItem("meshwright/document/future")), future);
  await context.close();
});

test("it works with the network off", async () => {
  const own = await serve();
  const { page, context, faults } = await open(on.browser, own);
  await page.getByRole("button", { name: /^Three clusters, two/ }).click();
  await judged(page);
  clean(faults);
  own.closeAllConnections();
  await new Promise((resolve) => own.close(resolve));
  await page.reload();
  await page.locator("header.top").waitFor();
  await judged(page);
  await page.getByRole("tab", { name: "Plan" }).click();
  await page.locator(".step").first().waitFor();
  await context.close();
});

test("an address has the whole document", async () => {
  const { page, context, faults } = await on.open();
  await page.getByRole("button", { name: /^Three clusters, two/ }).click();
  const before = await text(page);
  await page.getByRole("button", { name: "Share" }).click();
  const address = await page.locator("#dialog-first").inputValue();
  await page.getByText(`${address.length.toLocaleString("en")} characters`).or(page.getByText(`${address.length} characters`)).waitFor();
  clean(faults);
  await context.close();
  const { hash } = new URL(address);
  const again = await on.open({ hash });
  assert.equal(await text(again.page), before);
  clean(again.faults);
  await again.context.close();
});

test("files are opened; of a kubeconfig, contexts alone", async () => {
  const { page, context, faults } = await on.open();
  await empty(page);
  const config = "kind: Config\ncontexts: [{name: east, context: {user: u}}]\nusers: [{name: u, user: {token: secret}}]\n";
  await importText(page, "config", config);
  await page.locator('g.card[data-name="east"]').waitFor();
  assert.doesNotMatch(await text(page), /secret|token/);
  clean(faults);
  await context.close();
});

/** The texts of all documents that the browser keeps. */
const keptTexts = (page) =>
  page.evaluate(() =>
    Object.entries(localStorage)
      .filter(([key]) => key.startsWith("meshwright/document/"))
      .map(([, raw]) => JSON.parse(raw)),
  );

/** Another tab of the same browser, with what it shows on its own. */
async function anotherTab(context, page) {
  const tab = await context.newPage();
  await tab.goto(page.url());
  await tab.locator("header.top").waitFor();
  await judged(tab);
  return tab;
}

async function addPrimary(page, name) {
  await page.locator("#canvas").focus();
  await page.keyboard.press("n");
  await page.locator(`g.card[data-name="${name}"]`).waitFor();
}

test("two tabs overwrite nothing of each other: both are told and both are kept", async () => {
  const { page, context } = await on.open();
  await page.getByRole("button", { name: /^Three clusters, two/ }).click();
  await judged(page);
  const tab = await anotherTab(context, page);
  const before = await text(page);
  assert.equal(await text(tab), before);

  // One tab changes the document, the other one is told so.
  await addPrimary(tab, "cluster4");
  await tab.keyboard.press("g");
  const theirs = await text(tab);
  await page.locator(".elsewhere").waitFor();
  await picture(page, "13-two-tabs");
  assert.equal(await text(page), before, "nothing changes under anybody's hands");

  // The other one changes it, too: that becomes a document of its own.
  await addPrimary(page, "cluster4");
  await page.getByText("both are kept").waitFor();
  assert.equal(await page.locator(".elsewhere").count(), 0);
  const ours = await text(page);
  assert.notEqual(ours, theirs);
  assert.deepEqual((await keptTexts(page)).sort(), [ours, theirs].sort());
  assert.equal(await tab.locator(".elsewhere").count(), 0, "its document is as it left it");

  // Each goes on with its own, also after a reload.
  await addPrimary(tab, "cluster5");
  await addPrimary(page, "cluster5");
  const [tabs, pages] = [await text(tab), await text(page)];
  await Promise.all([page.reload(), tab.reload()]);
  await Promise.all([judged(page), judged(tab)]);
  assert.deepEqual([await text(tab), await text(page)], [tabs, pages]);
  assert.deepEqual((await keptTexts(page)).sort(), [tabs, pages].sort());
  await context.close();
});

test("what another tab wrote can be shown instead", async () => {
  const { page, context } = await on.open();
  await page.getByRole("button", { name: /^Three clusters, two/ }).click();
  await judged(page);
  const tab = await anotherTab(context, page);
  await addPrimary(tab, "cluster4");
  await page.locator(".elsewhere button").click();
  await page.locator('g.card[data-name="cluster4"]').waitFor();
  assert.equal(await page.locator(".elsewhere").count(), 0);
  // From then on it is the same document: changing it here tells the other tab.
  await addPrimary(page, "cluster5");
  await tab.locator(".elsewhere").waitFor();
  assert.equal((await keptTexts(page)).length, 1);
  // Steps that were ticked off in one tab are not forgotten by the other.
  for (const [at, one] of [page, tab].entries()) {
    await one.getByRole("tab", { name: "Plan" }).click();
    await one.locator(".step input").nth(at).check();
  }
  const liking = await page.evaluate(() => JSON.parse(localStorage.getItem("meshwright/liking")));
  assert.equal(liking.done.length, 2);
  await context.close();
});

test("undoing stays in its document", async () => {
  const { page, context, faults } = await on.open();
  const undo = page.getByRole("button", { name: "Undo" });
  await page.getByRole("button", { name: /^Three clusters, two/ }).click();
  await judged(page);
  assert.ok(await undo.isDisabled());
  await addPrimary(page, "cluster4");
  const changed = await text(page);
  await page.locator("button.document").click();
  await page.getByRole("button", { name: /^Two primaries, one/ }).click();
  await judged(page);
  assert.ok(await undo.isDisabled(), "nothing was done to this one");
  const other = await text(page);
  await page.locator("#canvas").focus();
  await page.keyboard.press("Control+z");
  assert.equal(await text(page), other);
  // Back in the first one, its own steps can be undone.
  await page.locator("button.document").click();
  await page.locator(".kept button", { hasText: "three-clusters" }).first().click();
  await judged(page);
  assert.equal(await text(page), changed);
  await undo.click();
  assert.equal(await page.locator('g.card[data-name="cluster4"]').count(), 0);
  assert.equal((await keptTexts(page)).length, 2);
  clean(faults);
  await context.close();
});
