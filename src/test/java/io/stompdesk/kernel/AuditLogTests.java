package io.stompdesk.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class AuditLogTests {

    @Test
    void nothingMakesASecondLineOrAFieldOfItsOwn(CapturedOutput output) {
        AuditLog.write("login", "account", "x\n2026-01-01 INFO role=ADMIN\u001b[2J\u2028", "from", null);

        assertThat(output.toString().lines().filter(line -> line.contains("login account")))
                .singleElement()
                .asString()
                .endsWith("login account=x?2026-01-01 INFO role?ADMIN?[2J? from=null");
    }
}
