package io.stompdesk.account;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.SpoofChecker;
import java.util.List;
import java.util.regex.Pattern;

/** Makes names equal that look equal, after Unicode's confusables (UTS 39) and a little more. */
final class Skeleton {

    private static final SpoofChecker CONFUSABLES =
            new SpoofChecker.Builder().setChecks(SpoofChecker.CONFUSABLE).build();
    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Pattern BETWEEN_WORDS = Pattern.compile("[^\\p{L}\\p{N}\\p{M}]+");

    private Skeleton() {}

    /** The skeleton of a whole name: spaces and punctuation do not count, unless there is nothing else. */
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
     * Case is folded before and after, since look-alikes come in either case (0 stands for a capital O). A capital I
     * looks like a small l, which folding would hide, so i and l are one here.
     */
    private static String folded(String name) {
        String skeleton = CONFUSABLES.getSkeleton(fold(NFKC.normalize(name)));
        return fold(skeleton).replace('i', 'l');
    }

    private static String fold(String text) {
        return UCharacter.foldCase(text, true);
    }
}
