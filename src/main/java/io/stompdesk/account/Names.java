package io.stompdesk.account;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import com.ibm.icu.text.UnicodeSet;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rules for display names: every name is readable, and no customer can pass for staff. */
@Component
final class Names {

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

    /**
     * The variation selector for coloured emoji. It is invisible. It is dropped and not refused, because phones add it
     * on their own.
     */
    private static final String EMOJI_SELECTOR = "\uFE0F";

    /** Appended to the name of a customer that looks like the name of a staff member. */
    private static final String CUSTOMER_SUFFIX = " (customer)";

    private static final Set<Integer> UNREADABLE = Set.of(
            (int) UCharacterCategory.CONTROL,
            (int) UCharacterCategory.FORMAT,
            (int) UCharacterCategory.SURROGATE,
            (int) UCharacterCategory.PRIVATE_USE,
            (int) UCharacterCategory.UNASSIGNED,
            (int) UCharacterCategory.LINE_SEPARATOR,
            (int) UCharacterCategory.PARAGRAPH_SEPARATOR);

    /** Check marks, ballots, stars, medals, crowns, shields and name badges, which pages use to mark who is genuine. */
    private static final UnicodeSet BADGES = new UnicodeSet(
                    "[√⍻☆★☐-☒⚝⛨✅✓-✘✦✧✩-✰✴-✹❂⭐-⭒⮽⯨-⯫🌟🎖🏅🏆🏵🏶👑👮📛🔰🆗🗳-🗹🛡🟀-🟔" + "🟙🥇-🥉🮱𐄂]")
            .freeze();

    private final int max;
    private final Set<String> reserved;
    private final int longestReserved;

    Names(AccountSettings settings) {
        this.max = settings.nameMax();
        this.reserved = settings.reservedNames().stream().map(Skeleton::of).collect(Collectors.toUnmodifiableSet());
        this.longestReserved = reserved.stream().mapToInt(String::length).max().orElse(0);
    }

    /** @throws Refusal {@code INVALID_FIELD} */
    DisplayName staff(@Nullable String raw) {
        String text = readable(raw);
        return new DisplayName(text, Skeleton.of(text));
    }

    /** @throws Refusal {@code INVALID_FIELD}, {@code NAME_RESERVED} */
    DisplayName customer(@Nullable String raw) {
        DisplayName name = staff(raw);
        if (passesForStaff(name.text())) {
            throw new Refusal(ErrorCode.NAME_RESERVED);
        }
        return name;
    }

    /** Whether a name claims to be that of staff, by a reserved word or by a badge. */
    boolean passesForStaff(String name) {
        return BADGES.containsSome(name) || containsReservedName(name);
    }

    /** @throws Refusal {@code NAME_RESERVED} if a staff member's name looks like this one */
    static void requireNotUsedByStaff(JdbcClient transaction, DisplayName name) {
        if (isUsedByStaff(transaction, name)) {
            throw new Refusal(ErrorCode.NAME_RESERVED);
        }
    }

    /** @throws Refusal {@code NAME_TAKEN} if another staff member's name looks like this one */
    static void requireUniqueAmongStaff(JdbcClient transaction, DisplayName name) {
        if (isUsedByStaff(transaction, name)) {
            throw new Refusal(ErrorCode.NAME_TAKEN);
        }
    }

    /**
     * Renames all customers whose names look like that of a new staff member. The staff member is not refused the name,
     * because otherwise any guest could block names for staff.
     *
     * @param joining the id of the account that joins the staff
     */
    static void renameCustomersLike(JdbcClient transaction, DisplayName staff, String joining) {
        Map<String, String> names = new HashMap<>();
        transaction
                .sql("SELECT id, name FROM account WHERE name_skeleton = ? AND role = 'CUSTOMER' AND id <> ?")
                .params(staff.skeleton(), joining)
                .query((RowCallbackHandler)
                        row -> names.put(row.getString("id"), withCustomerSuffix(row.getString("name"))));
        names.forEach((id, name) -> transaction
                .sql("UPDATE account SET name = ?, name_folded = ?, name_skeleton = ? WHERE id = ?")
                .params(name, Text.folded(name), Skeleton.of(name), id)
                .update());
    }

    /** The name of a customer that could be taken for staff's, once it says whose it is. */
    static String withCustomerSuffix(String name) {
        return name.endsWith(CUSTOMER_SUFFIX) ? name : name + CUSTOMER_SUFFIX;
    }

    private static boolean isUsedByStaff(JdbcClient transaction, DisplayName name) {
        return transaction
                        .sql("SELECT count(*) FROM account WHERE name_skeleton = ? AND " + Accounts.IS_STAFF)
                        .param(name.skeleton())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** True for "Support", "Ada (Support)", "Help desk", "Helpdesk 24" and "Ad min" alike: any words in a row count. */
    private boolean containsReservedName(String name) {
        List<String> words = Skeleton.words(name);
        for (int first = 0; first < words.size(); first++) {
            StringBuilder joined = new StringBuilder();
            for (int last = first; last < words.size() && joined.length() < longestReserved; last++) {
                if (reserved.contains(joined.append(words.get(last)).toString())) {
                    return true;
                }
            }
        }
        return false;
    }

    private String readable(@Nullable String raw) {
        if (raw == null) {
            throw Refusal.invalid("name", "is missing");
        }
        if (raw.length() > max * 4) {
            throw tooLong();
        }
        String text = SPACES.matcher(NFKC.normalize(raw.replace(EMOJI_SELECTOR, "")))
                .replaceAll(" ")
                .strip();
        if (text.isEmpty()) {
            throw Refusal.invalid("name", "is blank");
        }
        if (text.codePointCount(0, text.length()) > max) {
            throw tooLong();
        }
        if (text.codePoints().anyMatch(Names::isUnreadable)) {
            throw Refusal.invalid("name", "contains invisible or unsupported characters");
        }
        return text;
    }

    private Refusal tooLong() {
        return new Refusal(ErrorCode.INVALID_FIELD, Map.of("field", "name", "why", "is too long", "max", max));
    }

    private static boolean isUnreadable(int character) {
        return UNREADABLE.contains(UCharacter.getType(character))
                || UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }
}
