package incoming.delivery;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import incoming.config.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.impl.wireformat.NullResponseMessage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerTest {
  private static final BrokerSettings SETTINGS = new BrokerSettings(1L << 30, 0, 1 << 20);
  private static final Queue QUEUE = new Queue("shop");
  private static final String EVENT = "01a20120-d0a5-7000-8207-b535eb9cca39";
  private static final String RETRY = "01a20120-d09e-7000-a3e9-79260c350f3d";
  private static final Optional<byte[]> ID = Optional.of("one acceptance".getBytes(US_ASCII));

  @TempDir Path directory;

  @Test
  void letterWhoseAnswerIsLostIsQueuedOnceAndItsRetryIsToldSo() throws Exception {
    AtomicReference<BrokerServer> server = new AtomicReference<>();
    AtomicBoolean mute = new AtomicBoolean();
    try (EmbeddedBroker embedded =
            EmbeddedBroker.open(
                directory,
                SETTINGS,
                Duration.ofSeconds(1),
                configuration -> {
                  server.set(new BrokerServer(configuration));
                  return server.get();
                });
        Broker broker =
            Broker.connect(embedded.url(), DeliverySettings.read(new Settings(Map.of())))) {
      broker.open(QUEUE);
      Interceptor losing =
          (packet, connection) ->
              !(packet instanceof NullResponseMessage && mute.compareAndSet(true, false));
      server.get().getRemotingService().addOutgoingInterceptor(losing);
      mute.set(true);

      assertThatThrownBy(() -> broker.send(QUEUE, letter(EVENT), ID))
          .isInstanceOf(ActiveMQException.class);
      assertThat(broker.send(QUEUE, letter(RETRY), ID)).isFalse();

      assertThat(broker.depths(List.of(QUEUE.deliveries()))).containsValue(1L);
    }
  }

  private static Letter letter(String eventId) {
    return Letter.of(eventId, "{}".getBytes(US_ASCII));
  }
}
