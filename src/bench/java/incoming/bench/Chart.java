package incoming.bench;

import java.util.List;
import java.util.Locale;

/** CPU for each request as bars, ours and the floor's, in SVG. */
final class Chart {
  private static final int WIDTH = 720;
  private static final int LABEL = 130;
  private static final int BAR = 14;
  private static final int GROUP = 44;

  private Chart() {}

  static String of(List<Comparison> comparisons, int connections) {
    List<Comparison> shown =
        comparisons.stream().filter(one -> one.connections() == connections).toList();
    double longest =
        shown.stream()
            .mapToDouble(one -> Math.max(one.measured(Burst::cpu), one.compared(Burst::cpu)))
            .max()
            .orElse(1);
    int height = 60 + GROUP * shown.size();
    StringBuilder svg = new StringBuilder();
    svg.append(
        """
        <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" font-family="sans-serif" font-size="12">
        <rect width="100%%" height="100%%" fill="white"/>
        <text x="%d" y="24" font-size="14">CPU for each request, microseconds, %d connections</text>
        """
            .formatted(WIDTH, height, LABEL, connections));
    int y = 44;
    for (Comparison one : shown) {
      svg.append(
          "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>%n"
              .formatted(LABEL - 8, y + BAR + 4, one.workload()));
      bar(svg, y, one.measured(Burst::cpu), longest, "#1f6feb", "Incoming");
      bar(svg, y + BAR + 2, one.compared(Burst::cpu), longest, "#9aa4af", "by hand, in memory");
      y += GROUP;
    }
    return svg.append("</svg>\n").toString();
  }

  private static void bar(
      StringBuilder svg, int y, double cpu, double longest, String colour, String name) {
    int room = WIDTH - LABEL - 180;
    svg.append(
        String.format(
            Locale.ROOT,
            """
            <rect x="%d" y="%d" width="%.1f" height="%d" fill="%s"/>
            <text x="%.1f" y="%d">%.0f %s</text>
            """,
            LABEL,
            y,
            room * cpu / longest,
            BAR,
            colour,
            LABEL + room * cpu / longest + 6,
            y + BAR - 3,
            cpu * 1000,
            name));
  }
}
