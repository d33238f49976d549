/** Embeddings, overrides and isolates of text direction, and their ends (UAX 9). */
const DIRECTION = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Parses what the desk sends. Characters that nobody sees, but that turn round what stands beside them, are replaced by
 * their names: `<U+202E>`. So no subject shows another file ending than it has, and no text changes the line that it
 * stands in. A link ends there, since none goes beyond a `<`.
 * @param {string} json
 */
export function parseJson(json) {
  return JSON.parse(json.replace(DIRECTION, (character) => `<U+${character.charCodeAt(0).toString(16).toUpperCase()}>`));
}
