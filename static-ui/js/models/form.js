import { reactive, signal } from '../base/signals.js';

/** Between two dots there is no dot, so that each text is read once. */
const EMAIL = /^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/;

/**
 * What somebody has filled in, and what is wrong with it. A field complains once it has been left, or all of them when
 * the form is sent; while it is being corrected it is looked at with each key.
 */
export class Form {
  #rules;
  #words;
  #values;
  #checked = signal(new Set());
  #refused = signal({});

  /**
   * @param {Record<string, {required?: boolean, email?: boolean, min?: number, max?: number, asTyped?: boolean}>} rules
   * @param {(key: string, values?: object) => string} words
   * @param {object} [values] to begin with
   */
  constructor(rules, words, values = {}) {
    this.#rules = rules;
    this.#words = words;
    this.#values = signal({ ...values });
    reactive(this, {
      /** A refusal that belongs to no field. */
      problem: null,
      sending: false,
    });
  }

  get(name) {
    return this.#values.value[name] ?? '';
  }

  /** All of them, without the empty ones. */
  get values() {
    const trimmed = Object.keys(this.#rules).map((name) => [name, this.#rules[name].asTyped ? this.get(name) : this.get(name).trim()]);
    return Object.fromEntries(trimmed.filter(([, value]) => value !== ''));
  }

  isRequired(name) {
    return Boolean(this.#rules[name].required);
  }

  set(name, value) {
    this.#values.value = { ...this.#values.value, [name]: value };
    this.#refused.value = { ...this.#refused.value, [name]: undefined };
  }

  leave(name) {
    if (this.get(name)) this.#checked.value = new Set(this.#checked.value).add(name);
  }

  /** @returns {string|null} */
  error(name) {
    if (this.#refused.value[name]) return this.#refused.value[name];
    return this.#checked.value.has(name) ? this.#wrong(name) : null;
  }

  /** @returns {string|null} the first field that is wrong */
  check() {
    this.#checked.value = new Set(Object.keys(this.#rules));
    return Object.keys(this.#rules).find((name) => this.#wrong(name)) ?? null;
  }

  /**
   * @param {() => Promise<void>} work
   * @param {(error: object) => string} say the error's words
   */
  async send(work, say) {
    this.sending = true;
    this.problem = null;
    try {
      await work();
    } catch (error) {
      this.#refuse(error, say(error));
    }
    this.sending = false;
  }

  #refuse({ code, data }, text) {
    const field = { NAME_TAKEN: 'name', NAME_RESERVED: 'name', USERNAME_TAKEN: 'username' }[code] ?? data?.field;
    if (field in this.#rules) this.#refused.value = { ...this.#refused.value, [field]: text };
    else this.problem = text;
  }

  #wrong(name) {
    const { required, email, min, max, asTyped } = this.#rules[name];
    const value = asTyped ? this.get(name) : this.get(name).trim();
    if (required && !value) return this.#words('form.missing');
    if (email && value && !EMAIL.test(value)) return this.#words('form.emailWrong');
    if (min && value && [...value].length < min) return this.#words('form.tooShort', { min });
    if (max && value.length > max) return this.#words('form.tooLong', { max, n: value.length });
    return null;
  }
}
