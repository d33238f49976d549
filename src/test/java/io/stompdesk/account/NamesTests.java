package io.stompdesk.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTests {

    private final Names names = new Names(new AccountSettings(
            60,
            List.of("admin", "support", "help desk", "agent", "stompdesk"),
            10,
            new AccountSettings.Hashing(1, 0, 0, Duration.ofSeconds(1), new AccountSettings.Share(1, 1, 1))));

    @ParameterizedTest
    @CsvSource(
            value = {
                "Ada|Ada",
                "  Ada   Lovelace |Ada Lovelace",
                "Ａｄａ|Ada",
                "李小龙|李小龙",
                "محمد|محمد",
                "Zoë|Zoë",
                "Cat 🐈|Cat 🐈",
                "Heart ❤️|Heart ❤",
                "O'Brien-Smith|O'Brien-Smith",
                "Adminah|Adminah",
                "The Supporter|The Supporter",
            },
            delimiter = '|')
    void aReadableNameIsTakenInItsNormalForm(String raw, String shown) {
        assertThat(names.customer(raw).text()).isEqualTo(shown);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "   ",
                "\u00a0",
                "Ada\u0000",
                "Ada\nBen",
                "Ada\u202eneB",
                "Ada\u2066neB",
                "Ada\u200b",
                "A\u200dda",
                "Ada\u2028Ben",
                "Ada\u3164",
                "\ue000",
                "Ada\ud800",
                "\uFE0F",
            })
    void aNameThatCannotBeReadIsRefused(String raw) {
        assertRefused(() -> names.customer(raw), ErrorCode.INVALID_FIELD);
        assertRefused(() -> names.staff(raw), ErrorCode.INVALID_FIELD);
    }

    @Test
    void aMissingNameIsRefused() {
        assertRefused(() -> names.customer(null), ErrorCode.INVALID_FIELD);
    }

    @Test
    void aNameHasAtMostAsManyCharactersAsTheSettingSays() {
        assertThat(names.customer("🐈".repeat(60)).text()).hasSize(120);
        assertThatThrownBy(() -> names.customer("x".repeat(61)))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.data())
                                .containsEntry("field", "name")
                                .containsEntry("max", 60));
        assertRefused(() -> names.customer("x".repeat(1_000_000)), ErrorCode.INVALID_FIELD);
        // One character that becomes eighteen when it is normalized.
        assertRefused(() -> names.customer("\ufdfa".repeat(60)), ErrorCode.INVALID_FIELD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "admin",
                "ADMIN",
                "Аdmin", // a Cyrillic A
                "αdmin",
                "Adm1n",
                "Adm|n",
                "a.d.m.i.n",
                "Ad min",
                "Support",
                "Support team",
                "support-team",
                "Suppоrt Team", // a Cyrillic o
                "Ｓｕｐｐｏｒｔ",
                "Help desk",
                "Helpdesk 24",
                "help-desk",
                "AGENT Smith",
                "St0mpdesk",
            })
    void aNameThatStartsLikeStaffIsReservedFromCustomersOnly(String raw) {
        assertRefused(() -> names.customer(raw), ErrorCode.NAME_RESERVED);
        assertThat(names.staff(raw).text()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Ada – Support ✓",
                "Ada (Agent)",
                "Ada, Help desk",
                "AdaSupport",
                "The Stompdesk",
                "Ada | s.u.p.p.o.r.t",
                "Súpport",
                "Ada Suppørt",
                "Sụppọrt",
                "ꜱᴜᴘᴘᴏʀᴛ",
                "🅢🅤🅟🅟🅞🅡🅣",
                "🆂🆄🅿🅿🅾🆁🆃",
                "🇸🇺🇵🇵🇴🇷🇹",
            })
    void aReservedWordIsReservedAnywhereInAName(String raw) {
        assertRefused(() -> names.customer(raw), ErrorCode.NAME_RESERVED);
        assertThat(names.staff(raw).text()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"✓", "✔️", "☑", "✅", "🗸", "√", "★", "⭐", "🏅", "🥇", "🏵", "👑", "🛡", "📛", "🔰", "🆗"})
    void aBadgeIsForStaffOnly(String badge) {
        assertRefused(() -> names.customer("Carol " + badge), ErrorCode.NAME_RESERVED);
        assertThat(names.staff("Ada " + badge).text()).startsWith("Ada");
    }

    @ParameterizedTest
    @CsvSource({
        "Alice, alice",
        "Alice, AIice", // a capital i for the l
        "Alice, Al1ce",
        "ADA, Аdа", // Cyrillic
        "Ada, A d a",
        "Ada, Ada.",
        "Bob, B0b",
        "Weiß, WEISS",
        "Zoë, Zoe\u0308",
        "Zoë, Zoe",
        "Łukasz, Lukasz",
        "Jörg, Jørg",
        "الدَّعم, الدعم", // with and without the marks for vowels
    })
    void namesThatLookAlikeHaveOneSkeleton(String one, String other) {
        assertThat(Skeleton.of(one)).isEqualTo(Skeleton.of(other));
    }

    @ParameterizedTest
    @CsvSource({"Ada, Ida", "Ben, Bea", "कु, कू", "🐈, 🐕", "!, ?"})
    void namesThatDifferHaveDifferentSkeletons(String one, String other) {
        assertThat(Skeleton.of(one)).isNotEqualTo(Skeleton.of(other));
    }

    private static void assertRefused(ThrowingCallable name, ErrorCode code) {
        assertThatThrownBy(name)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
