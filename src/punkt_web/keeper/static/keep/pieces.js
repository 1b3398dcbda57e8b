// What waits, in pieces of text that QR codes hold (punkt.formats.carried_pieces says how), and the codes themselves.

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const LETTERS_OF_A_PIECE = 540;
const MOST_PIECES = 99;
const CODES = "/static/vendor/uqr/index.mjs"; // from npm at set-up; without it there is the text

const hex = (number, n) => number.toString(16).toUpperCase().padStart(n, "0");

function crc32(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ -1) >>> 0;
}

function base32(bytes) {
  let letters = "";
  let held = 0;
  let bits = 0;
  for (const byte of bytes) {
    held = ((held << 8) | byte) & 0xfff;
    for (bits += 8; bits >= 5; bits -= 5) letters += LETTERS[(held >>> (bits - 5)) & 31];
  }
  return bits ? letters + LETTERS[(held << (5 - bits)) & 31] : letters;
}

async function squeezed(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream("deflate-raw"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/** The pieces of a text in order; none where it is too much for codes. */
export async function piecesOf(text) {
  const plain = new TextEncoder().encode(text);
  const isSqueezed = "CompressionStream" in globalThis;
  const bytes = isSqueezed ? await squeezed(plain) : plain;
  const letters = base32(bytes);
  const n = Math.ceil(letters.length / LETTERS_OF_A_PIECE);
  if (n > MOST_PIECES) return [];
  const check = hex(crc32(bytes), 8);
  return Array.from({ length: n }, (_, place) => {
    const part = letters.slice(place * LETTERS_OF_A_PIECE, (place + 1) * LETTERS_OF_A_PIECE);
    const own = hex(crc32(new TextEncoder().encode(part)) & 0xffff, 4);
    return `PUNKT:${place + 1}/${n}:${check}:${isSqueezed ? "Z" : "T"}:${own}:${part}`;
  });
}

/** The modules of a QR code with its quiet zone, row by row; true is dark. */
export async function matrixOf(text) {
  const { encode } = await import(CODES);
  return encode(text, { ecc: "M", border: 4 }).data;
}

const SVG = "http://www.w3.org/2000/svg";

function svg(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** A code as a picture: black on white, also on a dark page, as cameras want it. */
async function picture(text, label) {
  const rows = await matrixOf(text);
  const dark = rows.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : [])));
  const size = rows.length;
  const drawn = svg("svg", { viewBox: `0 0 ${size} ${size}`, role: "img", "aria-label": label, class: "qr" });
  drawn.append(svg("rect", { width: size, height: size, fill: "#fff" }), svg("path", { d: dark.join(""), fill: "#000" }));
  return drawn;
}

/** Draws the codes of a text into a place; leaves it hidden where they cannot be drawn. */
export async function showCodes(place, text, words) {
  if (!place || place.dataset.text === text) return;
  place.dataset.text = text;
  try {
    const pieces = text ? await piecesOf(text) : [];
    const said = (number) => words.code.replace("#", number).replace("#", pieces.length);
    const drawn = await Promise.all(pieces.map((piece, number) => picture(piece, said(number + 1))));
    if (place.dataset.text !== text) return; // more came meanwhile
    place.replaceChildren(
      ...drawn.map((code, number) => {
        const figure = document.createElement("figure");
        const caption = document.createElement("figcaption");
        caption.textContent = said(number + 1);
        figure.append(caption, code);
        return figure;
      }),
    );
    place.hidden = !drawn.length;
  } catch {
    place.hidden = true; // the text is there
  }
}
