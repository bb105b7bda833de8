// Text that lies in this browser for the time without network: encrypted with a key that is made here and cannot be read out.
const SIZE_OF_IV = 12;
const ALGORITHM = "AES-GCM";

export const newKey = () => crypto.subtle.generateKey({ name: ALGORITHM, length: 256 }, false, ["encrypt", "decrypt"]);

export async function seal(key, text) {
  const iv = crypto.getRandomValues(new Uint8Array(SIZE_OF_IV));
  return { iv, data: await crypto.subtle.encrypt({ name: ALGORITHM, iv }, key, new TextEncoder().encode(text)) };
}

export async function unseal(key, { iv, data }) {
  return new TextDecoder().decode(await crypto.subtle.decrypt({ name: ALGORITHM, iv }, key, data));
}
