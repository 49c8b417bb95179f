// Short tones and vibrations, made here. They sound beside music and do not stop it.
let context;

// Browsers allow sound only after a tap.
export function prepare() {
  try {
    if (navigator.audioSession) navigator.audioSession.type = "ambient";
    context ??= new AudioContext();
    context.resume();
  } catch {}
}

function tone([pitch, after, length]) {
  const at = context.currentTime + after;
  const source = context.createOscillator();
  const gain = context.createGain();
  source.frequency.value = pitch;
  gain.gain.setValueAtTime(0, at);
  gain.gain.linearRampToValueAtTime(0.25, at + 0.01);
  gain.gain.exponentialRampToValueAtTime(0.001, at + length);
  source.connect(gain).connect(context.destination);
  source.start(at);
  source.stop(at + length);
}

// Tones as pitch, start and length, and the vibration in milliseconds.
const CUES = {
  lift: [[[660, 0, 0.12]], 60],
  hold: [[[880, 0, 0.08]], 30],
  lower: [[[440, 0, 0.12]], 30],
  tick: [[[520, 0, 0.06]], 20],
  change: [[[660, 0, 0.15], [440, 0.2, 0.25]], [120, 80, 120]],
  ready: [[[660, 0, 0.12]], 120],
  over: [[[660, 0, 0.12], [880, 0.18, 0.3]], [200, 100, 200]],
  done: [[[440, 0, 0.12], [660, 0.15, 0.12], [880, 0.3, 0.3]], [100, 60, 100, 60, 200]],
};

export function cue(name, { sound, vibration }) {
  const [tones, shake] = CUES[name];
  try {
    if (sound && context) tones.forEach(tone);
  } catch {} // without a loudspeaker the session goes on
  if (vibration) navigator.vibrate?.(shake);
}
