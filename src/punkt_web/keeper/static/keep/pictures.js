// Pictures of the queue: drawn small on this device, and carried by a network only.

const LONGEST_SIDE = 1600; // as the server draws them anew
const MOST_LETTERS = 850_000; // one fits into a sending (portions.js)
const TRIES = [[1, 0.8], [1, 0.6], [0.75, 0.6], [0.5, 0.6]];
const START = "data:image/jpeg;base64,";

export const hasPicture = ({ message }) => message.jpeg !== undefined;

/** What the server has needs no place here any more. */
export function withoutPicture({ message: { jpeg: _jpeg, ...message }, ...item }) {
  return { ...item, message };
}

export const addressOf = ({ message }) => START + message.jpeg;

function drawn(picture, part, quality) {
  const scale = Math.min(1, (part * LONGEST_SIDE) / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const paper = canvas.getContext("2d");
  paper.fillStyle = "#fff"; // what is seen through stays no black hole
  paper.fillRect(0, 0, canvas.width, canvas.height);
  paper.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas.toDataURL("image/jpeg", quality).slice(START.length);
}

/** A file as a JPEG in base 64, upright, with nothing but its pixels. Throws for what is no picture that can be drawn. */
export async function smallJpeg(file) {
  const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
  try {
    for (const [part, quality] of TRIES) {
      const jpeg = drawn(picture, part, quality);
      if (jpeg && jpeg.length <= MOST_LETTERS) return jpeg;
    }
  } finally {
    picture.close();
  }
  throw new Error("a picture that cannot be made small");
}
