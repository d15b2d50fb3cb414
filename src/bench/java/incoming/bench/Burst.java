package incoming.bench;

/**
 * What one burst of requests against one subject has shown.
 *
 * @param series of the comparison that it belongs to; empty for none
 * @param rate requests a second
 * @param p50 milliseconds, as the other percentiles
 * @param cpu CPU seconds of the subject for 1,000 requests, until the last of its calls was made
 * @param jit of {@code cpu}, the JVM's compilers
 * @param gc of {@code cpu}, the JVM's garbage collector and other own work
 * @param residentMib resident memory at the end
 * @param sinkRate calls a second that came in to the sink during the burst
 * @param left calls that were still to be made when the burst was over
 * @param sustained requests a second, counted until the last of their calls has reached the sink: a
 *     queue that grows does not make it higher
 * @param others cores that all but those who take part have used on average
 * @param fault what was not as it must be; empty when the burst counts
 */
record Burst(
    String series,
    String subject,
    String workload,
    int connections,
    double rate,
    double p50,
    double p99,
    double p999,
    double cpu,
    double jit,
    double gc,
    double residentMib,
    double sinkRate,
    long left,
    double sustained,
    double others,
    String fault) {

  /** The CPU of {@link #cpu} without that of the compilers, which a longer run has less of. */
  double cpuCompiled() {
    return cpu - jit;
  }

  /** The same as a part of the comparison {@code series}. */
  Burst in(String series) {
    return new Burst(
        series,
        subject,
        workload,
        connections,
        rate,
        p50,
        p99,
        p999,
        cpu,
        jit,
        gc,
        residentMib,
        sinkRate,
        left,
        sustained,
        others,
        fault);
  }
}
