/**
 * The command line: what the admin API offers, for people at a terminal and for scripts.
 *
 * <p>Every command is one or two calls of the API and an exit code. Nothing here loads what the
 * application itself runs on, so that a command answers at once.
 */
package incoming.cli;
