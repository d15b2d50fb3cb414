package incoming.integration;

import incoming.integration.RouteFile.Canonical;
import incoming.integration.RouteFile.Customised;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is done with drafts, once it is certain that nobody has changed what was read. For one
 * thread at a time.
 */
final class Drafts {
  private static final int LONGEST_TEXT = 256 * 1024;
  private static final Duration LONGEST_ROTATION = Duration.ofDays(365);

  private final Inventory inventory;
  private final InstantSource clock;

  Drafts(Inventory inventory, InstantSource clock) {
    this.inventory = inventory;
    this.clock = clock;
  }

  /** The first draft of a new integration; without an endpoint id it is given one. */
  Outcome create(Integration integration) throws IOException {
    Integration served =
        integration.endpointId().isEmpty()
            ? integration.at(inventory.newEndpointId(), null)
            : integration;
    return served.faults().isEmpty()
        ? add(served.name(), RouteFile.write(served))
        : new Outcome.Faulty(served.faults());
  }

  /** The first draft of a new integration that is given as text. */
  Outcome create(String name, RouteFile file) throws IOException {
    List<Fault> faults = faults(name, file);
    return faults.isEmpty() ? add(name, file) : new Outcome.Faulty(faults);
  }

  private Outcome add(String name, RouteFile file) throws IOException {
    Found found = inventory.find(name);
    return found.isEmpty()
        ? put(name, found, file)
        : new Outcome.Refused("name-taken", "there is an integration '" + name + "' already");
  }

  /** What a form says. */
  Outcome save(String name, Found found, Integration integration) throws IOException {
    if (found.current().stored(name).shape() instanceof Customised customised) {
      return refuse(customised);
    }
    Integration before = found.current().stored(name).integration().orElseThrow();
    List<Fault> faults = new ArrayList<>(integration.faults());
    if (!integration.name().equals(name)) {
      faults.add(new Fault("/name", "is '" + name + "' for its life"));
    }
    if (!integration.endpointId().equals(before.endpointId())) {
      faults.add(new Fault("/endpointId", "is never changed by hand; rotate it instead"));
    }
    if (integration.former() != null && !integration.former().equals(before.former())) {
      faults.add(new Fault("/former", "comes of a rotation; keep it or leave it out"));
    }
    return faults.isEmpty()
        ? put(name, found, RouteFile.write(integration).below(found.current().file()))
        : new Outcome.Faulty(faults);
  }

  /** Text, whatever it says. */
  Outcome save(String name, Found found, RouteFile file) throws IOException {
    List<Fault> faults = faults(name, file);
    return faults.isEmpty() ? put(name, found, file) : new Outcome.Faulty(faults);
  }

  /** Without the draft, where something is published. */
  Outcome discard(String name, Found found) throws IOException {
    if (found.published().isEmpty() || found.draft().isEmpty()) {
      return new Outcome.Refused(
          "nothing-to-discard", "there is no draft beside a published version");
    }
    return inventory.edit(name, found).withoutDraft(false).apply();
  }

  /** A version that was published before, under the endpoint of today. */
  Outcome restore(String name, Found found, RouteFile version) throws IOException {
    Optional<Integration> current =
        found.isEmpty() ? Optional.empty() : found.current().stored(name).integration();
    return put(
        name,
        found,
        current.isPresent() && version.shape() instanceof Canonical canonical
            ? RouteFile.write(
                canonical.integration().at(current.get().endpointId(), current.get().former()))
            : version);
  }

  /** Another endpoint, and the one of today beside it for so long. */
  Outcome rotate(String name, Found found, Duration valid) throws IOException {
    if (found.current().stored(name).shape() instanceof Customised customised) {
      return refuse(customised);
    } else if (valid.isNegative() || valid.compareTo(LONGEST_ROTATION) > 0) {
      return new Outcome.Faulty(List.of(new Fault("/valid", "is a time up to 365 days")));
    }
    Integration integration = found.current().stored(name).integration().orElseThrow();
    Former former = integration.former();
    if (former != null && !former.isOver(clock.instant())) {
      return new Outcome.Refused(
          "rotation-under-way", "the endpoint before this one is valid until " + former.until());
    }
    // The endpoint that senders use: that of a draft may never have been served.
    String today =
        found
            .published()
            .flatMap(kept -> kept.stored(name).integration())
            .orElse(integration)
            .endpointId();
    Instant until = clock.instant().plus(valid).truncatedTo(ChronoUnit.SECONDS);
    Former next = new Former(today, until.toString());
    return put(
        name,
        found,
        RouteFile.write(integration.at(inventory.newEndpointId(), next))
            .below(found.current().file()));
  }

  private Outcome put(String name, Found found, RouteFile file) throws IOException {
    for (String id : file.endpointIds()) {
      // What it has already stays its own, be it that somebody has given the file another name.
      if (!found.endpointIds().contains(id)) {
        Optional<String> owner = inventory.owner(id).filter(other -> !other.equals(name));
        if (owner.isPresent()) {
          return new Outcome.Faulty(
              List.of(new Fault("/endpointId", "is, or was, that of '" + owner.get() + "'")));
        }
      }
    }
    return inventory.edit(name, found).draft(file).apply();
  }

  private static List<Fault> faults(String name, RouteFile file) {
    Faults faults = new Faults();
    faults.at("name").name(name, "cart-abandoned");
    faults.at("text").whole(file.text(), LONGEST_TEXT);
    Template template = file.template();
    if (template != null) {
      template.check(faults.at("template"));
      if (RouteFile.template(file.text(), name).stream()
          .noneMatch(format -> format == template.format())) {
        faults
            .at("template")
            .add("is not used; write 'to: jinjava:" + template.format().file(name) + "'");
      }
    }
    return faults.all();
  }

  private static Outcome refuse(Customised customised) {
    return new Outcome.Refused(
        "customised",
        "the route file is customised and edited as text: line "
            + customised.line()
            + ": "
            + customised.reason());
  }
}
