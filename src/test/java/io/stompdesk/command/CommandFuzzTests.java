package io.stompdesk.command;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.stompdesk.Mutations;
import io.stompdesk.TextBudget;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.CommandKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Any body of a SEND becomes a command or a refusal. */
class CommandFuzzTests {

    private final JsonMapper json = DeskJson.mapper();
    private final CommandDecoder decoder = new CommandDecoder(json);

    enum Priority {
        LOW,
        HIGH
    }

    record Requester(@Nullable String name, @Nullable String email) {}

    record Open(
            @Nullable String subject,
            @Nullable String description,
            @Nullable Priority priority,
            @Nullable Long ifSeq,
            @Nullable Requester requester) {}

    record Switch(boolean typing) {}

    @FuzzTest
    void commands(byte[] body) {
        for (Class<?> type : List.of(Open.class, Switch.class, NoContent.class)) {
            try {
                decoder.decode(body, json.constructType(type));
            } catch (Refusal refused) {
                // Nonsense is refused.
            }
        }
    }

    /** A short search in every build. {@code JAZZER_FUZZ=1} continues it. */
    @Test
    void tenThousandMutationsOfTheSeeds() {
        Mutations.play("command/CommandFuzzTestsInputs/commands", 10_000, this::commands);
    }

    @Test
    void whateverTheTextItIsReadWithinItsBudget() {
        TextBudget.check(text -> commands(text.getBytes(StandardCharsets.UTF_8)));
        TextBudget.check(text -> commands(("{\"subject\":\"" + text + "\"}").getBytes(StandardCharsets.UTF_8)));
        TextBudget.check(text -> commands(("{\"" + text + "\":1}").getBytes(StandardCharsets.UTF_8)));
        TextBudget.check(text -> commands(("{\"ifSeq\":" + text + "}").getBytes(StandardCharsets.UTF_8)));
        TextBudget.check(CommandKey::clientId);
    }
}
