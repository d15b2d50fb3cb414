package incoming.delivery;

import org.apache.activemq.artemis.api.core.client.ActiveMQClient;
import org.apache.activemq.artemis.api.core.client.ServerLocator;

/** How clients reach the broker, embedded or not. */
final class BrokerLink {
  private static final int TIMEOUT_MILLIS = 5_000;
  private static final int RETRY_MILLIS = 250;

  private BrokerLink() {}

  /**
   * A locator of the broker at {@code url}, to be closed.
   *
   * <p>A call fails after 5 s at the latest when the broker is away; whether a send that failed was
   * taken is then unknown. Sessions and consumers come back by themselves when the broker does:
   * what was delivered and not acknowledged is delivered again. Sends of persistent messages and
   * commits return once the broker has synced them; acknowledgements alone do not wait.
   */
  static ServerLocator to(String url) throws Exception {
    return ActiveMQClient.createServerLocator(url)
        .setBlockOnDurableSend(true)
        .setBlockOnAcknowledge(false)
        .setConsumerWindowSize(0)
        .setCallTimeout(TIMEOUT_MILLIS)
        .setCallFailoverTimeout(TIMEOUT_MILLIS)
        .setInitialConnectAttempts(TIMEOUT_MILLIS / RETRY_MILLIS)
        .setReconnectAttempts(-1)
        .setRetryInterval(RETRY_MILLIS)
        .setRetryIntervalMultiplier(1);
  }
}
