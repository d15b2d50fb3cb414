package incoming.dedup;

import java.time.Duration;
import org.infinispan.commons.configuration.BuiltBy;
import org.infinispan.commons.configuration.ConfigurationFor;
import org.infinispan.commons.configuration.attributes.AttributeDefinition;
import org.infinispan.commons.configuration.attributes.AttributeSet;
import org.infinispan.configuration.cache.AbstractStoreConfiguration;
import org.infinispan.configuration.cache.AsyncStoreConfiguration;
import org.infinispan.configuration.parsing.Element;

/** Where a {@link RowStore} keeps its rows, and for how long. Public for Infinispan only. */
@BuiltBy(RowStoreConfigurationBuilder.class)
@ConfigurationFor(RowStore.class)
public final class RowStoreConfiguration extends AbstractStoreConfiguration<RowStoreConfiguration> {
  static final AttributeDefinition<String> DIRECTORY =
      AttributeDefinition.builder("directory", null, String.class).immutable().build();
  static final AttributeDefinition<Long> TIME_TO_LIVE =
      AttributeDefinition.builder("time-to-live", 0L, Long.class).immutable().build();

  RowStoreConfiguration(AttributeSet attributes, AsyncStoreConfiguration async) {
    super(Element.STORE, attributes, async);
  }

  /** The attributes with their defaults; found by Infinispan by this name. */
  public static AttributeSet attributeDefinitionSet() {
    return new AttributeSet(
        RowStoreConfiguration.class,
        AbstractStoreConfiguration.attributeDefinitionSet(),
        DIRECTORY,
        TIME_TO_LIVE);
  }

  String directory() {
    return attributes.attribute(DIRECTORY).get();
  }

  Duration timeToLive() {
    return Duration.ofSeconds(attributes.attribute(TIME_TO_LIVE).get());
  }
}
