package io.stompdesk.ticket;

import static org.assertj.core.api.Assertions.assertThat;

import io.stompdesk.TextBudget;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TicketIdTests {

    @ParameterizedTest
    @CsvSource({
        "K7Q29XMD, K7Q29XMD",
        "K7Q2-9XMD, K7Q29XMD",
        "k7q2-9xmd, K7Q29XMD",
        "'  K7Q29XMD ', K7Q29XMD",
        "OIL00000, 01100000",
        "oil0-0000, 01100000",
    })
    void whatPeopleTypeIsRead(String typed, String id) {
        assertThat(TicketId.parse(typed)).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "K7Q29XM",
                "K7Q29XMDD",
                "K7Q29XMU",
                "K7Q2 9XMD",
                "K7Q2.9XMD",
                "K7Q29XM*",
                "K7Q29XM\u00c4",
                "K7Q29XM\u0661"
            })
    void whatCannotBeAnIdIsNone(String typed) {
        assertThat(TicketId.parse(typed)).isNull();
    }

    @Test
    void aNewIdHasItsShapeAndIsItsOwnReading() {
        assertThat(Stream.generate(TicketId::random).limit(1000))
                .allSatisfy(id -> {
                    assertThat(id).matches("[0-9A-HJKMNP-TV-Z]{8}");
                    assertThat(TicketId.parse(id)).isEqualTo(id);
                })
                .doesNotHaveDuplicates();
    }

    @Test
    void aTicketsStreamCarriesItsId() {
        assertThat(TicketId.stream("K7Q29XMD")).hasToString("ticket.K7Q29XMD");
    }

    @Test
    void whateverTheTextItIsReadWithinItsBudget() {
        TextBudget.check(TicketId::parse);
        TextBudget.check(
                text -> new TicketQuery().words(text.substring(0, 8_000)).after(text));
    }
}
