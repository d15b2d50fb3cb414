package incoming.dedup;

import java.nio.file.Path;
import java.time.Duration;
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

  RowStoreConfigurationBuilder directory(Path directory) {
    attributes.attribute(RowStoreConfiguration.DIRECTORY).set(directory.toString());
    return this;
  }

  /** A row may leave the disk so long after its last write, in whole seconds; zero: never. */
  RowStoreConfigurationBuilder timeToLive(Duration timeToLive) {
    attributes.attribute(RowStoreConfiguration.TIME_TO_LIVE).set(timeToLive.toSeconds());
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
