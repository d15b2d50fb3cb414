package incoming.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class AddressTest {
  @Test
  void namesStayOneSegment() {
    assertThat(Address.of("integrations", "../keys", "publish"))
        .hasToString("/api/integrations/..%2Fkeys/publish");
    assertThat(Address.of("integrations", "..")).hasToString("/api/integrations/%2E%2E");
    assertThat(Address.of("keys", "a b?c#d%2e")).hasToString("/api/keys/a%20b%3Fc%23d%252e");
  }

  @Test
  void valuesOfTheQueryAddNoParameter() {
    assertThat(Address.of("deliveries").with("state", "dead&limit=9").with("to", null).with("n", 1))
        .hasToString("/api/deliveries?state=dead%26limit%3D9&n=1");
  }

  @Property
  void everyNameComesBackAsItIs(
      @ForAll @CharRange(from = '\u0001', to = '\ud7ff') @StringLength(min = 1, max = 20)
          String name) {
    URI uri = URI.create("http://localhost" + Address.of("integrations", name));

    assertThat(uri.getRawPath().split("/", -1)).hasSize(4);
    assertThat(uri.normalize()).isEqualTo(uri);
    assertThat(uri.getPath()).isEqualTo("/api/integrations/" + name);
  }
}
