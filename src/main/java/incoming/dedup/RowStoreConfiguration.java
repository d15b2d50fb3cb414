package incoming.dedup;

import org.infinispan.commons.configuration.BuiltBy;
import org.infinispan.commons.configuration.ConfigurationFor;
import org.infinispan.commons.configuration.attributes.AttributeDefinition;
import org.infinispan.commons.configuration.attributes.AttributeSet;
import org.infinispan.configuration.cache.AbstractStoreConfiguration;
import org.infinispan.configuration.cache.AsyncStoreConfiguration;
import org.infinispan.configuration.parsing.Element;

/** Which rows a {@link RowStore} stands on. Public for Infinispan only. */
@BuiltBy(RowStoreConfigurationBuilder.class)
@ConfigurationFor(RowStore.class)
public final class RowStoreConfiguration extends AbstractStoreConfiguration<RowStoreConfiguration> {
  static final AttributeDefinition<Opening> OPENING =
      AttributeDefinition.builder("opening", null, Opening.class)
          .immutable()
          .autoPersist(false)
          .build();

  /** Gives a store the database that it uses while it runs, and closes when it stops. */
  @FunctionalInterface
  interface Opening {
    RowDatabase open();
  }

  RowStoreConfiguration(AttributeSet attributes, AsyncStoreConfiguration async) {
    super(Element.STORE, attributes, async);
  }

  /** The attributes with their defaults; found by Infinispan by this name. */
  public static AttributeSet attributeDefinitionSet() {
    return new AttributeSet(
        RowStoreConfiguration.class, AbstractStoreConfiguration.attributeDefinitionSet(), OPENING);
  }

  Opening opening() {
    return attributes.attribute(OPENING).get();
  }
}
