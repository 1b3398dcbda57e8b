// Reads the codes of another console with the camera, where the browser can: each new piece becomes a line of the form.

const START = "PUNKT:";
const PAUSE_MS = 200;
const scan = document.querySelector("[data-scan]");
const video = document.querySelector("[data-scan-video]");
const said = document.querySelector("[data-scan-said]");
const text = document.querySelector("#id_text");

function take(piece) {
  const lines = text.value.split("\n").filter((line) => line.trim());
  if (!lines.includes(piece)) text.value = [...lines, piece].join("\n");
  const [, all] = /^PUNKT:\d+\/(\d+):/.exec(piece) ?? [];
  const set = piece.split(":")[2];
  const n = text.value.split("\n").filter((line) => line.startsWith(START) && line.split(":")[2] === set).length;
  said.textContent = scan.dataset.said.replace("#", n).replace("#", all);
  return n >= Number(all);
}

async function read() {
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
  video.srcObject = stream;
  video.hidden = false;
  await video.play();
  const stop = () => {
    for (const track of stream.getTracks()) track.stop();
    video.hidden = true;
  };
  addEventListener("pagehide", stop, { once: true });
  for (let isWhole = false; !isWhole; ) {
    const codes = await detector.detect(video);
    const pieces = codes.map(({ rawValue }) => rawValue).filter((value) => value.startsWith(START));
    isWhole = pieces.map(take).some(Boolean);
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  stop();
}

if ("BarcodeDetector" in globalThis && navigator.mediaDevices) {
  scan.hidden = false;
  scan.addEventListener("click", () => read().catch(() => (said.textContent = scan.dataset.failed)));
}
