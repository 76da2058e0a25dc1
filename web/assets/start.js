// Starts the designer: the page first, then the planner in a worker beside it.
//
// Workers may be made from these two addresses and no other: the policy below is the only one
// that the page's content-security policy allows.
import * as page from "./page.js";
import init, { start } from "./web.js";

const planner = new URL("./planner.js", import.meta.url).href;
const keeper = new URL("../../service-worker.js", import.meta.url).href;
const addresses = {
  createScriptURL(address) {
    if (address === planner || address === keeper) return address;
    throw new TypeError(`no script may come from ${address}`);
  },
};
const policy = globalThis.trustedTypes?.createPolicy("meshwright", addresses) ?? addresses;

globalThis.meshwrightPage = page;
// What the page needs comes before what the planner needs.
await init();
const worker = new Worker(policy.createScriptURL(planner), { type: "module" });
worker.addEventListener("message", keep, { once: true });
start(worker);

/** Has the browser keep the page, once all of it is there. */
async function keep() {
  try {
    const kept = await navigator.serviceWorker?.register(policy.createScriptURL(keeper));
    kept?.waiting?.postMessage("take over");
  } catch {
    // A page that cannot be kept, because it comes from a file or over plain HTTP, works as well.
  }
}
