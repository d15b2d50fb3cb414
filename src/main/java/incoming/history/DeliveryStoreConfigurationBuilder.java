package incoming.history;

import org.infinispan.commons.configuration.attributes.AttributeSet;
import org.infinispan.configuration.cache.AbstractStoreConfigurationBuilder;
import org.infinispan.configuration.cache.PersistenceConfigurationBuilder;

/** Builds a {@link DeliveryStoreConfiguration}. Public for Infinispan only. */
public final class DeliveryStoreConfigurationBuilder
    extends AbstractStoreConfigurationBuilder<
        DeliveryStoreConfiguration, DeliveryStoreConfigurationBuilder> {

  /** Called by {@code PersistenceConfigurationBuilder.addStore}. */
  public DeliveryStoreConfigurationBuilder(PersistenceConfigurationBuilder builder) {
    super(builder, DeliveryStoreConfiguration.attributeDefinitionSet());
    segmented(false);
  }

  DeliveryStoreConfigurationBuilder parts(DeliveryStoreConfiguration.Parts parts) {
    attributes.attribute(DeliveryStoreConfiguration.PARTS).set(parts);
    return this;
  }

  @Override
  public DeliveryStoreConfiguration create() {
    return new DeliveryStoreConfiguration(attributes.protect(), async.create());
  }

  @Override
  public AttributeSet attributes() {
    return attributes;
  }

  @Override
  public DeliveryStoreConfigurationBuilder self() {
    return this;
  }
}
