package incoming.delivery;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.equalToJson;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import incoming.RunningApplication;
import incoming.target.Certificates;
import java.nio.file.Path;
import java.util.Set;
import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ClientMessage;
import org.apache.activemq.artemis.api.core.client.ClientSession;
import org.apache.activemq.artemis.api.core.client.ClientSessionFactory;
import org.apache.activemq.artemis.api.core.client.ServerLocator;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.config.impl.SecurityConfiguration;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.core.server.impl.ActiveMQServerImpl;
import org.apache.activemq.artemis.spi.core.security.ActiveMQJAASSecurityManager;
import org.apache.activemq.artemis.spi.core.security.jaas.InVMLoginModule;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The queue in an Artemis broker elsewhere, behind TLS and a password. */
class RemoteBrokerIT {
  private static final String USER = "incoming";
  private static final String PASSWORD = "not-a-secret-in-tests";

  @RegisterExtension
  static final WireMockExtension TARGET =
      WireMockExtension.newInstance().options(options().dynamicPort()).build();

  @TempDir Path folder;

  private Path keys;
  private int port;
  private ActiveMQServerImpl broker;

  @BeforeEach
  void startBroker() throws Exception {
    TARGET.stubFor(any(anyUrl()).willReturn(aResponse().withStatus(200)));
    keys = new Certificates(folder).make("broker", "EC");
    port = RunningApplication.freePort();
    start();
  }

  private void start() throws Exception {
    SecurityConfiguration users = new SecurityConfiguration();
    users.addUser(USER, PASSWORD);
    users.addRole(USER, "all");
    broker =
        new ActiveMQServerImpl(
            configuration(),
            new ActiveMQJAASSecurityManager(InVMLoginModule.class.getName(), users));
    broker.start();
  }

  private Configuration configuration() throws Exception {
    Role all =
        new Role("all", true, true, true, true, true, true, true, true, true, true, true, true);
    return new ConfigurationImpl()
        .setJMXManagementEnabled(false)
        .setJournalDirectory(folder.resolve("broker/journal").toString())
        .setBindingsDirectory(folder.resolve("broker/bindings").toString())
        .setLargeMessagesDirectory(folder.resolve("broker/large").toString())
        .setPagingDirectory(folder.resolve("broker/paging").toString())
        .setMaxDiskUsage(-1)
        .addAcceptorConfiguration(
            "tls",
            "tcp://127.0.0.1:%d?sslEnabled=true;keyStorePath=%s;keyStorePassword=%s"
                .formatted(port, keys, Certificates.PASSWORD))
        .putSecurityRoles("#", Set.of(all));
  }

  @AfterEach
  void stopBroker() throws Exception {
    broker.stop();
  }

  private RunningApplication.Setup node(String name, String password) {
    return RunningApplication.in(folder.resolve(name))
        .property("incoming.delivery.broker", url())
        .property("incoming.delivery.broker-user", USER)
        .property("incoming.delivery.broker-password", password)
        .file("orders.json.j2", "{\"n\": {{request.body.n}}}")
        .file(
            "orders.camel.yaml",
            """
            - route:
                id: orders
                from:
                  uri: platform-http:/in/orders
                  steps:
                    - to: incoming:flatten
                    - to: incoming:accept
            - route:
                id: orders-delivery
                from:
                  uri: incoming:deliveries/orders
                  steps:
                    - to: jinjava:orders.json.j2
                    - to: http://127.0.0.1:%d/events?httpMethod=POST
            """
                .formatted(TARGET.getPort()));
  }

  private String url() {
    return "tcp://127.0.0.1:%d?sslEnabled=true&trustStorePath=%s&trustStorePassword=%s"
        .formatted(port, keys, Certificates.PASSWORD);
  }

  private static void awaitDelivery(int n) {
    Awaitility.await()
        .untilAsserted(
            () ->
                TARGET.verify(
                    postRequestedFor(urlEqualTo("/events"))
                        .withRequestBody(equalToJson("{\"n\": " + n + "}"))));
  }

  @Test
  void eventOfOneNodeIsDeliveredByAnother() {
    try (RunningApplication one = node("one", PASSWORD).start()) {
      one.deliveries().pause("orders");
      assertThat(one.post("/in/orders", "{\"n\": 1}").statusCode()).isEqualTo(200);
      assertThat(one.deliveries().waiting("orders")).isEqualTo(1);
    }
    try (RunningApplication two = node("two", PASSWORD).start()) {
      assertThat(two.deliveries().isPaused("orders")).isTrue();
      two.deliveries().resume("orders");

      awaitDelivery(1);
    }
  }

  @Test
  void brokerThatIsAwayAnswers503AndComesBack() throws Exception {
    try (RunningApplication app = node("one", PASSWORD).start()) {
      assertThat(app.post("/in/orders", "{\"n\": 2}").statusCode()).isEqualTo(200);
      awaitDelivery(2);
      broker.stop();

      assertThat(app.post("/in/orders", "{\"n\": 3}"))
          .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(503))
          .satisfies(answer -> assertThat(answer.headers().map()).containsKey("retry-after"))
          .satisfies(answer -> assertThat(answer.body()).contains("/problems/queue-unavailable"));

      start();
      Awaitility.await()
          .untilAsserted(
              () -> assertThat(app.post("/in/orders", "{\"n\": 4}").statusCode()).isEqualTo(200));
      awaitDelivery(4);
    }
  }

  @Test
  void messageThatIsNoEventIsADeadLetterAndHoldsNothingUp() throws Exception {
    try (RunningApplication app = node("one", PASSWORD).start()) {
      try (ServerLocator locator = ActiveMQClient.createServerLocator(url());
          ClientSessionFactory sessions = locator.createSessionFactory();
          ClientSession session =
              sessions.createSession(USER, PASSWORD, false, true, true, false, 0)) {
        ClientMessage foreign = session.createMessage(true);
        foreign.getBodyBuffer().writeString("hello");
        session.createProducer(new Queue("orders").deliveries()).send(foreign);
      }
      assertThat(app.post("/in/orders", "{\"n\": 5}").statusCode()).isEqualTo(200);

      awaitDelivery(5);
      Awaitility.await().until(() -> app.deliveries().dead("orders") == 1);
    }
  }

  @Test
  void wrongPasswordStopsTheStartWithoutSayingIt() {
    assertThatThrownBy(() -> node("one", "another-" + PASSWORD).start())
        .satisfies(
            e ->
                assertThat(e)
                    .hasMessageContaining("incoming.delivery.broker: the broker cannot be reached")
                    .hasMessageNotContaining(PASSWORD));
  }
}
