import { t } from '../base/i18n/i18n.js';

/**
 * A person's name within a sentence. Guests are called so, and in front of their name, where no length cuts it off:
 * anybody can be a guest of any name.
 * @param {{name: string, guest?: boolean}} person
 */
export const nameInWords = ({ name, guest }) => (guest ? t('person.guestNamed', { name }) : name);
