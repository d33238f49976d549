package io.stompdesk.dashboard;

import io.stompdesk.command.NoContent;
import io.stompdesk.command.SignalCommand;
import io.stompdesk.kernel.ErrorCode;
import io.stompdesk.kernel.Refusal;
import io.stompdesk.stream.Reply;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import tools.jackson.databind.json.JsonMapper;

/** The figures on demand. */
@Controller
final class DashboardController {

    private final DashboardTopics dashboard;
    private final JsonMapper json;

    DashboardController(DashboardTopics dashboard, JsonMapper json) {
        this.dashboard = dashboard;
        this.json = json;
    }

    @MessageMapping("/stats")
    Reply stats(SignalCommand<NoContent> command) {
        if (!command.account().isStaff()) {
            throw new Refusal(ErrorCode.FORBIDDEN);
        }
        return new Reply(command.clientId(), "dashboard", json.writeValueAsString(dashboard.now(command.account())));
    }
}
