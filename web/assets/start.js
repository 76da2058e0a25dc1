// Starts the designer: the planner in a worker, the page beside it.
//
// The worker may be made from this address and no other: the policy below is the only one that
// the page's content-security policy allows.
import * as page from "./page.js";
import init, { start } from "./web.js";

const planner = new URL("./planner.js", import.meta.url).href;
const addresses = {
  createScriptURL(address) {
    if (address === planner) return address;
    throw new TypeError(`no script may come from ${address}`);
  },
};
const policy = globalThis.trustedTypes?.createPolicy("meshwright", addresses) ?? addresses;

const worker = new Worker(policy.createScriptURL(planner), { type: "module" });
globalThis.meshwrightPage = page;
await init();
start(worker);
