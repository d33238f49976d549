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

/** The rules for display names: readable by everybody, and nobody passes for staff who is not. */
@Component
final class Names {

    private static final Normalizer2 NFKC = Normalizer2.getNFKCInstance();
    private static final Pattern SPACES = Pattern.compile("\\p{Zs}+");

    /**
     * Asks for a coloured emoji and is invisible otherwise; dropped rather than refused, since phones send it unasked.
     */
    private static final String EMOJI_STYLE = "\uFE0F";

    /** What is put behind the name of a customer who looks like somebody of the staff. */
    private static final String CUSTOMER = " (customer)";

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
        if (startsReserved(name.text())) {
            throw new Refusal(ErrorCode.NAME_RESERVED);
        }
        return name;
    }

    /** @throws Refusal {@code NAME_RESERVED} if somebody of the staff has a name that looks like this one */
    static void requireNotStaffs(JdbcClient transaction, DisplayName name) {
        if (staffHas(transaction, name)) {
            throw new Refusal(ErrorCode.NAME_RESERVED);
        }
    }

    /** @throws Refusal {@code NAME_TAKEN} if somebody else of the staff has a name that looks like this one */
    static void requireUniqueAmongStaff(JdbcClient transaction, DisplayName name) {
        if (staffHas(transaction, name)) {
            throw new Refusal(ErrorCode.NAME_TAKEN);
        }
    }

    /**
     * Whoever joins the staff has their name to themselves: customers who look like them are called something else from
     * now on. They are not refused the name, since then any guest could keep names from the staff.
     *
     * @param but the account that joins
     */
    static void renameCustomersLike(JdbcClient transaction, DisplayName staff, String but) {
        Map<String, String> names = new HashMap<>();
        transaction
                .sql("SELECT id, name FROM account WHERE name_skeleton = ? AND role = 'CUSTOMER'" + " AND id <> ?")
                .params(staff.skeleton(), but)
                .query((RowCallbackHandler) row -> names.put(row.getString("id"), row.getString("name") + CUSTOMER));
        names.forEach((id, name) -> transaction
                .sql("UPDATE account SET name = ?, name_folded = ?," + " name_skeleton = ? WHERE id = ?")
                .params(name, Text.folded(name), Skeleton.of(name), id)
                .update());
    }

    private static boolean staffHas(JdbcClient transaction, DisplayName name) {
        return transaction
                        .sql("SELECT count(*) FROM account WHERE name_skeleton = ? AND role <>" + " 'CUSTOMER'")
                        .param(name.skeleton())
                        .query(Long.class)
                        .single()
                > 0;
    }

    /** "Support", "Support team", "Help desk" and "Helpdesk 24" alike. */
    private boolean startsReserved(String name) {
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
            throw Refusal.invalid("name", "It is missing.");
        }
        if (raw.length() > max * 4) {
            throw tooLong();
        }
        String text = SPACES.matcher(NFKC.normalize(raw.replace(EMOJI_STYLE, "")))
                .replaceAll(" ")
                .strip();
        if (text.isEmpty()) {
            throw Refusal.invalid("name", "It is blank.");
        }
        if (text.codePointCount(0, text.length()) > max) {
            throw tooLong();
        }
        if (text.codePoints().anyMatch(Names::unreadable)) {
            throw Refusal.invalid("name", "It holds characters that cannot be seen.");
        }
        return text;
    }

    private Refusal tooLong() {
        return new Refusal(ErrorCode.INVALID_FIELD, Map.of("field", "name", "why", "It is too long.", "max", max));
    }

    private static boolean unreadable(int character) {
        return UNREADABLE.contains(UCharacter.getType(character))
                || UCharacter.hasBinaryProperty(character, UProperty.DEFAULT_IGNORABLE_CODE_POINT);
    }
}
