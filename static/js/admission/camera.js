// Reads codes from the camera: with the browser's own detector where it knows QR, else with our copy of zxing-wasm.
import { addresses, find } from "./page.js";

const SAME_AGAIN_MS = 3000;
const REST_MS = 120;
const WIDEST = 960;
const canvas = document.createElement("canvas");
let stream = null;
let reader = null;
let last = { code: "", at: 0 };

async function prepare() {
  const formats = await globalThis.BarcodeDetector?.getSupportedFormats().catch(() => []);
  if (formats?.includes("qr_code")) {
    const detector = new BarcodeDetector({ formats: ["qr_code"] });
    return async (video) => (await detector.detect(video)).map((each) => each.rawValue);
  }
  const { prepareZXingModule, readBarcodes } = await import(addresses.reader);
  await prepareZXingModule({ overrides: { locateFile: () => addresses.wasm }, fireImmediately: true });
  return async (video) => {
    const scale = Math.min(1, WIDEST / video.videoWidth);
    [canvas.width, canvas.height] = [video.videoWidth * scale, video.videoHeight * scale];
    const drawing = canvas.getContext("2d", { willReadFrequently: true });
    drawing.drawImage(video, 0, 0, canvas.width, canvas.height);
    const picture = drawing.getImageData(0, 0, canvas.width, canvas.height);
    return (await readBarcodes(picture, { formats: ["QRCode"], maxNumberOfSymbols: 1 })).map((each) => each.text);
  };
}

// A code that stays before the camera counts once; it counts again when it was away for three seconds.
function isNew(code) {
  const isSame = code === last.code && Date.now() - last.at < SAME_AGAIN_MS;
  last = { code, at: Date.now() };
  return !isSame;
}

async function look(video, seen) {
  while (stream) {
    const [code] = video.readyState >= 2 ? await reader(video).catch(() => []) : [];
    if (code && stream && isNew(code)) {
      await seen(code);
      last.at = Date.now(); // it was before the camera for as long as the answer took
    }
    await new Promise((done) => setTimeout(done, REST_MS));
  }
}

export const isOn = () => stream !== null;

export function stop() {
  for (const track of stream?.getTracks() ?? []) track.stop();
  stream = null;
  find("viewer").hidden = true;
}

// The camera looks, and ``seen`` is called with each code; false where there is none or nobody allows it.
export async function start(seen) {
  const viewer = find("viewer");
  const line = find("camera-words");
  const video = viewer.querySelector("video");
  viewer.hidden = false;
  try {
    const wanted = { facingMode: "environment", width: { ideal: 1280 } };
    stream = await navigator.mediaDevices.getUserMedia({ video: wanted });
    reader ??= await prepare();
    video.srcObject = stream;
    await video.play();
  } catch {
    stop();
    viewer.hidden = false;
    video.hidden = true;
    line.textContent = line.dataset.denied;
    return false;
  }
  video.hidden = false;
  line.textContent = line.dataset.looking;
  look(video, seen);
  return true;
}
