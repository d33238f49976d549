package io.stompdesk.account;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import com.ibm.icu.text.UnicodeSet;
import com.ibm.icu.text.UnicodeSetSpanner;
import com.ibm.icu.util.VersionInfo;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maps names that look alike to the same string: Unicode's confusables (UTS 39), with a few rules more. Diacritics do
 * not count, since few readers notice that one is missing.
 */
final class Skeleton {

    /** Names that were stored under another version have other skeletons. */
    static final String VERSION = "2, ICU " + VersionInfo.ICU_VERSION;

    private static final SpoofChecker CONFUSABLES =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Normalizer2 NFD = Normalizer2.getNFDInstance();

    /** Marks that no script has for itself: accents, strokes, Arabic vowels; but no vowel of Hindi or Thai. */
    private static final UnicodeSetSpanner DIACRITICS =
            new UnicodeSetSpanner(new UnicodeSet("[[:M:]&[:Script=Inherited:]]").freeze());

    /** Letters that Unicode takes for symbols or for letters of their own: 🅢, 🆂, 🇸, ꜱ. */
    private static final Pattern DRESSED_UP = Pattern.compile("(?:NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER"
            + "|REGIONAL INDICATOR SYMBOL LETTER|LATIN LETTER SMALL CAPITAL) ([A-Z])");

    /** The first of them: ɢ. */
    private static final int FIRST_DRESSED_UP = 0x0262;

    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");
    private static final Pattern IN_CAMEL_CASE = Pattern.compile("(?<=\\p{Ll})(?=\\p{Lu})");

    private Skeleton() {}

    /** The skeleton of a whole name. Spaces and punctuation are ignored, unless the name has nothing else. */
    static String of(String name) {
        String joined = String.join("", words(name));
        return joined.isEmpty() ? folded(NFKC.normalize(name)) : joined;
    }

    /** The skeletons of a name's words. {@code AdaSupport} has two. */
    static List<String> words(String name) {
        String apart = IN_CAMEL_CASE.matcher(undressed(NFKC.normalize(name))).replaceAll(" ");
        return BETWEEN_WORDS
                .splitAsStream(folded(apart))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /**
     * Folds case before and after, because look-alikes come in either case (0 maps to a capital O). A capital I looks
     * like a small l, but folding turns it into an i. So i and l are treated as the same letter.
     */
    private static String folded(String text) {
        String skeleton = CONFUSABLES.getSkeleton(withoutDiacritics(fold(text)));
        return fold(withoutDiacritics(skeleton)).replace('i', 'l');
    }

    private static String fold(String text) {
        return UCharacter.foldCase(text, true);
    }

    private static String withoutDiacritics(String text) {
        return DIACRITICS.deleteFrom(NFD.normalize(text)).toString();
    }

    private static String undressed(String text) {
        StringBuilder letters = new StringBuilder();
        text.codePoints().forEach(character -> letters.appendCodePoint(undressed(character)));
        return letters.toString();
    }

    private static int undressed(int character) {
        if (character < FIRST_DRESSED_UP) {
            return character;
        }
        Matcher letter = DRESSED_UP.matcher(String.valueOf(UCharacter.getName(character)));
        return letter.matches() ? letter.group(1).charAt(0) : character;
    }
}
