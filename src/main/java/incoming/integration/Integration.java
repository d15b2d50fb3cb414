package incoming.integration;

import incoming.address.AddressRange;
import incoming.config.Units;
import incoming.event.ParameterName;
import java.util.List;
import java.util.Set;

/**
 * What a person decides about one integration, with nothing of how it is written down.
 *
 * <p>Any value can be made; {@link #faults} tells what of it cannot be written as a route file, and
 * {@link #missing} what has to be added before it can be published. Immutable. Holds no secret:
 * keys and credentials are names.
 *
 * @param name of the integration and its files, in lower-case words with hyphens
 * @param description one line of up to 200 characters; may be empty
 * @param icon the name of one, in lower-case words with hyphens; may be empty
 * @param endpointId the last segment of the path that is posted to
 * @param former the endpoint before it, for a while; {@code null} for none
 * @param maxBodySize of a request, such as {@code 4MiB}; empty as in the settings
 * @param allowFrom addresses and ranges that may post; empty for any
 * @param rateLimit {@code null} for none
 * @param hashParameters flat names of those by which duplicates are known, 5 at most, each in its
 *     canonical form; none when nothing is a duplicate
 * @param outgoing {@code null} until it is known
 */
public record Integration(
    String name,
    String description,
    String icon,
    String endpointId,
    Former former,
    String maxBodySize,
    Authentication authentication,
    List<String> allowFrom,
    RateLimit rateLimit,
    Filter filter,
    List<String> hashParameters,
    Delivery delivery,
    Outgoing outgoing) {
  private static final String DELIVERY = "-delivery";
  private static final int LONGEST_DESCRIPTION = 200;
  private static final int MOST_RANGES = 100;
  private static final int MOST_PARAMETERS = 5;
  private static final int LONGEST_PARAMETER = 1024;

  /** Parts of an event that no two requests share. */
  private static final Set<String> ALWAYS_NEW = Set.of("eventId", "time");

  public Integration {
    name = Texts.orEmpty(name);
    description = Texts.orEmpty(description);
    icon = Texts.orEmpty(icon);
    endpointId = Texts.orEmpty(endpointId);
    maxBodySize = Texts.orEmpty(maxBodySize);
    authentication = authentication == null ? new Authentication.None() : authentication;
    allowFrom = Texts.orEmpty(allowFrom);
    filter = filter == null ? new Filter.None() : filter;
    hashParameters = Texts.orEmpty(hashParameters).stream().map(Parameters::canonical).toList();
    delivery = delivery == null ? Delivery.Queue.DEFAULT : delivery;
  }

  /** The same with another rate limit. */
  public Integration limited(RateLimit newRateLimit) {
    return with(endpointId, former, newRateLimit);
  }

  /** The same under another endpoint. */
  Integration at(String newEndpointId, Former newFormer) {
    return with(newEndpointId, newFormer, rateLimit);
  }

  /** The one copy: its parameters are all that is ever changed without a form. */
  private Integration with(String newEndpointId, Former newFormer, RateLimit newRateLimit) {
    return new Integration(
        name,
        description,
        icon,
        newEndpointId,
        newFormer,
        maxBodySize,
        authentication,
        allowFrom,
        newRateLimit,
        filter,
        hashParameters,
        delivery,
        outgoing);
  }

  /** All that cannot be written as a route file, each with its field; none when it can. */
  public List<Fault> faults() {
    Faults faults = new Faults();
    faults.at("name").name(name, "cart-abandoned");
    if (name.endsWith(DELIVERY)) {
      faults.at("name").add("ends in -delivery, as the second route of an integration does");
    }
    faults.at("description").line(description, LONGEST_DESCRIPTION);
    faults.at("description").withoutPlaceholder(description);
    if (!icon.isEmpty()) {
      faults.at("icon").name(icon, "shopping-cart");
    }
    Endpoints.check(endpointId, faults.at("endpointId"));
    if (former != null) {
      former.check(faults.at("former"));
      if (former.endpointId().equals(endpointId)) {
        faults.at("former").at("endpointId").add("is that of the endpoint itself");
      }
    }
    if (!maxBodySize.isEmpty()) {
      Texts.check(() -> Units.bytes(maxBodySize), faults.at("maxBodySize"));
    }
    authentication.check(faults.at("authentication"));
    ranges(faults.at("allowFrom"));
    if (rateLimit != null) {
      rateLimit.check(faults.at("rateLimit"));
    }
    filter.check(faults.at("filter"));
    hash(faults.at("hashParameters"));
    delivery.check(faults.at("delivery"));
    if (outgoing != null) {
      outgoing.check(faults.at("outgoing"));
    }
    return faults.all();
  }

  /** What has to be filled in before it can be published. */
  public List<Fault> missing() {
    Faults faults = new Faults();
    if (outgoing == null) {
      faults.at("outgoing").add("is missing: what is to be sent, and where to");
    } else if (outgoing.url().isEmpty()) {
      faults.at("outgoing").at("url").add("is missing: where the request is to be sent");
    }
    return faults.all();
  }

  private void ranges(Faults faults) {
    if (allowFrom.size() > MOST_RANGES) {
      faults.add("has " + allowFrom.size() + " ranges; at most " + MOST_RANGES + " are allowed");
    }
    for (int i = 0; i < allowFrom.size(); i++) {
      String range = allowFrom.get(i);
      Texts.check(() -> AddressRange.parse(range), faults.at(i));
      if (range.startsWith("[")) {
        faults.at(i).add("is written without brackets");
      }
    }
    faults.distinct(allowFrom);
  }

  private void hash(Faults faults) {
    if (hashParameters.size() > MOST_PARAMETERS) {
      faults.add("has %d parameters; at most 5 are allowed".formatted(hashParameters.size()));
    }
    for (int i = 0; i < hashParameters.size(); i++) {
      String parameter = hashParameters.get(i);
      Faults at = faults.at(i);
      at.whole(parameter, LONGEST_PARAMETER);
      Texts.check(() -> ParameterName.parse(parameter), at);
      if (ALWAYS_NEW.contains(parameter)) {
        at.add("is different for every request");
      }
    }
    faults.distinct(hashParameters);
  }
}
