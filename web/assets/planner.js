// The planner in its worker: answers questions about one text at a time.
import init, { Mesh } from "../meshwright_wasm.js";

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

self.onmessage = async ({ data: { id, text, options, method, args } }) => {
  try {
    await ready;
    const value = mesh(text, options)[method](...args);
    if (value instanceof Uint8Array) {
      self.postMessage({ id, bytes: value }, [value.buffer]);
    } else {
      self.postMessage({ id, json: JSON.stringify(value) });
    }
  } catch (error) {
    self.postMessage({ id, error: error?.message ?? String(error) });
  }
};
ready.then(() => self.postMessage({ id: 0, json: "true" }));
