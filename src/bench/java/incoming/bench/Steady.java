package incoming.bench;

/**
 * What a constant rate has shown; times in milliseconds from when each request was due.
 *
 * @param rate requests a second that were sent
 * @param cpu CPU seconds of the subject for 1,000 requests
 * @param late the 99th percentile of how late the timer was, which is part of all times
 * @param fault what was not as it must be; empty when it counts
 */
record Steady(
    String subject,
    String workload,
    double rate,
    double p50,
    double p99,
    double p999,
    double max,
    double cpu,
    double late,
    String fault) {}
