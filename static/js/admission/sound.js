// An answer can be heard and felt: two rising tones let somebody in, two equal ones ask, a low one stops.
const TONES = { success: [[660, 0, 0.1], [990, 0.1, 0.16]], warning: [[520, 0, 0.12], [520, 0.2, 0.12]], danger: [[190, 0, 0.4]] };
const FELT = { success: [60], warning: [80, 80, 80], danger: [300] };
let context = null;

// Browsers let a page sound only after somebody has touched it.
export function wake() {
  context ??= globalThis.AudioContext ? new AudioContext() : null;
  if (context?.state === "suspended") context.resume().catch(() => null);
}

export function sound(look, isAudible) {
  navigator.vibrate?.(FELT[look]);
  if (!isAudible || context?.state !== "running") return;
  for (const [pitch, after, seconds] of TONES[look]) {
    const [tone, volume, starts] = [context.createOscillator(), context.createGain(), context.currentTime + after];
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.25, starts);
    volume.gain.exponentialRampToValueAtTime(0.001, starts + seconds);
    tone.connect(volume).connect(context.destination);
    tone.start(starts);
    tone.stop(starts + seconds);
  }
}
