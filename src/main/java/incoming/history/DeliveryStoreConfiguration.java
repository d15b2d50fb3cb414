package incoming.history;

import org.infinispan.commons.configuration.BuiltBy;
import org.infinispan.commons.configuration.ConfigurationFor;
import org.infinispan.commons.configuration.attributes.AttributeDefinition;
import org.infinispan.commons.configuration.attributes.AttributeSet;
import org.infinispan.configuration.cache.AbstractStoreConfiguration;
import org.infinispan.configuration.cache.AsyncStoreConfiguration;
import org.infinispan.configuration.parsing.Element;

/** What a {@link DeliveryStore} stands on. Public for Infinispan only. */
@BuiltBy(DeliveryStoreConfigurationBuilder.class)
@ConfigurationFor(DeliveryStore.class)
public final class DeliveryStoreConfiguration
    extends AbstractStoreConfiguration<DeliveryStoreConfiguration> {
  static final AttributeDefinition<Parts> PARTS =
      AttributeDefinition.builder("parts", null, Parts.class)
          .immutable()
          .autoPersist(false)
          .build();

  /**
   * What the store uses while it runs.
   *
   * @param database is closed when the store stops
   * @param purge deletes what is over; never fails
   */
  record Parts(HistoryDatabase database, Records records, Runnable purge) {}

  DeliveryStoreConfiguration(AttributeSet attributes, AsyncStoreConfiguration async) {
    super(Element.STORE, attributes, async);
  }

  /** The attributes with their defaults; found by Infinispan by this name. */
  public static AttributeSet attributeDefinitionSet() {
    return new AttributeSet(
        DeliveryStoreConfiguration.class,
        AbstractStoreConfiguration.attributeDefinitionSet(),
        PARTS);
  }

  Parts parts() {
    return attributes.attribute(PARTS).get();
  }
}
