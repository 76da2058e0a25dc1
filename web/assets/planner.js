// The planner in its worker: answers questions about one text at a time.
import init, { CertificateAuthority, Mesh } from "../meshwright_wasm.js";

const ready = init();
let last = { key: null, mesh: null };

function mesh(text, options) {
  const key = JSON.stringify([text, options]);
  if (last.key !== key) {
    last.mesh?.free();
    last = { key: null, mesh: null };
    last = { key, mesh: new Mesh(text, options) };
  }
  return last.mesh;
}

/** A root and what each istiod signs with, as a zip file; nothing of it stays here. */
function certificates(text, passphrase) {
  const seed = crypto.getRandomValues(new Uint8Array(32));
  const authority = new CertificateAuthority(text, seed, Date.now());
  seed.fill(0);
  try {
    return authority.zip(passphrase);
  } finally {
    authority.free();
  }
}

function answer({ text, options, method, args }) {
  if (method === "certificates") return { bytes: certificates(text, ...args) };
  if (method === "zip") return { bytes: mesh(text, options).zip() };
  return { json: mesh(text, options).json(method, args) };
}

self.onmessage = async ({ data }) => {
  try {
    await ready;
    const told = answer(data);
    self.postMessage({ id: data.id, ...told }, told.bytes ? [told.bytes.buffer] : []);
  } catch (error) {
    self.postMessage({ id: data.id, error: error?.message ?? String(error) });
  }
};
ready.then(() => self.postMessage({ id: 0, json: "true" }));
