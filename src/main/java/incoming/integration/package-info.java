/**
 * Integrations as people define them, and their life: drafts, published versions and what came
 * before.
 *
 * <p>An {@code Integration} is what a form edits; the route file is what runs, and the one truth.
 * So every integration is written as the canonical route file and read back from it, and a file of
 * any other shape is customised: it is edited as text alone. What is published is one pair of
 * files, put into the folder of the route files so that neither a crash nor a second writer leaves
 * half of it.
 */
package incoming.integration;
