package io.stompdesk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;

@DeskTest
class StompdeskApplicationTests {

    @Test
    void theDeskStarts(@Autowired ApplicationContext desk) {
        assertThat(desk.getId()).isEqualTo("stompdesk");
    }
}
