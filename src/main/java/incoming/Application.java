package incoming;

/** Starts Incoming. */
public final class Application {
  private Application() {}

  public static void main(String[] args) {}
}
