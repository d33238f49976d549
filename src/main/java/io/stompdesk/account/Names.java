package io.stompdesk.account;

import com.ibm.icu.lang.UCharacter;
import com.ibm.icu.lang.UCharacterCategory;
import com.ibm.icu.lang.UProperty;
import com.ibm.icu.text.Normalizer2;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.kernel.Text;
import java.util.HashMap;
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

    private final int max;
    private final Set<String> reserved;

    Names(AccountSettings settings) {
        this.max = settings.nameMax();
        this.reserved = settings.reservedNames().stream().map(Skeleton::of).collect(Collectors.toUnmodifiableSet());
    }

    /** @throws Refusal {@code INVALID_FIELD} */
    DisplayName staff(@Nullable String raw) {
        String text = readable(raw);
        return new DisplayName(text, Skeleton.of(text));
    }

    /** @throws Refusal {@code INVALID_FIELD}, {@code NAME_RESERVED} */
    DisplayName customer(@Nullable String raw) {
        DisplayName name = staff(raw);
        if (startsWithReservedName(name.text())) {
            throw new Refusal(ErrorCode.NAME_RESERVED);
        }
        return name;
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
                        row -> names.put(row.getString("id"), row.getString("name") + CUSTOMER_SUFFIX));
        names.forEach((id, name) -> transaction
                .sql("UPDATE account SET name = ?, name_folded = ?, name_skeleton = ? WHERE id = ?")
                .params(name, Text.folded(name), Skeleton.of(name), id)
                .update());
    }

    private static boolean isUsedByStaff(JdbcClient transaction, DisplayName name) {
        return transaction
                        .sql("SELECT count(*) FROM account WHERE name_skeleton = ? AND role <> 'CUSTOMER'")
                        .param(name.skeleton())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** True for "Support", "Support team", "Help desk" and "Helpdesk 24" alike. */
    private boolean startsWithReservedName(String name) {
        StringBuilder start = new StringBuilder();
        for (String word : Skeleton.words(name)) {
            if (reserved.contains(start.append(word).toString())) {
                return true;
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
