// What a page does that takes more than one call: files, text in addresses.

const chunks = async (stream) => new Uint8Array(await new Response(stream).arrayBuffer());

/** Hands a file to the user. */
export function download(name, parts, type) {
  const address = URL.createObjectURL(new Blob([parts], { type }));
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  // Not at once: some browsers read the address only later.
  setTimeout(() => URL.revokeObjectURL(address), 10000);
}

/** A text as it can stand in an address. */
export async function pack(text) {
  const stream = new Blob([text]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  let binary = "";
  for (const byte of await chunks(stream)) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The text of an address; what is longer than `most` bytes is refused. */
export async function unpack(packed, most) {
  const binary = atob(packed.replaceAll("-", "+").replaceAll("_", "/"));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const parts = [];
  for (let length = 0; ; ) {
    const { done, value } = await reader.read();
    if (done) break;
    length += value.length;
    if (length > most) throw new RangeError("the text is too long");
    parts.push(value);
  }
  return new TextDecoder("utf-8", { fatal: true }).decode(await chunks(new Blob(parts).stream()));
}

/** A drawing as a file of its own: the colours that the page gives it are written into it. */
export function drawing(svg, x, y, width, height) {
  const copy = svg.cloneNode(true);
  const style = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-size", "font-weight", "font-family", "letter-spacing", "text-anchor", "display", "visibility"];
  const from = [svg, ...svg.querySelectorAll("*")];
  const to = [copy, ...copy.querySelectorAll("*")];
  from.forEach((element, place) => {
    const computed = getComputedStyle(element);
    for (const name of style) to[place].setAttribute(name, computed.getPropertyValue(name));
    to[place].removeAttribute("class");
  });
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `${x} ${y} ${width} ${height}`);
  copy.setAttribute("width", width);
  copy.setAttribute("height", height);
  copy.querySelector("[data-world]")?.removeAttribute("transform");
  return new XMLSerializer().serializeToString(copy);
}

/** The drawing as a picture of pixels. */
export async function picture(source, width, height) {
  const image = new Image();
  image.src = URL.createObjectURL(new Blob([source], { type: "image/svg+xml" }));
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = width * 2;
  canvas.height = height * 2;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  return new Uint8Array(await blob.arrayBuffer());
}
