package incoming.jinjava;

import com.hubspot.jinjava.util.HasObjectTruthValue;
import java.util.Iterator;
import java.util.function.Supplier;

/**
 * A name that the event does not have: false in a test, an error wherever else it is used.
 *
 * <p>After jinja2's {@code StrictUndefined}, with one kindness: it may be tested, so that {@code if
 * request.body.coupon} and {@code a or b} read as they do elsewhere. It is a text and a sequence
 * only so that an operator of jinjava that reads it as one meets the error. JSON's {@code null} is
 * a value, not undefined.
 */
final class Undefined implements HasObjectTruthValue, CharSequence, Iterable<Object> {
  private final Supplier<TemplateException> complaint;

  Undefined(Supplier<TemplateException> complaint) {
    this.complaint = complaint;
  }

  /** What to throw when the name is used. */
  TemplateException complaint() {
    return complaint.get();
  }

  @Override
  public boolean getObjectTruthValue() {
    return false;
  }

  @Override
  public Iterator<Object> iterator() {
    throw complaint();
  }

  @Override
  public int length() {
    throw complaint();
  }

  @Override
  public char charAt(int index) {
    throw complaint();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    throw complaint();
  }

  @Override
  public String toString() {
    throw complaint();
  }
}
