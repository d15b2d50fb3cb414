package incoming.dedup;

import org.infinispan.commons.configuration.attributes.AttributeSet;
import org.infinispan.configuration.cache.AbstractStoreConfigurationBuilder;
import org.infinispan.configuration.cache.PersistenceConfigurationBuilder;

/** Builds a {@link RowStoreConfiguration}. Public for Infinispan only. */
public final class RowStoreConfigurationBuilder
    extends AbstractStoreConfigurationBuilder<RowStoreConfiguration, RowStoreConfigurationBuilder> {

  /** Called by {@code PersistenceConfigurationBuilder.addStore}. */
  public RowStoreConfigurationBuilder(PersistenceConfigurationBuilder builder) {
    super(builder, RowStoreConfiguration.attributeDefinitionSet());
    segmented(false);
  }

  RowStoreConfigurationBuilder opening(RowStoreConfiguration.Opening opening) {
    attributes.attribute(RowStoreConfiguration.OPENING).set(opening);
    return this;
  }

  @Override
  public RowStoreConfiguration create() {
    return new RowStoreConfiguration(attributes.protect(), async.create());
  }

  @Override
  public AttributeSet attributes() {
    return attributes;
  }

  @Override
  public RowStoreConfigurationBuilder self() {
    return this;
  }
}
