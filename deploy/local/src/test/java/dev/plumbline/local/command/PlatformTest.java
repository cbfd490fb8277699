package dev.plumbline.local.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import org.junit.jupiter.api.Test;

class PlatformTest {

    @Test
    void shouldSayWhatIsWrongInWhichField() throws Exception {
        assertThat(
                        new Platform.Answer(
                                        422,
                                        new ObjectMapper()
                                                .readTree(
                                                        """
                                                        {"title":"What was sent does not hold together",
                                                         "errors":{"address":"must begin with https://"}}"""))
                                .problem())
                .isEqualTo(
                        "422 What was sent does not hold together\n  address: must begin with https://");
        assertThat(new Platform.Answer(503, MissingNode.getInstance()).problem()).isEqualTo("503");
    }
}
