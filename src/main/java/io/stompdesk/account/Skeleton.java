package io.stompdesk.account;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.List;
import java.util.regex.Pattern;

/** Maps names that look alike to the same string: Unicode's confusables (UTS 39), with a few rules more. */
final class Skeleton {

    private static final SpoofChecker CONFUSABLES =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");

    private Skeleton() {}

    /** The skeleton of a whole name. Spaces and punctuation are ignored, unless the name has nothing else. */
    static String of(String name) {
        String joined = String.join("", words(name));
        return joined.isEmpty() ? folded(name) : joined;
    }

    /** The skeletons of a name's words. */
    static List<String> words(String name) {
        return BETWEEN_WORDS
                .splitAsStream(folded(name))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /**
     * Folds case before and after, because look-alikes come in either case (0 maps to a capital O). A capital I looks
     * like a small l, but folding turns it into an i. So i and l are treated as the same letter.
     */
    private static String folded(String name) {
        String skeleton = CONFUSABLES.getSkeleton(fold(NFKC.normalize(name)));
        return fold(skeleton).replace('i', 'l');
    }

    private static String fold(String text) {
        return UCharacter.foldCase(text, true);
    }
}
