package io.stompdesk.dashboard;

import io.stompdesk.command.NoContent;
import io.stompdesk.command.SignalCommand;
import io.stompdesk.stream.Reply;
import org.springframework.messaging.handler.annotation.MessageMapping;
import org.springframework.stereotype.Controller;
import tools.jackson.databind.json.JsonMapper;

/** Answers requests for the current dashboard. */
@Controller
final class DashboardController {

    private final DashboardTopics dashboards;
    private final JsonMapper json;

    DashboardController(DashboardTopics dashboards, JsonMapper json) {
        this.dashboards = dashboards;
        this.json = json;
    }

    @MessageMapping("/stats")
    Reply stats(SignalCommand<NoContent> command) {
        return new Reply(
                command.clientId(), "dashboard", json.writeValueAsString(dashboards.dashboardFor(command.account())));
    }
}
