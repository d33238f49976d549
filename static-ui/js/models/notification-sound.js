const NOTES = [{ hertz: 784, at: 0 }, { hertz: 1047, at: 0.13 }];
const LASTS = 0.45;
const LOUD = 0.12;

let audio = null;

/** Two soft notes, as of the bell on a counter. Silent where the browser does not let pages sound yet. */
export function playSound() {
  try {
    audio ??= new AudioContext();
    audio.resume().then(() => NOTES.forEach(strike), () => {});
  } catch { /* no sound here */ }
}

function strike({ hertz, at }) {
  const from = audio.currentTime + at;
  const tone = new OscillatorNode(audio, { frequency: hertz });
  const volume = new GainNode(audio, { gain: 0 });
  volume.gain.setValueAtTime(0, from);
  volume.gain.linearRampToValueAtTime(LOUD, from + 0.01);
  volume.gain.exponentialRampToValueAtTime(0.001, from + LASTS);
  tone.connect(volume).connect(audio.destination);
  tone.start(from);
  tone.stop(from + LASTS);
}
