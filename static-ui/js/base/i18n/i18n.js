import { batch, reactive } from '../signals.js';
import { storage } from '../browser-storage.js';
import { formatMessage } from './message-format.js';
import english from './en.js';

/** The languages there are, and how each calls itself. */
export const LANGUAGES = { en: 'English', de: 'Deutsch', ar: 'العربية' };
const RIGHT_TO_LEFT = ['ar'];

class I18n {
  constructor() {
    reactive(this, {
      messages: english,
      language: 'en',
      /** The language as this browser's person writes dates and numbers in it, for example en-GB. */
      locale: 'en',
    });
  }

  /** The chosen language, else the first of the browser's languages that we have. */
  async start() {
    const wished = [storage.get('language'), ...(navigator.languages ?? [])].filter(Boolean).map((tag) => tag.slice(0, 2));
    await this.#use(wished.find((tag) => tag in LANGUAGES) ?? 'en');
  }

  /** @param {string} language */
  async choose(language) {
    storage.set('language', language);
    await this.#use(language);
  }

  /** @param {string} key @param {object} [values] for the `{places}`; `n` chooses the plural @returns {string} */
  text(key, values = {}) {
    return formatMessage(this.messages[key] ?? english[key] ?? key, values, this.language, this.locale);
  }

  /** @param {string} key */
  has(key) {
    return key in english;
  }

  async #use(language) {
    const messages = language === 'en' ? english : (await import(`./${language}.js`)).default;
    batch(() => {
      this.locale = navigator.languages?.find((tag) => tag.slice(0, 2) === language) ?? language;
      this.language = language;
      this.messages = messages;
    });
    document.documentElement.lang = language;
    document.documentElement.dir = RIGHT_TO_LEFT.includes(language) ? 'rtl' : 'ltr';
  }
}

export const i18n = new I18n();

/** Shorthand for {@link I18n.text}. */
export const t = (key, values) => i18n.text(key, values);

/**
 * A refusal in words: ours for the code, else what the desk says.
 * @param {{code: string, message: string, data?: object}} error
 */
export function errorText({ code, message, data }) {
  const key = `error.${code}`;
  return i18n.has(key) ? t(key, { name: data?.agent?.name ?? '?' }) : message;
}
