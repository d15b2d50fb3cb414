package incoming.delivery;

import java.nio.file.Path;
import java.util.Map;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.TransportConfiguration;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.remoting.impl.invm.InVMAcceptorFactory;
import org.apache.activemq.artemis.core.remoting.impl.invm.TransportConstants;
import org.apache.activemq.artemis.core.server.JournalType;
import org.apache.activemq.artemis.core.settings.impl.AddressFullMessagePolicy;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/**
 * How Artemis is set up: reached from within this process only, every persistent message on disk
 * before it is answered, and a bound on memory and threads.
 */
final class BrokerConfiguration {
  private static final int MIB = 1 << 20;

  // Small files open fast and are given back soon; a record may be as large as the buffer.
  private static final int JOURNAL_FILE = 4 * MIB;
  private static final int JOURNAL_BUFFER = MIB / 2;

  // Of the heap for events, what those of one integration may take, so that a few which wait for
  // their targets leave some to the others; events beyond it are in pages on disk.
  private static final int SHARES = 4;
  private static final int PAGE = MIB;

  private BrokerConfiguration() {}

  /**
   * The broker with {@code number} in this process, which keeps everything in {@code directory}.
   */
  static Configuration of(Path directory, int number, BrokerSettings settings) {
    Configuration configuration = new ConfigurationImpl();
    configuration
        .setName("incoming")
        .setSecurityEnabled(false)
        .setJMXManagementEnabled(false)
        .addAcceptorConfiguration(acceptor(number))
        .addAddressSetting("#", address(settings));
    place(configuration, directory);
    sync(configuration);
    bound(configuration, settings);
    return configuration;
  }

  private static TransportConfiguration acceptor(int number) {
    return new TransportConfiguration(
        InVMAcceptorFactory.class.getName(),
        Map.of(TransportConstants.SERVER_ID_PROP_NAME, Integer.toString(number)));
  }

  private static void place(Configuration configuration, Path directory) {
    configuration
        .setJournalDirectory(directory.resolve("journal").toString())
        .setBindingsDirectory(directory.resolve("bindings").toString())
        .setPagingDirectory(directory.resolve("paging").toString())
        .setLargeMessagesDirectory(directory.resolve("large").toString())
        // Another process that has the directory open is to be told of, not waited for.
        .setJournalLockAcquisitionTimeout(1_000);
  }

  private static void sync(Configuration configuration) {
    configuration
        .setJournalType(JournalType.NIO)
        .setJournalSyncTransactional(true)
        .setJournalSyncNonTransactional(true)
        .setJournalDatasync(true)
        // What comes while one sync runs shares the next: to wait for more only adds delay.
        .setJournalBufferTimeout_NIO(1)
        .setPageSyncTimeout(1)
        .setJournalBufferSize_NIO(JOURNAL_BUFFER)
        .setJournalFileSize(JOURNAL_FILE)
        .setJournalMinFiles(2)
        // A file beyond these is deleted once it is empty: the size on disk tells the backlog.
        .setJournalPoolFiles(10);
  }

  private static void bound(Configuration configuration, BrokerSettings settings) {
    configuration
        .setGlobalMaxSize(settings.maxMemory())
        .setThreadPoolMaxSize(8)
        .setScheduledThreadPoolMaxSize(2)
        .setPageMaxConcurrentIO(2)
        // Artemis would hold senders until there is space again; ours are told at once.
        .setMaxDiskUsage(-1)
        .setCriticalAnalyzer(false)
        .setMessageExpiryScanPeriod(-1)
        .setAddressQueueScanPeriod(-1);
  }

  private static AddressSettings address(BrokerSettings settings) {
    return new AddressSettings()
        .setAddressFullMessagePolicy(AddressFullMessagePolicy.PAGE)
        .setMaxSizeBytes(settings.maxMemory() / SHARES)
        .setPageSizeBytes(PAGE)
        .setMaxReadPageBytes(2 * PAGE)
        .setPrefetchPageBytes(PAGE)
        .setMaxDeliveryAttempts(-1)
        .setRedeliveryDelay(0)
        .setDefaultAddressRoutingType(RoutingType.ANYCAST)
        .setDefaultQueueRoutingType(RoutingType.ANYCAST)
        .setAutoCreateQueues(false)
        .setAutoCreateAddresses(false)
        .setAutoDeleteQueues(false)
        .setAutoDeleteAddresses(false)
        .setEnableMetrics(false);
  }
}
