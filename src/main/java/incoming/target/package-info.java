/**
 * The outgoing HTTP call.
 *
 * <p>Camel's HTTP component with the settings that an outgoing webhook needs: short time-outs, no
 * hidden retries, no cookies, no redirects, nothing of the incoming request passed on. Where a call
 * may go is guarded, and credentials prove who calls.
 */
package incoming.target;
