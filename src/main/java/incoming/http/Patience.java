package incoming.http;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;

/**
 * How long the door waits for one connection: for a whole request, for its answer to be read, then
 * for the next request.
 *
 * <p>A deadline rather than an idle time, so that a sender that trickles a byte now and then is cut
 * off as well. Works on the channel itself: closing a connection of Vert.x waits until its answers
 * are read, and its close handler is not called in every case. Confined to the event loop of its
 * connection.
 */
final class Patience {
  private final Channel channel;
  private final DoorSettings settings;
  private final List<Visit> visits = new ArrayList<>(1);
  private boolean waiting;
  private boolean closing;
  private long deadline;
  private Visit reading;

  Patience(Channel channel, DoorSettings settings) {
    this.channel = channel;
    this.settings = settings;
    waitUntil(settings.requestTimeout().toNanos());
  }

  /** A request has begun to arrive. */
  void reading(Visit visit) {
    visits.add(visit);
    reading = visit;
    waitUntil(settings.requestTimeout().toNanos());
  }

  /** The request is whole; from here its route decides how long it takes. */
  void working() {
    reading = null;
    waiting = closing;
  }

  /** The answer is on its way. */
  void writing() {
    reading = null;
    waitUntil(settings.idleTimeout().toNanos());
  }

  /** The answer of {@code visit} is written, or will never be. */
  void done(Visit visit) {
    visits.remove(visit);
    if (visits.isEmpty()) {
      waitUntil(settings.idleTimeout().toNanos());
    }
  }

  /** Closes the connection once what was answered has had a moment to be read. */
  void closeSoon(long nanos) {
    reading = null;
    waitUntil(nanos);
    closing = true;
  }

  /** Whether the sender was told that the connection closes: it gets no further answer. */
  boolean isClosing() {
    return closing;
  }

  boolean isConnected() {
    return channel.isActive();
  }

  /**
   * Closes now; what the sender has not read is lost. From the head of the pipeline, as Vert.x, at
   * its tail, would hold a close back until all is read.
   */
  void close() {
    ChannelHandlerContext head = channel.pipeline().firstContext();
    (head == null ? channel.close() : head.close())
        .addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
  }

  /** The connection is gone; so is every visit that its route does not hold. */
  void closed() {
    List.copyOf(visits).forEach(Visit::gone);
  }

  void check(long now) {
    if (waiting && now - deadline >= 0) {
      waiting = false;
      if (reading == null) {
        close();
      } else {
        reading.timeOut();
      }
    }
  }

  private void waitUntil(long nanos) {
    if (!closing) {
      waiting = true;
      deadline = System.nanoTime() + nanos;
    }
  }
}
